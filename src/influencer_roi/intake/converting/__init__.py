"""Turns sheets of known exports, and of a mapping's formats, into sheets of our columns."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import polars as pl

from influencer_roi.intake.converting.theirs import Cells, without_comments
from influencer_roi.intake.exports.form import Reading, every_row
from influencer_roi.intake.read.sheet import CELL, Remarks, Sheet
from influencer_roi.model.notation import grouped
from influencer_roi.model.report import many, refusal
from influencer_roi.model.schema import NUMBERS, SET_ASIDE, Table
from influencer_roi.settings import DateOrder

_NOTHING = pl.lit(None)


def converted(
    sheet: Sheet,
    table: Table,
    reading: Reading,
    *,
    form: str,
    order: DateOrder | None = None,
    zone: str | None = None,
) -> Sheet:
    """Return a sheet of theirs as one of a table's columns, each row on the line it stands on in the file.

    Numbers and days that can be read are written plainly, what cannot stays as it is, for the rules of every
    file to set aside. `form` is what the file is called; in `zone` an instant is a day, else as written.

    Raises:
        Refused: nothing in it gives a column the table cannot be without.
    """
    records = without_comments(sheet)
    lines = reading.rows(Cells(records))
    theirs = Cells(records, order, zone=zone, lines=lines)
    columns = {**reading.added, **reading.columns}
    taken = {take: take.of(theirs) for take in dict.fromkeys(columns.values())}
    found = {name: cells for name, take in columns.items() if (cells := taken[take]) is not None}
    _refuse_lacking(found, table, reading, sheet.file, form)
    names = [column.name for column in table.known if column.name in found or column.required]
    rows = _with_cells(records.rows.select("line").filter(lines), found, names)
    if rows.is_empty() and records.faults.is_empty():
        raise refusal("no_rows", sheet.file, f"this is {form} without a row. Export it again, with its rows.")
    origins = {name: theirs.header(*take.headers) for name, take in columns.items() if take.headers}
    kinds = {column.name: column.kind for column in table.known}
    return replace(
        records,
        headers=tuple(names),
        rows=rows,
        remarks=(*sheet.remarks, *_remarks(form, reading, theirs, len(lines))),
        decimal_comma=False,
        blanks=(),
        numeric=frozenset(at for at, name in enumerate(names) if kinds[name] in NUMBERS),
        totalless=frozenset() if reading.rows is every_row else frozenset((sheet.file,)),
        origins={sheet.file: {name: header for name, header in origins.items() if header}},
    )


def _with_cells(rows: pl.DataFrame, found: Mapping[str, pl.Series], names: Sequence[str]) -> pl.DataFrame:
    """Return rows with the cells of columns in their order, as texts; null where nothing gives one."""
    cells = (found.get(name, _NOTHING).cast(pl.String) for name in names)
    return rows.with_columns(one.alias(f"{CELL}{at}") for at, one in enumerate(cells))


def _refuse_lacking(
    found: dict[str, pl.Series], table: Table, reading: Reading, file: str, form: str
) -> None:
    needed = [column.name for column in table.columns if column.required and column.absent == SET_ASIDE]
    lacks = [name for name in needed if name not in found]
    if lacks:
        table_line = f'[{table.name}] file = "{file}", {lacks[0]} = "their header" or {{ constant = "…" }}'
        way_out = reading.missing or "Say in mapping.toml what has it."
        text = f"this is {form}, in which nothing gives {', '.join(lacks)}. {way_out} There: {table_line}."
        raise refusal("missing_column", file, text)


def _remarks(form: str, reading: Reading, theirs: Cells, lines: int) -> Remarks:
    text = f"was read as {form}"
    if reading.counted and theirs.height != lines:
        counted = many(theirs.height, reading.counted, f"{reading.counted}s")
        text = f"{text}: {counted} on {grouped(lines)} lines"
    more = reading.remark(theirs)
    return (("export", f"{text}{f'; {more}' if more else ''}."), *theirs.remarks)
