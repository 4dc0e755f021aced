"""Reads the table of brands a folder brings along: which spellings stand for which brand."""

from pathlib import Path

import polars as pl

from influencer_roi.intake.read import CELL, Sheet, read_sheet
from influencer_roi.model.headers import match_columns
from influencer_roi.model.names import Spellings, fold
from influencer_roi.model.schema import Column, Kind, Table

_TABLE = Table(
    "brands",
    ("brand",),
    (Column("brand", Kind.TEXT, ("name",)), Column("spelling", Kind.TEXT, ("spellings", "alias"))),
)


def read_brands(path: Path, *, sheet: str = "", most: int) -> Spellings:
    """Return the spellings a file, or a sheet of a workbook, has.

    Raises:
        Refused: it cannot be read, or lacks a column.
    """
    return brands_of(read_sheet(path, _TABLE, sheet=sheet, most=most))


def brands_of(sheet: Sheet) -> Spellings:
    """Return the spellings by brand that a sheet of `brand` and `spelling` has; a brand is one of its own.

    Raises:
        Refused: a column is missing.
    """
    places = match_columns(_TABLE, sheet.headers, sheet.file)
    texts = sheet.rows.select(
        (pl.col(f"{CELL}{at}").str.strip_chars()).alias(name) for name, at in places.items()
    )
    named = texts.filter(pl.col("brand").fill_null("") != "")
    both = pl.concat([named.select("brand", text="brand"), named.select("brand", text="spelling")])
    spelled = both.with_columns(text=fold(pl.col("text").fill_null(""))).filter(pl.col("text") != "")
    grouped = spelled.unique(maintain_order=True).group_by("brand", maintain_order=True).agg("text")
    return {brand: tuple(ways) for brand, ways in grouped.iter_rows()}
