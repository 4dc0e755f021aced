"""Reads one sheet of a workbook, its header found like that of a text file."""

import html
import io
import logging
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import fastexcel
import polars as pl
from fastexcel import FastExcelError

from influencer_roi.intake.read.arrive import Arrived
from influencer_roi.intake.read.header import PREAMBLE
from influencer_roi.model.currencies import own_words
from influencer_roi.model.headers import folded, known_headers
from influencer_roi.model.report import Refused, refusal
from influencer_roi.model.schema import Table
from influencer_roi.settings import CURRENCY

# It warns of every column without a value, of which the product has its own notes.
logging.getLogger("fastexcel.types.dtype").setLevel(logging.ERROR)
_TOP = PREAMBLE + 1
_SYMBOL = re.compile(r'\[\$([^\]-]*)[^\]]*\]|"([^"]*)"|\\\\?([$€£¥₹])|([$€£¥₹])')
_ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')
_MONEY = re.compile(r"[$€£¥₹]|^rs\.?$|^[a-z]{3}$", re.IGNORECASE)


def sheet_names(path: Path) -> list[str]:
    """Return the names of a workbook's sheets; none where it cannot be read, which reading it says."""
    try:
        return list(fastexcel.read_excel(path).sheet_names) if path.is_file() else []
    except (FastExcelError, OSError):
        return []


@dataclass(frozen=True)
class Read:
    """One sheet of a workbook: its rows as texts under their header, its name, and of how many it is one.

    `above` is how many rows stand above the header; the cells of `numeric` columns, by place, are numbers.
    """

    rows: pl.DataFrame
    name: str
    sheets: int
    above: int
    numeric: frozenset[int]


def read_workbook(arrived: Arrived, table: Table, sheet: str, currency: str = CURRENCY) -> Read:
    """Return a sheet of a workbook; without a name the one that is named as the table, else the first.

    Raises:
        Refused: the file is no workbook.
    """
    try:
        book = fastexcel.read_excel(arrived.content)
        names = book.sheet_names
        name = sheet or next((one for one in names if folded(one).startswith(table.stems)), names[0])
        cells = pl.read_excel(
            io.BytesIO(arrived.content),
            sheet_name=name,
            has_header=False,
            infer_schema_length=0,
            raise_if_empty=False,
        )
        marked = _with_currencies(cells, arrived.content, name, currency)
        frame, above, used = _under_header(marked, table, currency)
        numbers = _numbers(book, name, above + 1)
    except (FastExcelError, pl.exceptions.PolarsError, IndexError):
        raise unreadable(arrived.name) from None
    numeric = frozenset(place for place, at in enumerate(used) if at in numbers)
    return Read(frame, name, len(names), above, numeric)


def _numbers(book: fastexcel.ExcelReader, sheet: str, above: int) -> frozenset[int]:
    """Return the columns, by place, in which every filled cell below the first rows is a number."""
    if not above < book.load_sheet(sheet, header_row=None, n_rows=0).total_height:
        return frozenset()
    kinds = (
        book.load_sheet(sheet, header_row=None, skip_rows=above, schema_sample_rows=None).to_polars().dtypes
    )
    return frozenset(at for at, kind in enumerate(kinds) if kind.is_numeric())


def unreadable(file: str) -> Refused:
    """Return why a workbook that cannot be read is refused."""
    return refusal("bad_workbook", file, "the workbook cannot be read. Save it again as .xlsx.")


def _under_header(cells: pl.DataFrame, table: Table, currency: str) -> tuple[pl.DataFrame, int, list[int]]:
    """Return the rows under the header, how many rows stand above it, and which columns are used.

    The header is that of the first eleven rows which names most columns.
    """
    top = [[str(cell or "").strip() for cell in row] for row in cells.head(_TOP).iter_rows()]
    if not top:
        return cells, 0, []
    place = max(range(len(top)), key=lambda at: (len(known_headers(table, top[at], currency)), -at))
    width = len(top[place])
    names = [f"{at}" for at in range(width)]
    below = cells.slice(place + 1)
    below.columns = names
    used = [at for at in range(width) if top[place][at] or below[names[at]].null_count() < below.height]
    frame = below.select(names[at] for at in used)
    return frame.rename({names[at]: _unique(top[place], at) for at in used}), place, used


