"""Holds what other engines are given: order rows that know all the ledger knows of them, and shares of posts.

It is more than a careful dashboard would start from: brands, platforms and spend are worked out beforehand.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from benchmarks.setup import Data
from influencer_roi import queries
from influencer_roi.ledger.entries import Ledger
from influencer_roi.model.names import NO_PAYOUT, UNKNOWN
from influencer_roi.sample.words import BRANDS, PLATFORMS

KEYS = ("influencer_id", "platform", "brand", "campaign", "category", "basis")
OF_ORDERS = ("revenue", "orders", "spend", "paid_revenue")
OF_SHARES = ("spend", "posts", "reach", "reached_engagements")
PER_ORDER = "Per order"


@dataclass(frozen=True)
class Facts:
    """`orders` has one row per attributed order row, `shares` one per entry with part of a post or pay."""

    orders: pl.DataFrame
    shares: pl.DataFrame


def facts_of(data: Data) -> Facts:
    """Return the facts of a folder, texts as dictionary codes."""
    ledger = data.ledger
    rows = _resolved(data) if ledger.in_place else ledger.tables.orders.lazy()
    known = rows.filter(pl.col("influencer_id").is_not_null())
    people = queries.influencers(ledger).select("influencer_id", "category", "basis").with_columns(_text())
    told = known.with_columns(_text()).join(people.lazy(), on="influencer_id", how="left")
    paid = told.join(_rates(ledger, known), on="influencer_id", how="left").select(
        "date",
        *(pl.col(name).fill_null(UNKNOWN).cast(ledger.entries.schema[name]) for name in KEYS),
        pl.col("revenue").cast(pl.Float64),
        pl.col("orders").cast(pl.Float64),
        spend=pl.col("orders") * pl.col("rate").fill_null(0.0),
        paid_revenue=pl.when(pl.col("basis") != NO_PAYOUT).then("revenue").otherwise(0.0).cast(pl.Float64),
    )
    return Facts(paid.collect().rechunk(), _shares(ledger))


def _resolved(data: Data) -> pl.LazyFrame:
    """Return the order rows of a world as written, with the brand and the platform of each."""
    posts = pl.scan_parquet(data.folder / "posts.parquet")
    homes = pl.scan_parquet(data.folder / "influencers.parquet")
    orders = pl.scan_parquet(data.folder / "orders" / "*.parquet")
    links = posts.select(source="post_id", linked="platform")
    own = homes.select(influencer_id="id", own="platform")
    brands = pl.coalesce(pl.when(pl.col("product").str.starts_with(one)).then(pl.lit(one)) for one in BRANDS)
    named = pl.when(pl.col("source").is_in(PLATFORMS)).then("source")
    joined = orders.join(links, on="source", how="left").join(own, on="influencer_id", how="left")
    return joined.with_columns(brand=brands, platform=pl.coalesce(named, "linked", "own"))


def _rates(ledger: Ledger, orders: pl.LazyFrame) -> pl.LazyFrame:
    """Return the rupees each order of an influencer costs who is paid per order: influencer_id and rate."""
    paid = ledger.tables.payouts.lazy().group_by("influencer_id").agg(pl.col("total_payout").sum())
    sold = orders.group_by("influencer_id").agg(pl.col("orders").sum())
    per_order = queries.influencers(ledger).lazy().filter(pl.col("basis") == PER_ORDER)
    rated = paid.with_columns(_text()).join(sold.with_columns(_text()), on="influencer_id")
    rated = rated.join(per_order.with_columns(_text()), on="influencer_id", how="semi")
    return rated.select("influencer_id", rate=pl.col("total_payout") / pl.col("orders"))


def _shares(ledger: Ledger) -> pl.DataFrame:
    """Return entries with a part of a post or its pay: spend on orders is no part of them."""
    borne = pl.when(pl.col("basis") == PER_ORDER).then(0.0).otherwise("spend")
    entries = ledger.entries.lazy().filter(pl.col("influencer_id").is_not_null()).with_columns(spend=borne)
    stand_for = entries.filter(pl.any_horizontal(_held(OF_SHARES)))
    return stand_for.select("date", *KEYS, *OF_SHARES).collect()


def _held(measures: Iterable[str]) -> list[pl.Expr]:
    return [pl.col(name) != 0 for name in measures]


def _text() -> pl.Expr:
    """Return all dictionary-coded columns as text, so that they join."""
    return pl.selectors.by_dtype(pl.Categorical, pl.Enum).cast(pl.String)
