"""Gives cleaned rows every column of their table, what stands in for absent numbers filled in."""

import polars as pl

from influencer_roi.model.schema import Column, Kind, Table

TYPES = {
    Kind.ID: pl.String,
    Kind.TEXT: pl.String,
    Kind.LINK: pl.String,
    Kind.DATE: pl.Date,
    Kind.MONEY: pl.Float64,
    Kind.COUNT: pl.Float64,
}


def complete(kept: pl.DataFrame, table: Table) -> pl.DataFrame:
    """Return the table with every declared column, in its type, absent numbers of its columns filled."""
    if kept.is_empty():
        kinds = {column.name: TYPES[column.kind] for column in table.columns}
        return pl.DataFrame(schema={"line": kept.schema["line"], **kinds})
    return kept.select("line", *(_whole_column(column, kept) for column in table.columns))


def _whole_column(column: Column, kept: pl.DataFrame) -> pl.Expr:
    kind = TYPES[column.kind]
    if column.name not in kept.columns:
        return pl.lit(None, kind).alias(column.name)
    values = pl.col(column.name).cast(kind)
    if not isinstance(column.absent, int | float):
        return values
    if column.counts not in kept.columns:
        return values.fill_null(column.absent)
    refund = pl.col(column.counts) < 0
    return values.fill_null(pl.when(refund).then(0.0).otherwise(float(column.absent)))
