"""Guesses which of their columns is which of ours: by names first, and never by a name alone."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import polars as pl

from influencer_roi.intake.clean.dates import parse_dates
from influencer_roi.intake.clean.numbers import parse_numbers
from influencer_roi.model.headers import folded, known_headers
from influencer_roi.model.schema import NUMBERS, Column, Kind, Table
from influencer_roi.uploads.peek import Top

_ALIKE = 0.72  # how much a name is like one of ours before its cells may decide
_MOST = 0.9  # of the cells that are to fit
_CLEAR = 0.12  # by how much the best name is ahead of the next
_HINTS: Mapping[str, tuple[str, ...]] = {
    "influencer_id": ("creator", "creator id", "influencer", "handle", "affiliate", "partner", "payee"),
    "id": ("creator id", "handle", "username", "influencer"),
    "name": ("full name", "creator name", "influencer name"),
    "follower_count": ("followers", "subscribers", "audience"),
    "category": ("niche", "genre", "vertical"),
    "platform": ("network", "channel", "social network"),
    "date": ("day", "posted on", "ordered on", "created at", "went live"),
    "reach": ("views", "impressions", "reached"),
    "likes": ("hearts", "reactions"),
    "comments": ("replies",),
    "revenue": ("amount", "net amount", "order value", "sales", "value", "total"),
    "orders": ("units", "quantity", "order count"),
    "user_id": ("customer", "customer id", "email", "buyer", "party"),
    "source": ("utm source", "traffic source"),
    "campaign": ("utm campaign", "campaign name"),
    "basis": ("deal", "deal type", "paid per", "payment type"),
    "rate": ("fee", "price"),
    "total_payout": ("amount", "amount paid", "paid", "total", "payout", "payment"),
}


@dataclass(frozen=True)
class Guess:
    """A header that is or could be a column, and what speaks for it; empty where the reader has to say."""

    header: str = ""
    why: str = ""
    suggested: bool = False


def own_columns(table: Table, headers: Sequence[str]) -> dict[str, str]:
    """Return {our column: header} for those a file spells as we do."""
    places = known_headers(table, headers)
    return {
        column.name: headers[places[folded(spelling)]]
        for column in table.known
        for spelling in reversed(column.spellings)
        if folded(spelling) in places
    }


def guess(column: Column, top: Top, taken: Iterable[str], people: frozenset[str]) -> Guess:
    """Return the header a column of ours is taken from where name and cells both say so."""
    free = [one for one in top.headers if one.strip() and one not in set(taken)]
    if column.name == "influencer_id" and people:
        for header in free:
            cells = _filled(top.cells(header))
            known = sum(cell.casefold() in people for cell in cells)
            if cells and known >= _MOST * len(cells):
                return Guess(header, f"{known} of the first {len(cells)} are in the influencers file")
    scored = sorted(((_likeness(column, one), one) for one in free), reverse=True)
    fitting = [(score, one) for score, one in scored if score >= _ALIKE and _fits(column, top.cells(one))]
    if not fitting or (len(fitting) > 1 and fitting[0][0] - fitting[1][0] < _CLEAR):
        return Guess()
    header = fitting[0][1]
    return Guess(header, read_as(column, top.cells(header)))


def candidates(column: Column, top: Top, columns: Mapping[str, str]) -> list[Guess]:
    """Return the headers that could be a column, the likeliest first; `columns` are those known already."""
    taken = set(columns.values())
    free = [one for one in top.headers if one.strip() and one not in taken]
    able = [one for one in free if _fits(column, top.cells(one))]
    found = [Guess(one, *_spoken(column, top, one, columns)) for one in able]
    return sorted(found, key=lambda one: (not one.suggested, -_likeness(column, one.header)))


def read_as(column: Column, cells: Sequence[str]) -> str:
    """Return in words how the cells of a column are read."""
    filled = _filled(cells)
    if not filled:
        return "empty in the first rows"
    fit = sum(_fitting(column, filled))
    what = {Kind.DATE: "a day", Kind.MONEY: "a number", Kind.COUNT: "a number"}.get(column.kind, "a text")
    if fit == len(filled):
        return (
            f"{what} in each row" if len(filled) == len(cells) else f"{what} in {len(filled)} of {len(cells)}"
        )
    odd = next(cell for cell, fits in zip(filled, _fitting(column, filled), strict=True) if not fits)
    return f"{len(filled) - fit} of {len(filled)} cannot be read: “{odd[:24]}”"


def _spoken(column: Column, top: Top, header: str, columns: Mapping[str, str]) -> tuple[str, bool]:
    """Return what speaks for a header, and whether it is suggested."""
    if column.name == "total_payout" and {"rate", "orders"} <= columns.keys():
        sums = [_number(top.cells(columns[name])) for name in ("rate", "orders")]
        paid = _number(top.cells(header))
        rows = [(r * u, p) for r, u, p in zip(*sums, paid, strict=True) if None not in (r, u, p)]
        same = sum(abs(one - other) < 0.01 for one, other in rows)
        return f"is rate × units in {same} of {len(rows)} rows", bool(rows) and same * 2 > len(rows)
    return read_as(column, top.cells(header)), _likeness(column, header) >= _ALIKE


def _likeness(column: Column, header: str) -> float:
    """Return from 0 to 1 how much a header is like one of a column's names."""
    names = [folded(one) for one in (*column.spellings, *_HINTS.get(column.name, ()))]
    given = folded(re.sub(r"\([^)]*\)|\[[^]]*\]", "", header))
    return max(SequenceMatcher(None, name, given).ratio() for name in names) if given else 0.0


def _fits(column: Column, cells: Sequence[str]) -> bool:
    filled = _filled(cells)
    return bool(filled) and sum(_fitting(column, filled)) >= _MOST * len(filled)


def _fitting(column: Column, filled: Sequence[str]) -> list[bool]:
    if column.kind is Kind.DATE:
        return [one is not None for one in _days(filled)]
    if column.kind in NUMBERS:
        return [one is not None for one in _number(filled)]
    return [True] * len(filled)


def _days(cells: Sequence[str]) -> list[dt.date | None]:
    found: list[dt.date | None] = parse_dates(pl.Series("day", cells, pl.String)).values.to_list()
    return found


def _number(cells: Sequence[str]) -> list[float | None]:
    texts = pl.Series("number", [one.strip() or None for one in cells], pl.String)
    found: list[float | None] = (
        parse_numbers(texts, whole=False, parts=True).values.cast(pl.Float64).to_list()
    )
    return found


def _filled(cells: Sequence[str]) -> list[str]:
    return [one.strip() for one in cells if one.strip()]
