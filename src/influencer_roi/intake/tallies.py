"""Counts what each table says of an influencer, once for all that ask."""

from collections.abc import Mapping

import polars as pl

from influencer_roi.model.tables import Tables

NAMING = ("posts", "orders", "payouts")
Tallies = Mapping[str, pl.DataFrame]


def tallied(tables: Tables) -> Tallies:
    """Return by table one row per influencer id it names: how many `rows` do, and the sum of their `orders`.

    A table without orders has no such sum.
    """
    return {name: tally(getattr(tables, name)) for name in NAMING}


def tally(frame: pl.DataFrame) -> pl.DataFrame:
    """Return the tally of one table."""
    sums = [pl.col("orders").sum()] if "orders" in frame.columns else []
    grouped = frame.lazy().group_by("influencer_id").agg(pl.len().alias("rows"), *sums)
    return grouped.drop_nulls("influencer_id").cast({"influencer_id": pl.String}).collect(engine="streaming")
