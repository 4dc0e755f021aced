"""Counts what each table says of an influencer, once for all remarks that ask."""

from collections.abc import Mapping

import polars as pl

Tallies = Mapping[str, pl.DataFrame]


def tallied(**named: pl.DataFrame) -> Tallies:
    """Return by table one row per influencer id it names: how many `rows` do, and the sum of their `orders`.

    A table without orders has no such sum.
    """
    return {table: _tally(frame) for table, frame in named.items()}


def _tally(frame: pl.DataFrame) -> pl.DataFrame:
    sums = [pl.col("orders").sum()] if "orders" in frame.columns else []
    grouped = frame.lazy().group_by("influencer_id").agg(pl.len().alias("rows"), *sums)
    return grouped.drop_nulls("influencer_id").collect(engine="in-memory")