def _unique(headers: list[str], at: int) -> str:
    """Return a header; one that stood before gets marks no fold keeps, for a frame names a column once."""
    return headers[at] + "\u200b" * headers[:at].count(headers[at])


def _with_currencies(cells: pl.DataFrame, content: bytes, sheet: str, base: str) -> pl.DataFrame:
    """Return cells with the sign of another currency in front, where their number format shows one."""
    marks: dict[int, list[tuple[int, str]]] = {}
    for row, column, sign in _foreign(content, sheet, base):
        if row < cells.height and column < cells.width:
            marks.setdefault(column, []).append((row, sign))
    for column, found in marks.items():
        texts = cells[:, column].cast(pl.String).to_list()
        for row, sign in found:
            if texts[row] and texts[row].lstrip("-")[:1].isdigit():
                texts[row] = f"{sign} {texts[row]}"
        cells = cells.with_columns(pl.Series(cells.columns[column], texts, pl.String))
    return cells


def _foreign(content: bytes, sheet: str, base: str) -> Iterator[tuple[int, int, str]]:
    """Yield row and column, from 0, and the sign of each cell that shows another currency than the base."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            styles = _foreign_styles(book.read("xl/styles.xml"), base)
            body = book.read(_path(book, sheet)) if styles else b""
    except (KeyError, zipfile.BadZipFile, StopIteration):
        return
    found = []
    for said in _tags(body, "c"):
        column, row = _place(said.get("r", ""))
        found.append((row, column, styles.get(int(said.get("s", "0")), "")))
    if found:
        top, left = min(row for row, _, _ in found), min(column for _, column, _ in found)
        yield from ((row - top, column - left, sign) for row, column, sign in found if sign)


def _tags(xml: bytes, name: str) -> Iterator[dict[str, str]]:
    """Yield the attributes of each tag of a name; no parser, which a hostile file could make run for ever."""
    for tag in re.finditer(rb"<" + name.encode() + rb"(\s[^>]*)?>", xml):
        pairs = _ATTRIBUTE.findall((tag[1] or b"").decode("utf-8", errors="replace"))
        yield {key: html.unescape(value) for key, value in pairs}


def _foreign_styles(styles: bytes, base: str) -> dict[int, str]:
    """Return {style: sign} for the styles of cells whose number format shows another currency."""
    formats = {one.get("numFmtId"): _sign(one.get("formatCode", ""), base) for one in _tags(styles, "numFmt")}
    of_cells = enumerate(_tags(styles.partition(b"<cellXfs")[2].partition(b"</cellXfs>")[0], "xf"))
    return {place: sign for place, one in of_cells if (sign := formats.get(one.get("numFmtId")))}


def _sign(code: str, base: str) -> str:
    """Return the sign of another currency that a number format shows, nothing where it shows none."""
    signs = ("".join(found).strip() for found in _SYMBOL.findall(code))
    return next((one for one in signs if one.casefold() not in own_words(base) and _MONEY.search(one)), "")


def _path(book: zipfile.ZipFile, sheet: str) -> str:
    """Return where in a workbook a sheet stands."""
    sheets = _tags(book.read("xl/workbook.xml"), "sheet")
    wanted = next(one.get("r:id") for one in sheets if one.get("name") == sheet)
    links = _tags(book.read("xl/_rels/workbook.xml.rels"), "Relationship")
    target = next(one.get("Target", "") for one in links if one.get("Id") == wanted)
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _place(name: str) -> tuple[int, int]:
    """Return column and row, from 0, of a cell's name such as B7."""
    letters = name.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = 26 * column + ord(letter) - ord("A") + 1
    return column - 1, int(name[len(letters) :] or 1) - 1
