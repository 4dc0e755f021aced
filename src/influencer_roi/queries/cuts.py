"""Cuts a selection out of roll-ups: its rows, its sums by place over the selected days, its sums by day.

These two sums answer nearly every question of a page; they are kept, so that a page reads its selection once.
This module knows filters, and nothing of questions.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import partial

import numpy as np
import numpy.typing as npt
import polars as pl

from influencer_roi.filters import DAYS, READINGS, Filters
from influencer_roi.ledger.cubes import IS_ORGANIC, Cube, Floats, Ints, add
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.memo import MemoSize, memo
from influencer_roi.model.dimensions import DATES
from influencer_roi.queries.aligning import NOWHERE
from influencer_roi.queries.cubes import blocks, daily, pieces, rows_at
from influencer_roi.queries.person_days import by_person_day, describe_persons, persons

KEPT_SELECTIONS = MemoSize(16, least=6)
# Sums of all places for some days: a page asks for the selected days and those they are compared with.
KEPT_DAYS = 4
# Selections whose rows are kept: a page asks for the selected days and those they are compared with.
KEPT_ROWS = 4
# The rows of so few places, those of an influencer or two, are looked up; of more, they are searched for.
FEW_TUPLES = 64
# Beyond so many places their sums are no longer small beside the rows: a selection of few adds up its own.
MANY_TUPLES = 100_000
# Of so many places one is selected, or fewer, where rows of the others are worth leaving out.
FEW_OF = 3
_NOT_OF_TUPLES = (*DAYS, *READINGS)

Bools = npt.NDArray[np.bool_]


class Who(Enum):
    """Whose entries add up: those of influencers alone, or organic ones too."""

    INFLUENCERS = "influencers"
    EVERYONE = "everyone"


class Measures(dict[str, Floats]):
    """Sums by measure, each worked out when it is first asked for: most questions ask for a few."""

    def __init__(self, work: Callable[[str], Floats]) -> None:
        super().__init__()
        self._work = work

    def __missing__(self, name: str) -> Floats:
        self[name] = self._work(name)
        return self[name]


@dataclass(frozen=True, eq=False)
class Sums:
    """Sums of every measure, one for each of `numbers`: places, or days counted from 1."""

    numbers: Ints
    measures: Mapping[str, Floats]


@dataclass(frozen=True, eq=False)
class Cut:
    """Rows of a roll-up, and to which number each counts: its place, or another."""

    cube: Cube
    rows: slice | Ints
    numbers: Ints


def has_many(ledger: Ledger) -> bool:
    """Return whether a ledger has so many places that to add up a few, or days, is worth another way."""
    return ledger.cubes.finest.keys.height > MANY_TUPLES


@memo(KEPT_SELECTIONS)
def sums_by_tuple(ledger: Ledger, filters: Filters, who: Who) -> Sums:
    """Return sums by place of the finest roll-up."""
    mask = tuples_of(ledger, filters, who)
    if mask is not None and len(mask) > FEW_OF * np.count_nonzero(mask):
        return sums_of_numbers(blocks(ledger), *bounds(ledger, filters), mask)
    counts, sums = _of_days(ledger, *bounds(ledger, filters))
    tuples = np.flatnonzero(counts if mask is None else (counts > 0) & mask)
    return Sums(tuples, Measures(lambda name: sums[name][tuples]))


@memo(KEPT_SELECTIONS)
def sums_by_day(ledger: Ledger, filters: Filters, who: Who) -> Sums:
    """Return sums by day, of the smallest roll-up that knows what the filters ask for."""
    columns, (first, last) = filters.columns() - {DATES.column}, bounds(ledger, filters)
    chosen = tuples_of(ledger, filters, who) if describe_persons(ledger, columns) else None
    if chosen is not None and np.count_nonzero(chosen) > FEW_TUPLES:
        return _of_persons(ledger, first, last, chosen)
    cube = daily(ledger, columns)
    rows = _rows(ledger, filters, who, cube)
    edges = _found(rows, cube.starts[first : last + 1])
    days_present = np.flatnonzero(np.diff(edges))

    def added(name: str) -> Floats:
        # Rows may be millions: they are kept for the last selections alone, and else looked for again.
        return np.add.reduceat(cube.measures[name][_rows(ledger, filters, who, cube)], edges[days_present])

    return Sums(first + days_present, Measures(added))


def _of_persons(ledger: Ledger, first: int, last: int, chosen: Bools) -> Sums:
    """Return sums by day, from `first` to before `last`, of the influencers that chosen places are of."""
    known = persons(ledger)
    mask = np.zeros(known.there.shape[1], dtype=np.bool_)
    mask[known.of_places[chosen]] = True
    days = first + np.flatnonzero((known.there[first:last] & mask).any(axis=1))
    # Not `@`: BLAS would wake a thread per core for a millisecond of work.
    each = mask.astype(np.float64)
    table = partial(by_person_day, ledger)
    return Sums(
        days, Measures(lambda name: np.einsum("dp,p->d", table(name)[first:last], each)[days - first])
    )


def rows_of(ledger: Ledger, filters: Filters, who: Who, cube: Cube) -> tuple[slice | Ints, Ints]:
    """Return the selected rows of a roll-up by day, and the day of each, counted from 1, 0 for none."""
    first, last = bounds(ledger, filters)
    rows = _rows(ledger, filters, who, cube)
    counts = np.diff(_found(rows, cube.starts[first : last + 1]))
    return rows, np.repeat(np.arange(first, last), counts)


@memo(KEPT_ROWS)
def _rows(ledger: Ledger, filters: Filters, who: Who, cube: Cube) -> slice | Ints:
    """Return the selected rows of a roll-up by day."""
    first, last = bounds(ledger, filters)
    start, stop = int(cube.starts[first]), int(cube.starts[last])
    mask = _mask(ledger, filters.without(_NOT_OF_TUPLES), who, cube)
    if mask is None:
        return slice(start, stop)
    if cube is ledger.cubes.finest and 0 < np.count_nonzero(mask) <= FEW_TUPLES:
        rows = rows_at(ledger, np.flatnonzero(mask))
        return rows[slice(*np.searchsorted(rows, (start, stop)))]
    return np.flatnonzero(mask.take(cube.tuples[start:stop])) + start


def _found(rows: slice | Ints, starts: Ints) -> Ints:
    """Return how many of the selected rows lie before each of these rows."""
    return starts - rows.start if isinstance(rows, slice) else np.searchsorted(rows, starts)


def tuples_of(ledger: Ledger, filters: Filters, who: Who) -> Bools | None:
    """Return which places of the finest roll-up filters select, on whatever day; None where all of them."""
    return _mask(ledger, filters.without(_NOT_OF_TUPLES), who, ledger.cubes.finest)


def sums_of_numbers(cubes: tuple[Cube, ...], first: int, last: int, mask: Bools | None) -> Sums:
    """Return sums over some days of roll-ups; of the numbers in `mask`, only their rows are looked at."""
    if mask is None:
        chosen, cuts = np.arange(cubes[-1].keys.height), cut_days(cubes, first, last)
    else:
        chosen, cuts = np.flatnonzero(mask), [*_cuts_of_numbers(cubes, first, last, mask)]
    there, added = np.flatnonzero(_counted(cuts, len(chosen))), sums_of(cuts, len(chosen))
    return Sums(chosen[there], Measures(lambda name: added[name][there]))


def _cuts_of_numbers(cubes: tuple[Cube, ...], first: int, last: int, mask: Bools) -> Iterator[Cut]:
    """Yield the rows of the numbers of a mask, which count from 0."""
    numbers = np.where(mask, np.cumsum(mask, dtype=np.int32) - 1, NOWHERE)
    for cube, rows in _days_of(cubes, first, last):
        of_rows = numbers.take(cube.tuples[rows])
        own = np.flatnonzero(of_rows != NOWHERE)
        yield Cut(cube, own + rows.start, of_rows.take(own))


@memo(KEPT_DAYS)
def _of_days(ledger: Ledger, first: int, last: int) -> tuple[Ints, Measures]:
    """Return how many rows each place has on the days from `first` to before `last`, and its sums."""
    size, cuts = ledger.cubes.finest.keys.height, cut_days(blocks(ledger), first, last)
    return _counted(cuts, size), sums_of(cuts, size)


def cut_days(cubes: tuple[Cube, ...], first: int, last: int) -> list[Cut]:
    """Return the rows of roll-ups, the longest blocks first, that are the days `first` to before `last`."""
    return [Cut(cube, rows, cube.tuples[rows]) for cube, rows in _days_of(cubes, first, last)]


def _days_of(cubes: tuple[Cube, ...], first: int, last: int) -> Iterator[tuple[Cube, slice]]:
    for cube, block, end in pieces(cubes, first, last):
        yield cube, slice(int(cube.starts[block]), int(cube.starts[end]))


def sums_of(cuts: Sequence[Cut], size: int) -> Measures:
    """Return the sums of measures over the rows that count to each of `size` numbers."""
    numbers = _numbers(cuts)

    def added(name: str) -> Floats:
        amounts = [_taken(one.cube.measures[name], one.rows) for one in cuts]
        return add(numbers, np.concatenate(amounts) if amounts else np.zeros(0), size)

    return Measures(added)


def _taken(amounts: Floats, rows: slice | Ints) -> Floats:
    return amounts[rows] if isinstance(rows, slice) else amounts.take(rows)


def _counted(cuts: Sequence[Cut], size: int) -> Ints:
    """Return how many rows count to each of `size` numbers."""
    return np.bincount(_numbers(cuts), minlength=size)


def _numbers(cuts: Sequence[Cut]) -> Ints:
    """Return to which number each row counts."""
    return np.concatenate([np.zeros(0, dtype=np.intp), *(one.numbers for one in cuts)])


@memo(KEPT_SELECTIONS)
def _mask(_: Ledger, filters: Filters, who: Who, cube: Cube) -> Bools | None:
    """Return which places of a roll-up are selected; None where all of them are."""
    mine = None if who is Who.EVERYONE or not cube.keys[IS_ORGANIC].any() else ~pl.col(IS_ORGANIC)
    parts = [part for part in (filters.condition(), mine) if part is not None]
    if not parts:
        return None
    condition = pl.all_horizontal(parts).fill_null(value=False)
    return cube.keys.select(condition.alias("chosen"))["chosen"].to_numpy()


def bounds(ledger: Ledger, filters: Filters) -> tuple[int, int]:
    """Return the first selected day and that after the last, from 1; from 0 where no day is asked for."""
    after = (ledger.as_of - ledger.first_day).days + 2
    if filters.start is None and filters.end is None:
        return 0, after
    first = _day_number(ledger, filters.start or ledger.first_day)
    last = _day_number(ledger, filters.end or ledger.as_of) + 1
    first, last = max(1, first), min(last, after)
    return (first, last) if first < last else (1, 1)


def _day_number(ledger: Ledger, day: dt.date) -> int:
    return (day - ledger.first_day).days + 1
