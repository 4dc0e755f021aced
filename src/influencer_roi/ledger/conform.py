"""Resolves what influencers, posts and payouts leave open: names, brands, platforms, keys."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import polars as pl

from influencer_roi.intake.recorded import with_named_posts
from influencer_roi.model import names
from influencer_roi.model.dimensions import tier
from influencer_roi.model.genders import gender_word
from influencer_roi.model.names import MIXED, NO_PAYOUT, UNKNOWN
from influencer_roi.model.schema import BLANK, DESCRIPTIONS, POST_MEASURES
from influencer_roi.model.tables import Tables

_NONE: Mapping[str, pl.DataFrame] = MappingProxyType({})
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
class Conformed:
    """What orders are resolved with: three conformed tables, and spellings of brands, platforms, campaigns.

    Influencers gain tier and basis, and one row for each id only other tables know, which is not `listed`;
    posts gain post_key, recorded_id, stated_brand and caption_brand; payouts gain per_order, per_revenue,
    spend_basis (null where it is the influencer's one basis), and what they name as orders and posts have it.
    """

    influencers: pl.DataFrame
    posts: pl.DataFrame
    payouts: pl.DataFrame
    brands: names.Brands
    platforms: names.Spellings
    campaigns: Mapping[str, str]

    def with_orders(self, orders: pl.DataFrame) -> Tables:
        """Return the four tables, with these orders."""
        return Tables(self.influencers, self.posts, orders, self.payouts)


def conform(
    tables: Tables,
    *,
    ids: pl.Series,
    brands: pl.DataFrame,
    campaigns: pl.DataFrame,
    named: Mapping[str, pl.DataFrame] = _NONE,
    given: names.Spellings | None = None,
) -> Conformed:
    """Return three tables with every open value resolved.

    `ids` are the influencers orders name; `brands` and `campaigns` have the texts of those columns, and the
    `rows` and the `first` day of each. `named` are brands and platforms that only rows out of the tables
    name, `given` a folder's own spellings.
    """
    spelled = names.campaign_spellings([names.dated(tables.posts, "campaign"), campaigns])
    stated = names.counted(tables.posts["brand"])
    spellings = names.brand_spellings([stated, brands, *_of(named, "brand")], given)
    every = [names.counted(one["platform"]) for one in (tables.influencers, tables.posts)]
    platforms = names.platform_spellings([*every, *_of(named, "platform")])
    payouts = _payouts(tables.payouts, spellings)
    influencers = _influencers(tables, payouts, platforms, ids)
    written = tables.posts.with_columns(names.as_spelled(tables.posts["campaign"], spelled))
    posts = _posts(written, influencers, spellings, platforms)
    payouts = with_named_posts(payouts, posts)
    return Conformed(influencers, posts, payouts, spellings, platforms, spelled)


def _of(named: Mapping[str, pl.DataFrame], column: str) -> list[pl.DataFrame]:
    return [named[column]] if column in named else []


def _payouts(payouts: pl.DataFrame, brands: names.Brands) -> pl.DataFrame:
    stated = pl.col("basis").fill_null("")
    word = (
        pl.when(pl.col("rate_percent").is_not_null())
        .then(pl.lit("revenue"))
        .otherwise(names.basis_word(stated))
    )
    named = word.replace_strict(names.BASES, default=pl.col("basis").fill_null("Unstated").str.to_titlecase())
    one_basis = pl.col("basis").n_unique().over("influencer_id") == 1
    conformed = payouts.lazy().with_columns(
        per_order=word == "order",
        per_revenue=word == "revenue",
        basis=named,
        named_campaign=names.fold(pl.col("campaign")),
        named_brand=names.stated_brand(pl.col("brand"), brands),
        named_order_number="order_number",
    )
    return conformed.with_columns(spend_basis=pl.when(~one_basis).then("basis")).collect(engine="in-memory")


def _influencers(
    tables: Tables, payouts: pl.DataFrame, platforms: names.Spellings, named_by_orders: pl.Series
) -> pl.DataFrame:
    """Return one row per influencer id of any table, those not in the influencers file as Unknown."""
    described = tables.influencers.lazy().with_columns(gender_word(pl.col("gender")))
    known = described.with_columns(
        name=pl.col("name").fill_null(pl.col("id")),
        **{column: pl.col(column).fill_null(BLANK) for column in DESCRIPTIONS},
        platform=names.named_by_whole(pl.col("platform"), platforms).fill_null(UNKNOWN),
        listed=pl.lit(value=True),
    )
    ids = pl.concat([tables.posts["influencer_id"], named_by_orders, payouts["influencer_id"]])
    others = ids.to_frame("id").lazy().drop_nulls().unique().sort("id")
    unlisted = others.join(known, on="id", how="anti", maintain_order="left").with_columns(
        name=pl.col("id"),
        **dict.fromkeys(DESCRIPTIONS, pl.lit(UNKNOWN)),
        platform=pl.lit(UNKNOWN),
        listed=pl.lit(value=False),
    )
    everyone = pl.concat([known.drop("line"), unlisted], how="diagonal")
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
        .collect(engine="in-memory")
    )


def _basis(payouts: pl.DataFrame) -> pl.LazyFrame:
    one = pl.when(pl.col("basis").n_unique() == 1).then(pl.col("basis").first()).otherwise(pl.lit(MIXED))
    return payouts.lazy().group_by("influencer_id").agg(basis=one)


def _posts(
    posts: pl.DataFrame, influencers: pl.DataFrame, brands: names.Brands, platforms: names.Spellings
) -> pl.DataFrame:
    own = influencers.lazy().select("id", own_platform="platform")
    named = (
        posts.lazy()
        .with_columns(
            platform=names.named_by_whole(pl.col("platform"), platforms),
            stated_brand=names.stated_brand(pl.col("brand"), brands),
            caption_brand=names.named_in(posts["caption"], brands),
        )
        .join(own, left_on="influencer_id", right_on="id", how="left", maintain_order="left", validate="m:1")
    )
    keyed = _numbered(named) if posts["post_id"].has_nulls() else named.with_columns(post_key="post_id")
    platform = pl.coalesce("platform", "own_platform")
    found = keyed.with_columns(platform=platform, recorded_id=pl.col("post_id")).drop("own_platform")
    return found.collect(engine="in-memory")


def _numbered(posts: pl.LazyFrame) -> pl.LazyFrame:
    """Return posts with a post_key for those without an id: a number among the influencer's of that day."""
    place = pl.int_range(pl.len()).over("influencer_id", "date") + 1
    own = pl.format("{} {} #{}", "influencer_id", "date", place)
    ordered = posts.sort(*_CONTENT, nulls_last=True)
    return ordered.with_columns(post_key=pl.coalesce("post_id", own))
