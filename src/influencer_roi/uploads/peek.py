"""Looks at the top of each file that is brought: its header, and the first rows below it."""

import csv
import gzip
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path

import polars as pl

from influencer_roi.intake.exports import recognised
from influencer_roi.intake.read.header import first_header
from influencer_roi.intake.read.workbook import sheet_tops
from influencer_roi.model.headers import known_headers
from influencer_roi.model.report import Refused
from influencer_roi.model.schema import TABLES

ROWS = 50  # that are looked at
_HEAD = 1 << 18
_LEAST = 2  # columns a header names
_WIDE = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True)
class Top:
    """The top of a file, or of a sheet of a workbook: its header and the first rows, as texts."""

    file: str
    sheet: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def name(self) -> str:
        """How readers know it."""
        return f"{self.file} [{self.sheet}]" if self.sheet else self.file

    def cells(self, header: str) -> list[str]:
        """Return the cells below a header, as they are written."""
        place = self.headers.index(header)
        return [row[place] if place < len(row) else "" for row in self.rows]

    def frame(self) -> pl.DataFrame:
        """Return the rows under their headers, those without a name left out."""
        named = {header: self.cells(header) for header in self.headers if header.strip()}
        return pl.DataFrame(named, schema=dict.fromkeys(named, pl.String))


def tops_of(path: Path) -> tuple[Top, ...]:
    """Return the tops of a file: one, or of a workbook one per sheet; none of what cannot be read."""
    try:
        found = path.stat()
    except OSError:
        return ()
    return _tops(path, found.st_mtime_ns, found.st_size)


@lru_cache(maxsize=512)
def _tops(path: Path, modified: int, size: int) -> tuple[Top, ...]:
    del modified, size  # another file is looked at anew
    with suppress(OSError, EOFError, zlib.error, csv.Error, pl.exceptions.PolarsError, Refused):
        name = path.name.casefold()
        if name.endswith(".xlsx"):
            return tuple(_of_sheets(path))
        if name.endswith(".parquet"):
            rows = pl.read_parquet(path, n_rows=ROWS)
            texts = ["" if value is None else str(value) for row in rows.iter_rows() for value in row]
            width = max(1, rows.width)
            return (Top(path.name, "", tuple(rows.columns), tuple(zip(*[iter(texts)] * width, strict=True))),)
        return tuple(_of_text(path))
    return ()


def _of_sheets(path: Path) -> Iterator[Top]:
    """Yield the top of each sheet that has a header, the only one of a workbook without its name."""
    there = sheet_tops(path)
    for sheet, rows in there:
        at = next((at for at, row in enumerate(rows) if _is_ours(row)), None)
        at = next((at for at, row in enumerate(rows) if _is_header(row)), None) if at is None else at
        if at is not None:
            below = tuple(tuple(row) for row in rows[at + 1 :])
            yield Top(path.name, sheet if len(there) > 1 else "", tuple(rows[at]), below)


def _of_text(path: Path) -> Iterator[Top]:
    lines = _lines(path)
    header = first_header(lines, _is_ours) or first_header(lines, _is_header)
    if header is None:
        return
    reader = csv.reader((f"{line}\n" for line in lines[header.next_line - 1 :]), delimiter=header.separator)
    rows = (tuple(cell.strip() for cell in row) for row in reader if any(cell.strip() for cell in row))
    yield Top(path.name, "", header.cells, tuple(islice(rows, ROWS)))


def _lines(path: Path) -> list[str]:
    if path.name.casefold().endswith(".gz"):
        with gzip.open(path) as packed:
            content = packed.read(_HEAD)
    else:
        with path.open("rb") as file:
            content = file.read(_HEAD)
    wide = content.startswith(_WIDE)
    text = content.decode("utf-16" if wide else "utf-8-sig", errors="replace")
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")[: ROWS * 4]


def _is_ours(cells: Sequence[str]) -> bool:
    """Return whether cells are the header of a known format, or name several columns of ours."""
    return recognised(cells) is not None or any(
        len(known_headers(table, cells)) >= min(_LEAST, len(table.columns)) for table in TABLES
    )


def _is_header(cells: Sequence[str]) -> bool:
    named = [cell for cell in cells if cell.strip()]
    return len(named) >= _LEAST and len(set(named)) == len(named)
