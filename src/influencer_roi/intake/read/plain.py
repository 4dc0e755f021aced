"""Reads the text nearly every file is: one line a record, as many cells as the header."""

from bisect import bisect_right
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import partial

import numpy as np
import polars as pl

from influencer_roi.intake.read.header import Header
from influencer_roi.intake.read.proof import LINE_END, QUOTE, QUOTES, line_ends, parts
from influencer_roi.intake.read.records import Records, parsed, too_long
from influencer_roi.intake.read.sheet import NO_FAULTS
from influencer_roi.intake.read.text import Text


def plain_records(text: Text, header: Header) -> Records | None:
    """Return the records of a text in which each is one line of as many cells as the header; None of others.

    What nearly every file is; it costs one pass and a look at the separators.
    """
    content = text.content
    if not text.whole:
        return None
    try:
        rows = parsed(content, header.separator, skip=header.next_line - 1)
    except pl.exceptions.PolarsError:
        return None
    cells = rows.drop("line")
    ends = line_ends(content) if text.proof.ends is None else text.proof.ends
    lines = sum(ends) + (not content.endswith(b"\n")) - (header.next_line - 1)
    width = len(header.cells)
    if cells.shape != (lines, width) or not _strictly_quoted(text, header.separator):
        return None
    if cells[:, -1].null_count() and _separators(text, header) != lines * (width - 1):
        return None
    bare = text.proof.bare == header.separator
    if _holds_blank(cells, bare=bare) or (not text.proof.short and too_long(cells).any()):
        return None
    return Records(rows, NO_FAULTS, width, partial(_lines, content, ends), bare=bare)


def _lines(content: bytes, ends: Sequence[int], lines: Sequence[int], /) -> list[str]:
    """Return some lines of a text, counted from 1; `ends` has how many each part of it ends."""
    starts = _starts(content, ends, {*lines, *(line + 1 for line in lines)})
    return [content[starts[one] : starts[one + 1] - 1].decode("utf-8", errors="replace") for one in lines]


def _starts(content: bytes, counts: Sequence[int], lines: AbstractSet[int]) -> dict[int, int]:
    """Return where these lines begin; one behind the last begins behind the end."""
    wanted, found, done, offset = sorted(lines), {1: 0}, 1, 0
    for part, more in zip(parts(content), counts, strict=True):
        inside = wanted[bisect_right(wanted, done) : bisect_right(wanted, done + more)]
        if inside:
            ends = np.flatnonzero(part == LINE_END)
            found |= {line: offset + int(ends[line - done - 1]) + 1 for line in inside}
        done, offset = done + more, offset + len(part)
    return {line: found.get(line, len(content) + 1) for line in wanted}


def _strictly_quoted(text: Text, separator: str) -> bool:
    """Return whether every quote opens or closes a whole cell, or is doubled."""
    if not text.proof.has(QUOTES, text.content):
        return True
    codes = np.frombuffer(b"\n" + text.content + b"\n", np.uint8)
    quotes = np.flatnonzero(codes == QUOTE)
    is_edge = np.zeros(256, np.bool_)
    is_edge[[ord(separator), LINE_END, QUOTE]] = True
    before, behind = codes[quotes[0::2] - 1], codes[quotes[1::2] + 1]
    return len(quotes) % 2 == 0 and bool(is_edge[before].all() and is_edge[behind].all())


def _separators(text: Text, header: Header) -> int:
    """Return how many separators behind the header stand outside quotes."""
    content = text.content
    if not text.proof.has(QUOTES, content):
        top = b"\n".join(content.split(b"\n", header.next_line - 1)[: header.next_line - 1])
        return content.count(header.separator.encode()) - top.count(header.separator.encode())
    codes = np.frombuffer(content, np.uint8)
    places = np.flatnonzero(codes == ord(header.separator))
    quotes = np.flatnonzero(codes == QUOTE)
    body = np.flatnonzero(codes == LINE_END)[header.next_line - 2] if header.next_line > 1 else -1
    outside = np.searchsorted(quotes, places) % 2 == 0
    return int(np.count_nonzero(outside & (places > body)))


def _holds_blank(cells: pl.DataFrame, *, bare: bool) -> bool:
    """Return whether some row is nothing but blanks; where the last cell begins with more, it is not."""
    last = pl.col(cells.columns[-1])
    empty = last.is_null() | (last.str.len_bytes() == 0)
    if not bare:
        empty |= last.str.starts_with(" ") | last.str.starts_with("\t")
    likely = cells.filter(empty)
    if likely.is_empty():
        return False
    blank = likely.select(pl.all_horizontal(pl.all().fill_null("").str.strip_chars() == ""))
    return bool(blank.to_series().any())
