"""Looks at the top of a file, without reading the rest: which of its first records may be its header."""

import gzip
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

import polars as pl

from influencer_roi.intake.read.header import HEAD, LINES, first_header
from influencer_roi.intake.read.workbook import sheet_tops
from influencer_roi.intake.regular import open_regular
from influencer_roi.model.report import Refused

_LINE = 1 << 12
_WIDE = (b"\xff\xfe", b"\xfe\xff")


def headers_in(path: Path, is_header: Callable[[Sequence[str]], bool]) -> list[tuple[str, tuple[str, ...]]]:
    """Return the sheets of a file that have such a header, each with the header found; no sheet is `""`.

    What cannot be read has none: reading it says why.
    """
    name = path.name.casefold()
    try:
        if name.endswith(".xlsx"):
            return [(sheet, found) for sheet, rows in sheet_tops(path) if (found := _first(rows, is_header))]
        if name.endswith(".parquet"):
            found = _first([list(pl.read_parquet_schema(path))], is_header)
        else:
            header = first_header(_top(path), is_header)
            found = header.cells if header else None
    except (OSError, EOFError, zlib.error, pl.exceptions.PolarsError, Refused):
        return []
    return [("", found)] if found else []


def first_cells(path: Path) -> list[str]:
    """Return the cells of the first line of a plain CSV file, none where it is no such file."""
    if not path.name.casefold().endswith(".csv"):
        return []
    try:
        with open_regular(path) as file:
            line, end, _ = (file.read(_LINE) or b"").partition(b"\n")
    except (OSError, Refused):
        return []
    return line.decode("utf-8-sig", errors="replace").rstrip("\r").split(",") if end else []


def _first(
    rows: Sequence[Sequence[str]], is_header: Callable[[Sequence[str]], bool]
) -> tuple[str, ...] | None:
    return next((tuple(row) for row in rows if is_header(row)), None)


def _top(path: Path) -> list[str]:
    """Return the first lines of a text file, packed or not, in the encoding it seems to be in."""
    with open_regular(path) as file:
        if path.name.casefold().endswith(".gz"):
            with gzip.open(file) as packed:
                content = packed.read(HEAD)
        else:
            content = file.read(HEAD) or b""
    encoding = "utf-16" if content.startswith(_WIDE) else "utf-8-sig"
    text = content.decode(encoding, errors="ignore")
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")[:LINES]
