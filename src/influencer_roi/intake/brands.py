"""Reads the table of brands a folder brings along: which spellings stand for which brand."""

from pathlib import Path

import polars as pl

from influencer_roi.intake.folder import BRANDS, named_beside
from influencer_roi.intake.read import CELL, Sheet, read_sheet
from influencer_roi.model.headers import match_columns
from influencer_roi.model.names import Spellings, fold
from influencer_roi.model.schema import Column, Kind, Table

_TABLE = Table(
    "brands",
    ("brand",),
    (Column("brand", Kind.TEXT, ("name",)), Column("spelling", Kind.TEXT, ("spellings", "alias"))),
)


def read_brands(folder: Path, *, most: int) -> Spellings | None:
    """Return the spellings of a folder's table of brands, in any form; None where there is none.

    Raises:
        Refused: the file cannot be read, or lacks a column.
    """
    found = named_beside(BRANDS, folder)[:1]
    sheets = [read_sheet(source.path, _TABLE, sheet=source.sheet, most=most) for source in found]
    return brands_of(sheets[0]) if sheets else None


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
