"""Reads what is no text: Parquet, workbooks, and frames given by a program."""

import io
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import polars as pl

from influencer_roi.intake.read.arrive import Arrived
from influencer_roi.intake.read.header import Looked, Needs
from influencer_roi.intake.read.sheet import CELL, Remarks, Sheet, without_header_again
from influencer_roi.intake.read.text import CONTROLS, controls_note
from influencer_roi.intake.read.workbook import read_workbook
from influencer_roi.model.headers import known_headers
from influencer_roi.model.patterns import may_hold
from influencer_roi.model.report import Refused, refusal
from influencer_roi.model.schema import TABLES

_NO_TEXT = (pl.Binary, pl.Duration, pl.Object)
_DAY, _TIME = "%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"


def _as_csv(rows: pl.DataFrame, header: int, lines: Sequence[int], /) -> list[str]:
    """Return some rows, counted from 1 and on behind the `header`, as a CSV file would have them."""
    picked = rows[[line - 1 - header for line in lines]]
    return picked.select(pl.concat_str(pl.all().fill_null(""), separator=",")).to_series().to_list()


def parquet_sheet(arrived: Arrived, *, proven: bool, needs: Needs) -> Sheet:
    """Return a Parquet file as a sheet, its rows counted from 1; `proven` is one with a checksum beside it.

    Raises:
        Refused: the file is no Parquet, is damaged, has no rows, or a column it `needs` holds lists, say.
    """
    try:
        frame = pl.read_parquet(io.BytesIO(arrived.content))
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError):
        text = "the file is no Parquet, or is damaged. Write it again."
        raise refusal("bad_parquet", arrived.name, text) from None
    unproven = "nothing beside it proves that it is whole: `sha256sum FILE > FILE.sha256` would."
    remarks = arrived.remarks if proven else (*arrived.remarks, ("no_checksum", unproven))
    return _sheet(_readable(frame, arrived.name, needs), arrived.name, arrived.sha256, remarks)


def workbook_sheet(arrived: Arrived, looked: Looked, sheet: str, currency: str) -> Sheet:
    """Return a sheet of a workbook, its rows counted as the workbook does: the sheet's first is 1.

    Which sheet and row of it is the header, see `read_workbook`.

    Raises:
        Refused: the file is no workbook, or the sheet has no rows.
    """
    found = read_workbook(arrived, looked, sheet, currency)
    remarks = (*arrived.remarks, *found.remarks)
    name = f"{arrived.name} [{sheet}]" if sheet else arrived.name
    read = _sheet(found.rows, name, arrived.sha256, remarks, header=found.header)
    if read.rows.is_empty():
        raise _no_rows(name)
    return replace(
        read,
        headers=tuple(header.replace("\u200b", "") for header in read.headers),
        blank_lines=read.blank_lines + found.blank,
        numeric=found.numeric,
        currency=currency,
        from_1904=found.from_1904,
    )


def frame_sheet(frame: pl.DataFrame, name: str) -> Sheet:
    """Return a frame as a sheet, its rows counted from 1.

    Raises:
        Refused: the frame has no rows, or a column the table of this name has holds lists or structures.
    """
    table = next((one for one in TABLES if one.name == name), None)
    return _sheet(
        _readable(frame, name, lambda one: table is None or bool(known_headers(table, [one]))), name, "", ()
    )


def _no_rows(name: str) -> Refused:
    return refusal("no_rows", name, "there are no rows. Give it again, with its rows.")


def _sheet(frame: pl.DataFrame, name: str, sha256: str, remarks: Remarks, *, header: int = 0) -> Sheet:
    """Return a frame as a sheet, its rows counted from the one below the `header`."""
    if frame.is_empty():
        raise _no_rows(name)
    written = frame.select(_text(column, dtype) for column, dtype in frame.schema.items())
    texts, controls = _without_controls(written)
    cells = texts.rename({column: f"{CELL}{place}" for place, column in enumerate(frame.columns)})
    filled = ~pl.all_horizontal(pl.exclude("line").is_null())
    rows = cells.with_row_index("line", offset=header + 1).filter(filled)
    sheet = Sheet(
        file=name,
        sha256=sha256,
        headers=tuple(name.strip() for name in frame.columns),
        rows=rows,
        raw=partial(_as_csv, cells, header),
        blank_lines=cells.height - rows.height,
        remarks=(*remarks, *controls, *_casts(frame)),
        numeric=frozenset(place for place, kind in enumerate(frame.dtypes) if kind.is_numeric()),
    )
    return without_header_again(sheet)


def _readable(frame: pl.DataFrame, name: str, needs: Needs) -> pl.DataFrame:
    """Return a frame whose columns can be written as texts; what is none and nobody needs is empty."""
    other = [column for column, kind in frame.schema.items() if kind.is_nested() or kind in _NO_TEXT]
    if needed := [column for column in other if needs(column)]:
        kinds = ", ".join(f"'{column}' holds {frame.schema[column]}" for column in needed)
        raise refusal("bad_type", name, f"column {kinds}. Give texts, numbers or dates.")
    return frame.with_columns(pl.lit(None, pl.String).alias(column) for column in other)


def _text(name: str, dtype: pl.DataType) -> pl.Expr:
    """Return a column as texts; a time with a zone keeps it, so that its day can be that in any other.

    A header with brackets may state the zone of its times; midnights alone are days.
    """
    column = pl.col(name)
    if isinstance(dtype, pl.Datetime) and dtype.time_zone:
        return column.dt.strftime("%Y-%m-%dT%H:%M:%S%z")
    if isinstance(dtype, pl.Datetime):
        days = column.dt.strftime(_DAY)
        if not re.search(r"[(\[]", name):
            return days
        timed = (column != column.dt.truncate("1d")).any()
        return pl.when(timed).then(column.dt.strftime(_TIME)).otherwise(days)
    return column.cast(pl.String)


def _without_controls(texts: pl.DataFrame) -> tuple[pl.DataFrame, Remarks]:
    """Return texts without control characters, as text files are read, and how many were taken out."""
    odd = (one for one in texts if may_hold(one, CONTROLS) and one.str.contains(CONTROLS).any())
    count = sum(int(one.str.count_matches(CONTROLS).sum()) for one in odd)
    if not count:
        return texts, ()
    return texts.with_columns(pl.all().str.replace_all(CONTROLS, "")), controls_note(count)


def _casts(frame: pl.DataFrame) -> Remarks:
    zoned = [name for name, kind in frame.schema.items() if isinstance(kind, pl.Datetime) and kind.time_zone]
    return tuple(
        ("cast", f"{name}: times with a zone were read as the day in the zone of the business.")
        for name in zoned
    )
