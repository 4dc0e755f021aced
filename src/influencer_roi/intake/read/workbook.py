"""Reads one sheet of a workbook, its header found like that of a text file."""

import io
import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import fastexcel
import polars as pl
from fastexcel import FastExcelError

from influencer_roi.intake.read.arrive import Arrived
from influencer_roi.intake.read.header import PREAMBLE, Looked
from influencer_roi.intake.read.merged_cells import spread
from influencer_roi.intake.read.number_formats import as_shown
from influencer_roi.intake.read.sheet import Remarks
from influencer_roi.intake.read.workbook_xml import counts_from_1904, empty_formulas, hidden_sheets, sheet_xml
from influencer_roi.intake.regular import require_regular
from influencer_roi.model.headers import folded
from influencer_roi.model.report import Refused, many, refusal
from influencer_roi.settings import MOST_BYTES

# It warns of every column without a value, of which the product has its own notes.
logging.getLogger("fastexcel.types.dtype").setLevel(logging.ERROR)
_BOOKS = 32  # whose names of sheets are kept
_TOP = PREAMBLE + 1
_FROM_THE_TOP = {"skip_rows": 0}  # else a sheet begins at its first filled row


def sheet_names(path: Path) -> list[str]:
    """Return the names of a workbook's sheets; none where it cannot be read, which reading it says."""
    try:
        found = path.stat()
        return [*_names(path, found.st_mtime_ns, found.st_size, found.st_ino)] if path.is_file() else []
    except (FastExcelError, OSError):
        return []


def shown_sheets(path: Path) -> list[str]:
    """Return the names of the sheets a workbook shows; all where it shows none."""
    return _shown(sheet_names(path), path)


@lru_cache(_BOOKS)
def _names(path: Path, *_written: int) -> tuple[str, ...]:
    """Return the names of a workbook's sheets, asked for once per table: opened once as it was written."""
    return tuple(fastexcel.read_excel(path).sheet_names)


def _shown(names: Sequence[str], file: Path | io.BytesIO) -> list[str]:
    hidden = hidden_sheets(file) if len(names) > 1 else ()
    return [name for name in names if name not in hidden] or [*names]


@dataclass(frozen=True)
class Read:
    """One sheet of a workbook: its rows as texts under their header, and what is to be said of it.

    The header stands in row `header` of the sheet, from 1, the rows in those after it; `blank` rows above it
    have no value. The cells of `numeric` columns, by place, are numbers; those of days may count `from_1904`.
    """

    rows: pl.DataFrame
    header: int = 0
    blank: int = 0
    numeric: frozenset[int] = frozenset()
    remarks: Remarks = ()
    from_1904: bool = False


def sheet_tops(path: Path, *, most: int = MOST_BYTES) -> list[tuple[str, list[list[str]]]]:
    """Return the name and the first filled rows of each sheet shown, as texts.

    None of what is no workbook, no regular file or has more than `most` bytes, which reading it says.
    """
    try:
        if require_regular(path).st_size > most:
            return []
        book = fastexcel.read_excel(path)
        return [(name, _top(book, name)) for name in _shown(book.sheet_names, path)]
    except (FastExcelError, OSError, Refused):
        return []


def _top(book: fastexcel.ExcelReader, name: str) -> list[list[str]]:
    cells = book.load_sheet(name, header_row=None, n_rows=_TOP, skip_rows=0, dtypes="string").to_polars()
    return [[str(cell or "").strip() for cell in row] for row in cells.iter_rows() if any(row)]


