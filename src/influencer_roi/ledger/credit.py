"""Says which post an order is credited to, and how it came to it."""

import polars as pl

from influencer_roi.model.names import UNKNOWN
from influencer_roi.model.precedence import WINDOW_DAYS

# How an order came to its post, and what readers call it.
WAYS = {
    "recorded": "the order names it",
    "inferred": f"inferred: the influencer's last fitting post of {WINDOW_DAYS} days",
    "not credited": "none: not credited",
    "organic": "none: organic",
}


def credited_posts(orders: pl.DataFrame, posts: pl.DataFrame) -> pl.Series:
    """Return the key of the post each order is credited to; null means not credited.

    The recorded link, else the influencer's last post in the WINDOW_DAYS up to the order whose stated or
    caption brand is the order's or which has none; an order of brand Unknown fits any. `orders` has
    influencer_id, date, brand and link; `posts` has post_key, influencer_id, date, stated_brand and
    caption_brand. Texts of both are coded alike.
    """
    brand = pl.coalesce("stated_brand", "caption_brand")
    own = posts.lazy().select("date", "influencer_id", brand.alias("brand"), link="post_key")
    ranked = own.sort("date", "link").with_row_index("rank").collect(engine="in-memory")
    wanted = orders.lazy().select("influencer_id", "date", "brand", "link").with_row_index("row")
    open_ = wanted.filter(pl.col("link").is_null() & pl.col("influencer_id").is_not_null()).sort("date")
    waiting = open_.collect(engine="in-memory")
    if waiting.is_empty():
        return orders["link"].alias("credit")
    has_brand = pl.col("brand").is_not_null()
    branded = _last(waiting, ranked.lazy().filter(has_brand), ["influencer_id", "brand"])
    plain = _last(waiting, ranked.lazy().filter(~has_brand), ["influencer_id"])
    last = pl.select(rank=pl.max_horizontal(branded, plain, _of_unknown(waiting, ranked)))["rank"]
    found = pl.repeat(None, orders.height, dtype=last.dtype, eager=True).scatter(waiting["row"], last)
    inferred = pl.lit(ranked["link"]).gather(pl.lit(found))
    return orders.select(credit=pl.coalesce("link", inferred))["credit"]


def credited() -> pl.Expr:
    """Return which of WAYS an order with influencer_id, link and credit came to its post."""
    return (
        pl.when(pl.col("influencer_id").is_null())
        .then(pl.lit("organic"))
        .when(pl.col("link").is_not_null())
        .then(pl.lit("recorded"))
        .when(pl.col("credit").is_not_null())
        .then(pl.lit("inferred"))
        .otherwise(pl.lit("not credited"))
        .cast(pl.Enum(list(WAYS)))
        .alias("credited")
    )


def _of_unknown(waiting: pl.DataFrame, ranked: pl.DataFrame) -> pl.Series:
    """Return the rank of the last post of any brand for orders of brand Unknown, null for all others."""
    unknown = pl.lit(UNKNOWN).cast(waiting["brand"].dtype, strict=False)
    at = waiting.select((pl.col("brand") == unknown).fill_null(value=False).arg_true()).to_series()
    nothing = pl.repeat(None, waiting.height, dtype=ranked["rank"].dtype, eager=True)
    return nothing.scatter(at, _last(waiting[at], ranked.lazy(), ["influencer_id"])) if len(at) else nothing


def _last(waiting: pl.DataFrame, ranked: pl.LazyFrame, by: list[str]) -> pl.Series:
    """Return the rank of the last post on or before each order, null where there is none."""
    found = waiting.lazy().join_asof(
        ranked.select(*by, "date", "rank"),
        on="date",
        by=by,
        strategy="backward",
        tolerance=f"{WINDOW_DAYS}d",
        check_sortedness=False,
    )
    return found.select("rank").collect(engine="in-memory")["rank"]
