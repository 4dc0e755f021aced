"""Reads the columns of a sheet by our names for them, as the rules of texts and ids leave their cells."""

import polars as pl

from influencer_roi.intake.clean.texts import clean_texts
from influencer_roi.intake.read.sheet import Sheet
from influencer_roi.model.headers import places_of
from influencer_roi.model.schema import Table


def columns_of(sheet: Sheet, table: Table) -> dict[str, int]:
    """Return {column: its place} of those a sheet has, under any spelling."""
    return places_of(table, sheet.headers, sheet.currency)


def cells_of(sheet: Sheet, table: Table, name: str) -> pl.Series:
    """Return what the cells of a column say, null where the sheet has no such column."""
    place = columns_of(sheet, table).get(name)
    cells = sheet.cells(name if place is None else sheet.headers[place])
    return clean_texts(cells, table.column(name)).rename(name)