def read_workbook(arrived: Arrived, looked: Looked, sheet: str, currency: str) -> Read:
    """Return a sheet of a workbook; without a name the one that begins like one of the stems looked for.

    Else it is the first of those it shows with most named columns in a row, which is their header.

    Raises:
        Refused: the file is no workbook.
    """
    try:
        book = fastexcel.read_excel(arrived.content)
        names = _shown(book.sheet_names, io.BytesIO(arrived.content))
        name = sheet or _likely(book, names, looked)
        cells = _cells(arrived.content, name)
        filled = ~cells.select(pl.all_horizontal(pl.lit(value=True), pl.all().is_null())).to_series()
        if not filled.any():
            return Read(cells.clear())
        body, styles = sheet_xml(arrived.content, name)
        shown = as_shown(cells, body, styles, currency)
        place = _header(shown, filled, looked.named)
        shown, merged = spread(shown, body, place, looked.spans)
        frame, used = _under_header(shown, place)
        numbers = _numbers(book, name, place + 1)
    except (FastExcelError, pl.exceptions.PolarsError, IndexError):
        text = "the workbook cannot be read. Save it again as .xlsx."
        raise refusal("bad_workbook", arrived.name, text) from None
    numeric = frozenset(number for number, at in enumerate(used) if at in numbers)
    above = int(filled.head(place).sum())
    chosen = () if sheet else _chosen(name, len(book.sheet_names), len(names))
    remarks = (*chosen, *_remarks(above, empty_formulas(body), merged))
    return Read(frame, place + 1, place - above, numeric, remarks, counts_from_1904(arrived.content))


def _chosen(name: str, every: int, shown: int) -> Remarks:
    """Return which of several sheets was read."""
    verb = "is" if every - shown == 1 else "are"
    hidden = f"; {every - shown} of the others {verb} hidden" if every > shown else ""
    return (("one_sheet", f"of {every} sheets '{name}' was read{hidden}."),) if every > 1 else ()


def _remarks(above: int, unvalued: Sequence[str], merged: int) -> Iterator[tuple[str, str]]:
    if above:
        yield "preamble_skipped", f"{many(above, 'row', 'rows')} above the header passed over."
    if unvalued:
        count = many(len(unvalued), "cell holds", "cells hold")
        yield "empty_formula", f"{count} a formula without a value, as {unvalued[0]} does; read as empty."
    if merged:
        count = many(merged, "cell spans", "cells span")
        yield "merged_cells", f"{count} several rows; read as said in each of them."


def _cells(content: bytes, sheet: str) -> pl.DataFrame:
    """Return every cell of a sheet as text, from its top row on."""
    return pl.read_excel(
        io.BytesIO(content),
        sheet_name=sheet,
        has_header=False,
        infer_schema_length=0,
        raise_if_empty=False,
        drop_empty_rows=False,
        read_options=_FROM_THE_TOP.copy(),
    )


def _likely(book: fastexcel.ExcelReader, names: Sequence[str], looked: Looked) -> str:
    """Return the sheet that begins like one of the stems, else the first with most named columns in a row."""
    found = next((one for one in names if folded(one).startswith(looked.stems)), "")
    return found or max(names, key=lambda one: max(map(looked.named, _top(book, one)), default=0))


def _numbers(book: fastexcel.ExcelReader, sheet: str, above: int) -> frozenset[int]:
    """Return the columns, by place, in which every filled cell below the first rows is a number."""
    if not above < book.load_sheet(sheet, header_row=None, n_rows=0, skip_rows=0).total_height:
        return frozenset()
    kinds = (
        book.load_sheet(sheet, header_row=None, skip_rows=above, schema_sample_rows=None).to_polars().dtypes
    )
    return frozenset(at for at, kind in enumerate(kinds) if kind.is_numeric())


def _header(cells: pl.DataFrame, filled: pl.Series, named: Callable[[Sequence[str]], int]) -> int:
    """Return where the header is, from 0: of the first eleven filled rows the one that names most columns."""
    places: list[int] = filled.arg_true().head(_TOP).to_list()

    return max(places, key=lambda place: (named(_texts(cells, place)), -place))


def _texts(cells: pl.DataFrame, place: int) -> list[str]:
    return [str(cell or "").strip() for cell in cells.row(place)]


def _under_header(cells: pl.DataFrame, place: int) -> tuple[pl.DataFrame, list[int]]:
    """Return the rows under the header, and which columns are used."""
    headers = _texts(cells, place)
    names = [f"{at}" for at in range(cells.width)]
    below = cells.slice(place + 1)
    below.columns = names
    used = [at for at, name in enumerate(names) if headers[at] or below[name].null_count() < below.height]
    frame = below.select(names[at] for at in used)
    return frame.rename({names[at]: _unique(headers, at) for at in used}), used


def _unique(headers: list[str], at: int) -> str:
    """Return a header; one that stood before gets marks no fold keeps, for a frame names a column once."""
    return headers[at] + "\u200b" * headers[:at].count(headers[at])
