"""Finds the sheets of a workbook that are parts of one table: those of each month, say."""

from influencer_roi.intake.folder import Source, is_copy
from influencer_roi.intake.parts.candidates import has_records, what_lacks
from influencer_roi.intake.read.workbook import sheet_tops, shown_sheets
from influencer_roi.model.headers import lacking
from influencer_roi.model.schema import Table


def by_sheet(
    source: Source, table: Table, currency: str, *, most: int
) -> tuple[list[Source], dict[Source, str]]:
    """Return the sheets of a workbook that have every column a table needs; without several, the source.

    A sheet that says it is a copy, or is hidden, is none where others have them. Beside them stands why each
    sheet is none that has records of money and lacks a column.
    """
    if source.sheet or source.path.suffix.casefold() != ".xlsx" or not shown_sheets(source.path)[1:]:
        return [source], {}
    lacked = {
        name: min((lacking(table, cells, currency) for cells in top), key=len, default=[])
        for name, top in sheet_tops(source.path, most=most)
        if top
    }
    fitting = [name for name, columns in lacked.items() if not columns]
    others = {
        Source(source.path, name): what_lacks(columns, table)
        for name, columns in lacked.items()
        if fitting and columns and has_records(columns, table)
    }
    if not fitting[1:] and not others:
        return [source], {}
    return [Source(source.path, name) for name in fitting if not is_copy(name)] or [source], others
