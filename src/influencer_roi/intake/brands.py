"""Reads the table of brands a folder brings along: which spellings stand for which brand."""

from pathlib import Path

import polars as pl

from influencer_roi.intake.read import CELL, Sheet, read_sheet
from influencer_roi.model.headers import match_columns
from influencer_roi.model.names import Spellings, fold
from influencer_roi.model.report import Problem, Refused
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

    A cell may hold several, apart by `;` or `|`; a comma belongs to a name.

    Raises:
        Refused: a column is missing, or a spelling is two brands'.
    """
    places = match_columns(_TABLE, sheet.headers, sheet.file)
    texts = sheet.rows.select(
        (pl.col(f"{CELL}{at}").str.strip_chars()).alias(name) for name, at in places.items()
    )
    named = texts.filter(pl.col("brand").fill_null("") != "")
    each = named.select("brand", text=pl.col("spelling").str.replace_all("[|]", ";").str.split(";"))
    both = pl.concat([named.select("brand", text="brand"), each.explode("text")])
    spelled = both.with_columns(text=fold(pl.col("text").fill_null(""))).filter(pl.col("text") != "")
    _refuse_shared(spelled, sheet.file)
    grouped = spelled.unique(maintain_order=True).group_by("brand", maintain_order=True).agg("text")
    return {brand: tuple(ways) for brand, ways in grouped.iter_rows()}


def _refuse_shared(spelled: pl.DataFrame, file: str) -> None:
    """Refuse spellings of two brands: nobody can say which of them a text names."""
    owners = spelled.group_by("text", maintain_order=True).agg(
        pl.col("brand").unique(maintain_order=True), pl.col("brand").pipe(fold).n_unique().alias("brands")
    )
    shared = owners.filter(pl.col("brands") > 1)
    sentence = "'{}' is a spelling of {}. Give it to one of them."
    problems = [
        Problem("spelling_of_two", file, sentence.format(text, " and of ".join(brands)))
        for text, brands in shared.select("text", "brand").iter_rows()
    ]
    if problems:
        raise Refused(problems)
