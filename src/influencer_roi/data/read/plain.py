"""Reads the text nearly every file is: one line a record, as many cells as the header."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np
import polars as pl

from influencer_roi.data.read.header import Header
from influencer_roi.data.read.records import Records, parsed, too_long
from influencer_roi.data.read.sheet import FAULTS
from influencer_roi.data.read.text import Text, parts

_QUOTE = 34
_LINE_END = 10


def plain_records(text: Text, header: Header) -> Records | None:
    """Return the records of a text in which each is one line of as many cells as the header; None of others.

    What nearly every file is; it costs one pass and a look at the separators.
    """
    content = text.content
    if not text.whole:
        return None
    try:
        cells = parsed(content, header.separator, skip=header.next_line - 1)
    except pl.exceptions.PolarsError:
        return None
    ends = sum(int(np.count_nonzero(part == _LINE_END)) for part in parts(content))
    lines = ends + (not content.endswith(b"\n")) - (header.next_line - 1)
    width = len(header.cells)
    if cells.shape != (lines, width) or not _strictly_quoted(content, header.separator):
        return None
    if cells[:, -1].null_count() and _separators(content, header) != lines * (width - 1):
        return None
    if _blank(cells).any() or too_long(cells).any():
        return None
    first = header.next_line
    numbers = pl.int_range(first, first + cells.height, dtype=pl.UInt32, eager=True).alias("line")
    return Records(cells.insert_column(0, numbers), pl.DataFrame(schema=FAULTS), width, Lines(content))


@dataclass(frozen=True)
class Lines:
    """The records of a text in which every record is one line."""

    content: bytes

    def __call__(self, lines: Sequence[int], /) -> list[str]:
        """Return these lines, counted from 1."""
        starts = _starts(self.content, {*lines, *(line + 1 for line in lines)})
        return [
            self.content[starts[line] : starts[line + 1] - 1].decode("utf-8", errors="replace")
            for line in lines
        ]


def _starts(content: bytes, lines: AbstractSet[int]) -> dict[int, int]:
    """Return where these lines begin; one behind the last begins behind the end."""
    wanted, found, done, offset = sorted(lines), {1: 0}, 1, 0
    for part in parts(content):
        more = int(np.count_nonzero(part == _LINE_END))
        inside = [line for line in wanted if done < line <= done + more]
        if inside:
            ends = np.flatnonzero(part == _LINE_END)
            found |= {line: offset + int(ends[line - done - 1]) + 1 for line in inside}
        done, offset = done + more, offset + len(part)
    return {line: found.get(line, len(content) + 1) for line in wanted}


def _strictly_quoted(content: bytes, separator: str) -> bool:
    """Return whether every quote opens or closes a whole cell, or is doubled."""
    if b'"' not in content:
        return True
    codes = np.frombuffer(content, np.uint8)
    quotes = np.flatnonzero(codes == _QUOTE)
    edges = np.array([ord(separator), _LINE_END, _QUOTE], np.uint8)
    around = np.concatenate([[_LINE_END], codes, [_LINE_END]])
    before, behind = around[quotes[0::2]], around[quotes[1::2] + 2]
    return len(quotes) % 2 == 0 and bool(np.isin(before, edges).all() and np.isin(behind, edges).all())


def _separators(content: bytes, header: Header) -> int:
    """Return how many separators behind the header stand outside quotes."""
    if b'"' not in content:
        top = b"\n".join(content.split(b"\n", header.next_line - 1)[: header.next_line - 1])
        return content.count(header.separator.encode()) - top.count(header.separator.encode())
    codes = np.frombuffer(content, np.uint8)
    places = np.flatnonzero(codes == ord(header.separator))
    quotes = np.flatnonzero(codes == _QUOTE)
    body = np.flatnonzero(codes == _LINE_END)[header.next_line - 2] if header.next_line > 1 else -1
    outside = np.searchsorted(quotes, places) % 2 == 0
    return int(np.count_nonzero(outside & (places > body)))


def _blank(cells: pl.DataFrame) -> pl.Series:
    """Return which rows have nothing but blanks; one whose last cell begins with more is not looked at."""
    last = cells[:, -1]
    empty = last.is_null() | (last == "") | last.str.starts_with(" ") | last.str.starts_with("\t")
    likely = cells[empty.fill_null(value=True).arg_true()]
    return likely.select(pl.all_horizontal(pl.all().fill_null("").str.strip_chars() == "")).to_series()
