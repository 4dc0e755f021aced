"""Reads what a cell of a workbook says that is merged over several rows as said in each of them."""

import re
from collections.abc import Callable, Iterator, Sequence

import polars as pl

from influencer_roi.intake.read.number_formats import leftmost
from influencer_roi.intake.read.workbook_xml import place_of, tags
from influencer_roi.model.currencies import some_currency

# Whether what a column says may hold for several rows, by its header; None where nobody knows the column.
Spans = Callable[[str], bool | None]


def spread(cells: pl.DataFrame, body: bytes, header: int, spans: Spans) -> tuple[pl.DataFrame, int]:
    """Return cells with what merged ones say in each filled row they span, and how many of those there are.

    `cells` are those of a sheet from its top row on, `body` is its file. An amount over several rows is one,
    and stays in the first; so does any number where nobody knows its column. Rows above the header and in it
    stay.
    """
    merged = [one for one in _ranges(body) if one[1] > header]
    if not merged:
        return cells, 0
    left, headers = leftmost(body), [str(cell or "") for cell in cells.row(header)]
    filled = ~cells.select(pl.all_horizontal(pl.all().is_null())).to_series()
    found: dict[int, list[str | None]] = {}
    many = 0
    for at, top, bottom in ((column - left, top, bottom) for column, top, bottom in merged):
        if not (0 <= at < cells.width and top < cells.height):
            continue
        texts = found.get(at) or cells[:, at].cast(pl.String).to_list()
        if _holds_for_each(texts[top], spans(headers[at])):
            rows = [row for row in range(top, min(bottom + 1, cells.height)) if filled[row]]
            found[at] = _set(texts, rows, texts[top])
            many += len(rows) > 1
    names = cells.columns
    return cells.with_columns(pl.Series(names[at], texts, pl.String) for at, texts in found.items()), many


def _ranges(body: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield the column, first and last row, from 0, of each merged cell over several rows."""
    for tag in tags(body.rpartition(b"<mergeCells")[2], "mergeCell"):
        ends = tag.get("ref", "").split(":")
        if len(ends) == 2 and all(re.fullmatch("[A-Z]{1,3}[0-9]{1,7}", one) for one in ends):
            (column, top), (_, bottom) = map(place_of, ends)
            if bottom > top:
                yield column, top, bottom


def _holds_for_each(text: str | None, spans: bool | None) -> bool:  # noqa: FBT001
    if spans is not None:
        return spans and bool(text)
    return bool(re.search(r"[^\W\d_]", re.sub(some_currency(), "", (text or "").casefold())))


def _set(texts: list[str | None], rows: Sequence[int], text: str | None) -> list[str | None]:
    """Return texts with one in each of some rows that have none."""
    every = [*texts]
    for row in rows:
        every[row] = every[row] or text
    return every
