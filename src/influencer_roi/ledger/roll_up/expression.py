"""Declares the roll-up of orders, once for all engines: in what narwhals can say to each of them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import narwhals as nw

from influencer_roi.intake.clean.cells import ABSENT
from influencer_roi.model.names import NO_CAMPAIGN, UNKNOWN

Rows = nw.LazyFrame[Any]  # of whatever engine: nothing here may depend on which

TEXTS = ("influencer_id", "source", "campaign", "product", "brand", "post_id")
SUMS = ("revenue", "orders", "new_customers", "revenue_squared", "weight", "rows")
BRAND_FROM = ("brand", "product", "campaign", "source", "post", "nothing")
PLATFORM_FROM = ("source", "post", "influencer", "nothing")
GRAIN = (
    "date",
    "influencer_id",
    "platform",
    "brand",
    "campaign",
    "link",
    "brand_from",
    "platform_from",
)
UNSET: dict[str, str] = {"platform": UNKNOWN, "brand": UNKNOWN, "campaign": NO_CAMPAIGN}
CUSTOMER = "customer"
_BARE = nw.col(CUSTOMER).str.strip_chars()
_TOLD = {
    "product": ["product_brand"],
    "brand": ["brand_brand"],
    "post_id": ["post_id_id"],
}  # of optional columns


def alike(orders: Rows, firsts: Rows, numbered: Callable[[Rows], Rows]) -> tuple[Rows, Rows]:
    """Return rows of orders no rule tells apart, in two parts: date and texts as they are written, then SUMS.

    `orders` has one row per order: date, those of TEXTS that are there, customer, orders, revenue, and
    weight where that is not orders; `firsts` is what `first_days` says of them. A customer's orders of the
    first day share one new customer: that is all the second part has. Apart, both are much faster.
    `numbered` gives texts the numbers they are grouped by, where they have any.
    """
    there = orders.collect_schema().names()
    keys = [name for name in there if name in ("date", *TEXTS)]
    counted = (
        numbered(orders)
        .group_by(*keys)
        .agg(
            *(nw.col(name).sum() for name in ("revenue", "orders", "weight") if name in there),
            revenue_squared=(nw.col("revenue") * nw.col("revenue")).sum(),
            rows=nw.len().cast(nw.Float64),
        )
    )
    first = newcomers(orders.select(*keys, CUSTOMER), firsts)
    parts = numbered(first).group_by(*keys).agg(new_customers=nw.col("part").sum())
    if "weight" not in there:
        counted = counted.with_columns(weight=nw.col("orders"))
    return _whole(counted, keys), _whole(parts, keys)


def _whole(summed: Rows, keys: Sequence[str]) -> Rows:
    """Return rows with all SUMS, those that are lacking 0."""
    there = summed.collect_schema().names()
    return summed.select(
        *keys, *(nw.col(name) if name in there else nw.lit(0.0).alias(name) for name in SUMS)
    )


def first_days(orders: Rows) -> Rows:
    """Return one row per customer as it is written: `customer`, `who` it is, and the `first` day."""
    known = orders.filter(~nw.col(CUSTOMER).is_null())
    return known.group_by(CUSTOMER).agg(first=nw.col("date").min()).with_columns(who=nw.col(CUSTOMER))


def unclear(firsts: Rows) -> Rows:
    """Return how many customers have blanks around them, or are a word for nothing: one row, `number`."""
    held = nw.when(nw.col(CUSTOMER) != _BARE).then(nw.lit(1)).otherwise(nw.lit(0))
    nothing = nw.when(nw.col(CUSTOMER).is_in(list(ABSENT))).then(nw.lit(1)).otherwise(nw.lit(0))
    return firsts.select(number=(held + nothing).sum())


def cleared(firsts: Rows) -> Rows:
    """Return customers that are somebody, their blanks and spellings as one."""
    known = firsts.with_columns(who=_BARE).filter(~nw.col("who").is_in(list(ABSENT)))
    return known.with_columns(first=nw.col("first").min().over("who"))


def newcomers(orders: Rows, firsts: Rows) -> Rows:
    """Return the orders of every customer's first day, each with its `part` of one new customer."""
    joined = orders.join(firsts, on=CUSTOMER, how="inner").filter(nw.col("date") == nw.col("first"))
    return joined.with_columns(part=nw.lit(1.0) / nw.len().over("who").cast(nw.Float64))


def resolved(
    orders: Rows,
    words: Mapping[str, Rows],
    *,
    carry: Sequence[str] = SUMS,
    unset: Mapping[str, str | int] = UNSET,
) -> Rows:
    """Return rows with influencer, brand, platform, campaign and link settled, and the columns to `carry`.

    `words` are those of words.py. The brand is that of the brand column, product, campaign, source or linked
    post, the platform that of the source, the linked post or the influencer: the first that has one, whose
    place in BRAND_FROM and PLATFORM_FROM `brand_from` and `platform_from` are. What words mean may stand as
    codes instead of texts; then `unset` are the codes of what stands where nothing is known.
    """
    there = orders.collect_schema().names()
    for column in TEXTS:
        if column in there:
            orders = orders.join(words[column].rename({"text": column}), on=column, how="left")
        else:
            kinds = words[column].collect_schema()
            orders = orders.with_columns(nw.lit(None, kinds[name]).alias(name) for name in _TOLD[column])
    for by in ("post_id", "source"):
        named = {name: f"{by}_{name}" for name in ("id", "key", "link_platform", "link_brand")}
        orders = orders.join(words["link"].rename(named), on=["influencer", f"{by}_id"], how="left")
    brands = ("brand_brand", "product_brand", "campaign_brand", "source_brand", "link_brand")
    platforms = ("source_platform", "link_platform", "own_platform")
    by_post = ~nw.col("post_id_key").is_null()
    linked = orders.with_columns(
        nw.when(by_post).then(nw.col(f"post_id_{name}")).otherwise(nw.col(f"source_{name}")).alias(name)
        for name in ("link_platform", "link_brand")
    )
    return linked.select(
        "date",
        *carry,
        nw.coalesce(*platforms, nw.lit(unset["platform"])).alias("platform"),
        nw.coalesce(*brands, nw.lit(unset["brand"])).alias("settled_brand"),
        nw.coalesce("campaign_name", nw.lit(unset["campaign"])).alias("settled_campaign"),
        nw.coalesce("post_id_key", "source_key").alias("link"),
        _first_of(brands).alias("brand_from"),
        _first_of(platforms).alias("platform_from"),
        influencer_id="influencer",
    ).rename({"settled_brand": "brand", "settled_campaign": "campaign"})


def rolled(orders: Rows) -> Rows:
    """Return one row per GRAIN with SUMS; an influencer or link that is none is null."""
    return _summed(orders, list(GRAIN))


def _first_of(columns: Sequence[str]) -> nw.Expr:
    """Return the place of the first column with a value; behind the last where none has."""
    answer = nw.lit(len(columns))
    for location, column in reversed(list(enumerate(columns))):
        answer = nw.when(~nw.col(column).is_null()).then(nw.lit(location)).otherwise(answer)
    return answer


def _summed(orders: Rows, keys: list[str]) -> Rows:
    return orders.group_by(*keys).agg(nw.col(name).sum() for name in SUMS)
