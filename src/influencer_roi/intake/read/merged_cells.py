"""Reads what a cell of a workbook says that is merged over several rows as said in each of them."""

import re
from collections.abc import Callable, Iterator, Sequence

import polars as pl

from influencer_roi.intake.read.number_formats import leftmost
from influencer_roi.intake.read.workbook_xml import place_of, tags
from influencer_roi.intake.total_words import IS_TOTAL
from influencer_roi.model.currencies import some_currency

# Whether what a column says may hold for several rows, by its header; None where nobody knows the column.
Spans = Callable[[str], bool | None]
_MERGED = b"<mergeCells"
_HUNDREDTH, _FEW = 0.01, 2


def spread(cells: pl.DataFrame, body: bytes, header: int, spans: Spans) -> tuple[pl.DataFrame, int]:
    """Return cells with what merged ones say in each filled row they span, and how many of those there are.

    `cells` are those of a sheet from its top row on, `body` is its file. An amount over several rows is one,
    and stays in the first; so does any number where nobody knows its column. Rows above the header and in it
    stay, and so do totals.
    """
    if _MERGED not in body:  # most have none, and are looked through at once
        return cells, 0
    left = leftmost(body)
    merged = [
        (column - left, range(top, min(bottom + 1, cells.height)))
        for column, top, bottom in _ranges(body)
        if header < top < cells.height and 0 <= column - left < cells.width
    ]
    if not merged:
        return cells, 0
    says = [spans(str(cell or "")) for cell in cells.row(header)]
    sums = _sums(cells, merged, says)
    filled = ~cells.select(pl.all_horizontal(pl.all().is_null())).to_series()
    texts = {at: cells[:, at].cast(pl.String).to_list() for at in {at for at, _ in merged}}
    found: set[int] = set()
    many = 0
    for at, span in merged:
        own, label = texts[at], texts[at][span[0]]
        if _holds_for_each(label, says[at]):
            rows = [row for row in span if filled[row] and row not in sums]
            for row in rows:
                own[row] = own[row] or label
            found.add(at)
            many += len(rows) > 1
    names = cells.columns
    return cells.with_columns(pl.Series(names[at], texts[at], pl.String) for at in found), many


def _sums(cells: pl.DataFrame, merged: Sequence[tuple[int, range]], says: Sequence[bool | None]) -> set[int]:
    """Return the rows that say they are a total, or nothing of their own but sums of the rows they end."""
    texts = cells.cast(pl.String)
    total = texts.select(pl.any_horizontal(pl.all().str.contains(IS_TOTAL)).fill_null(value=False))
    found = set(total.to_series().arg_true())
    covered = {(row, at) for at, span in merged for row in span}
    for span in {span for _, span in merged if len(span) > 1}:
        first, own = (
            [at for at, cell in enumerate(texts.row(row)) if cell and (row, at) not in covered]
            for row in (span[0], span[-1])
        )
        is_sum = all(says[at] is False and _adds_up(texts[span.start : span.stop, at]) for at in own)
        if own and is_sum and (len(span) > _FEW or any(says[at] is not False for at in first)):
            found.add(span[-1])
    return found


def _adds_up(cells: pl.Series) -> bool:
    """Return whether the last of some cells is the sum of those above."""
    *above, last = cells.str.replace_all("[^0-9.-]", "").cast(pl.Float64, strict=False)
    return last is not None and abs(sum(one or 0.0 for one in above) - last) < _HUNDREDTH


def _ranges(body: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield the column, first and last row, from 0, of each merged cell over several rows."""
    for tag in tags(body.partition(_MERGED)[2], "mergeCell"):
        ends = tag.get("ref", "").split(":")
        if len(ends) == 2 and all(re.fullmatch("[A-Z]{1,3}[0-9]{1,7}", one) for one in ends):
            (column, top), (_, bottom) = map(place_of, ends)
            if bottom > top:
                yield column, top, bottom


def _holds_for_each(text: str | None, spans: bool | None) -> bool:  # noqa: FBT001
    if spans is not None:
        return spans and bool(text)
    return bool(re.search(r"[^\W\d_]", re.sub(some_currency(), "", (text or "").casefold())))
