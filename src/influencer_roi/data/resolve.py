"""Resolves what influencers, posts and orders leave open: names, brands, platforms, links, credit."""

from dataclasses import dataclass

import polars as pl

from influencer_roi.data import names
from influencer_roi.data.credit import credited_posts, recorded_links
from influencer_roi.data.dimensions import tier
from influencer_roi.data.names import NO_CAMPAIGN, UNKNOWN
from influencer_roi.data.sources import BLANK, POST_MEASURES

NO_PAYOUT = "No payout"
MIXED = "Mixed"
_CONTENT = (
    "influencer_id",
    "date",
    "platform",
    "url",
    "caption",
    *POST_MEASURES,
    "brand",
    "campaign",
    "post_id",
)


@dataclass(frozen=True)
class Tables:
    """The four cleaned tables, one row per influencer, post, order and payout."""

    influencers: pl.DataFrame
    posts: pl.DataFrame
    orders: pl.DataFrame
    payouts: pl.DataFrame


def resolve(tables: Tables) -> Tables:
    """Return the tables with every open value settled.

    Influencers gain tier and basis, and one row for each id only other tables know; posts gain post_key,
    recorded_id, stated_brand and caption_brand; orders gain brand, link, credit, weight and new_customers;
    payouts gain per_order.
    """
    brands = names.brand_spellings([tables.posts["brand"], tables.orders["brand"]])
    platforms = names.platform_spellings([tables.influencers["platform"], tables.posts["platform"]])
    payouts = _payouts(tables.payouts)
    influencers = _influencers(tables, payouts, platforms)
    posts = _posts(tables.posts, influencers, brands, platforms)
    orders = _orders(tables.orders, posts, influencers, brands, platforms)
    return Tables(influencers, posts, orders, payouts)


def _payouts(payouts: pl.DataFrame) -> pl.DataFrame:
    word = names.basis_word(pl.col("basis").fill_null(""))
    named = word.replace_strict(names.BASES, default=pl.col("basis").fill_null("Unstated").str.to_titlecase())
    return payouts.with_columns(per_order=word == "order", basis=named)


def _influencers(tables: Tables, payouts: pl.DataFrame, platforms: names.Spellings) -> pl.DataFrame:
    """Return one row per influencer id of any table, those not in the influencers file as Unknown."""
    known = tables.influencers.with_columns(
        name=pl.col("name").fill_null(pl.col("id")),
        category=pl.col("category").fill_null(BLANK),
        gender=pl.col("gender").fill_null(BLANK),
        platform=names.named_by_whole(tables.influencers["platform"], platforms).fill_null(UNKNOWN),
    )
    ids = pl.concat([tables.posts["influencer_id"], tables.orders["influencer_id"], payouts["influencer_id"]])
    strangers = (
        ids.drop_nulls()
        .unique()
        .sort()
        .to_frame("id")
        .join(known, on="id", how="anti", maintain_order="left")
    ).with_columns(
        name=pl.col("id"), category=pl.lit(UNKNOWN), gender=pl.lit(UNKNOWN), platform=pl.lit(UNKNOWN)
    )
    everyone = pl.concat([known.drop("line"), strangers], how="diagonal")
    return (
        everyone.with_columns(tier=tier(pl.col("follower_count")))
        .join(
            _basis(payouts),
            left_on="id",
            right_on="influencer_id",
            how="left",
            maintain_order="left",
            validate="m:1",
        )
        .with_columns(pl.col("basis").fill_null(NO_PAYOUT))
    )


def _basis(payouts: pl.DataFrame) -> pl.DataFrame:
    one = pl.when(pl.col("basis").n_unique() == 1).then(pl.col("basis").first()).otherwise(pl.lit(MIXED))
    return payouts.group_by("influencer_id").agg(basis=one)


def _posts(
    posts: pl.DataFrame, influencers: pl.DataFrame, brands: names.Spellings, platforms: names.Spellings
) -> pl.DataFrame:
    own = influencers.select("id", own_platform="platform")
    named = posts.with_columns(
        platform=names.named_by_whole(posts["platform"], platforms),
        stated_brand=names.stated_brand(posts["brand"], brands),
        caption_brand=names.named_in(posts["caption"], brands),
    ).join(own, left_on="influencer_id", right_on="id", how="left", maintain_order="left", validate="m:1")
    ordered = named.sort(*_CONTENT, nulls_last=True)
    place = pl.int_range(pl.len()).over("influencer_id", "date") + 1
    return ordered.with_columns(
        platform=pl.coalesce("platform", "own_platform"),
        recorded_id=pl.col("post_id"),
        post_key=pl.coalesce("post_id", pl.format("{} {} #{}", "influencer_id", "date", place)),
    ).drop("own_platform")


def _orders(
    orders: pl.DataFrame,
    posts: pl.DataFrame,
    influencers: pl.DataFrame,
    brands: names.Spellings,
    platforms: names.Spellings,
) -> pl.DataFrame:
    linked = orders.with_columns(link=recorded_links(orders, posts))
    linked = linked.join(
        posts.select("post_key", link_platform="platform", link_brand="stated_brand"),
        left_on="link",
        right_on="post_key",
        how="left",
        maintain_order="left",
        validate="m:1",
    ).join(
        influencers.select("id", own_platform="platform"),
        left_on="influencer_id",
        right_on="id",
        how="left",
        maintain_order="left",
        validate="m:1",
    )
    named = linked.with_columns(
        brand=_order_brand(linked, brands),
        platform=pl.coalesce(
            names.named_by_whole(orders["source"], platforms),
            "link_platform",
            "own_platform",
            pl.lit(UNKNOWN),
        ),
        campaign=pl.col("campaign").fill_null(NO_CAMPAIGN),
        weight=pl.col("orders").clip(lower_bound=0),
        new_customers=_new_customers(orders),
    )
    return named.with_columns(credit=credited_posts(named, posts)).drop(
        "link_platform", "link_brand", "own_platform"
    )


def _order_brand(orders: pl.DataFrame, brands: names.Spellings) -> pl.Expr:
    """Return the brand of each order: of its column, product, campaign, source or linked post, in turn."""
    return pl.coalesce(
        names.stated_brand(orders["brand"], brands),
        names.named_in(orders["product"], brands),
        names.named_in(orders["campaign"], brands),
        names.named_by_whole(orders["source"], brands),
        "link_brand",
        pl.lit(UNKNOWN),
    )


def _new_customers(orders: pl.DataFrame) -> pl.Series:
    """Return the part of a new customer each order brought: orders of a user's first day share it alike."""
    day = ["user_id", "date"]
    seen = orders.select(day).filter(pl.col("user_id").is_not_null())
    first = seen.group_by("user_id").agg(pl.col("date").min())
    parts = seen.join(first, on=day, how="semi").group_by(day).agg(part=1 / pl.len())
    joined = orders.select(day).join(parts, on=day, how="left", maintain_order="left", validate="m:1")
    return joined["part"].fill_null(0.0)
