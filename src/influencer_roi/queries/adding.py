"""Adds up a selection: what every question is answered from, so that a page reads its selection once.

What is asked by influencer, campaign and the like comes from the sums of each place over the selected days;
what is asked by date from the sums of each day over the selected places. This module knows measures, and
nothing of metrics.
"""

import datetime as dt
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np
import numpy.typing as npt
import polars as pl

from influencer_roi.data.dimensions import DIMENSIONS, FILTERING
from influencer_roi.data.ledger import Ledger
from influencer_roi.filters import Filters
from influencer_roi.queries.kept import kept
from influencer_roi.queries.rollups import (
    ORGANIC,
    Floats,
    Ints,
    RollUp,
    add,
    blocks,
    coded,
    daily,
    finest,
    names_of,
    pieces,
)

KEPT_SELECTIONS = 16
DAYS = ("start", "end")
POST = "post_id"
OF_DATES = frozenset(key for key, one in DIMENSIONS.items() if one.expression.meta.root_names() == ["date"])
_KEPT_CODES = 64
_MOST_NUMBERS = 4_000_000

Bools = npt.NDArray[np.bool_]
Codes = tuple[pl.Series, Ints]


class Who(Enum):
    """Whose entries add up: those of influencers alone, or organic ones too."""

    INFLUENCERS = "influencers"
    EVERYONE = "everyone"


@dataclass(frozen=True, eq=False)
class Sums:
    """Sums of every measure, one for each of `numbers`: places, or days counted from 1."""

    numbers: Ints
    measures: Mapping[str, Floats]


def summed(
    ledger: Ledger, filters: Filters, *, by: Sequence[str], measures: Sequence[str], who: Who
) -> pl.DataFrame:
    """Return one row per combination of values of `by` that has entries, in order, with sums of measures.

    Nulls come last. A measure the files do not have is null. Beside other dimensions, a date is asked by day.
    """
    codes, amounts = _cells(ledger, filters, by, who)
    shape = [len(values) for values, _ in codes]
    found, groups = _compact(_joined([of for _, of in codes], shape), math.prod(shape))
    columns = [
        values[numbers].alias(name)
        for name, (values, _), numbers in zip(by, codes, np.unravel_index(found, shape), strict=True)
    ]
    return _frame(ledger, columns, measures, lambda name: add(groups, amounts(name), len(found)))


def periods(ledger: Ledger, filters: Filters, *, by: str, measures: Sequence[str], who: Who) -> pl.DataFrame:
    """Return one row per value of `by`, of dates, the selected days have, in order, with sums of measures.

    Where nothing happened sums are 0. What has no day comes last, where it is selected.
    """
    values, codes = _day_codes(ledger, by)
    first, last = _bounds(ledger, filters)
    chosen = np.unique(codes[first:last])
    sums = _by_day(ledger, filters, who)
    groups = codes[sums.numbers]
    return _frame(
        ledger,
        [values[chosen].alias(by)],
        measures,
        lambda name: add(groups, sums.measures[name], len(values))[chosen],
    )


def whole(ledger: Ledger, filters: Filters, *, measures: Sequence[str], who: Who) -> pl.DataFrame:
    """Return one row: the sum of each measure over a selection; null where the files do not have it."""
    sums = _by_day(ledger, filters, who).measures
    return _frame(ledger, [], measures, lambda name: sums[name].sum(keepdims=True))


def different(ledger: Ledger, filters: Filters, *, of: str, by: str, who: Who) -> pl.DataFrame:
    """Return one row per value of `by` that has entries: it, and how many values of `of` they have."""
    ((values, groups), (others, members)), _ = _cells(ledger, filters, (by, of), who)
    pairs, _ = _compact(_joined((groups, members), (len(values), len(others))), len(values) * len(others))
    counts = np.bincount(pairs // len(others))
    found = np.flatnonzero(counts)
    return pl.DataFrame([values[found].alias(by), pl.Series("count", counts[found])])


def is_empty(ledger: Ledger, filters: Filters) -> bool:
    """Return whether a selection has no entries, organic ones included."""
    return not len(_by_place(ledger, filters, Who.EVERYONE).numbers)


def _frame(
    ledger: Ledger, columns: list[pl.Series], measures: Sequence[str], sum_of: Callable[[str], Floats]
) -> pl.DataFrame:
    """Return columns with the sums of measures beside them, null where the files do not have one."""
    asked = list(dict.fromkeys(measures))
    held = [pl.Series(name, sum_of(name)) for name in asked if name not in ledger.unmeasured]
    rows = pl.DataFrame([*columns, *held])
    nothing = [pl.lit(None, pl.Float64).alias(name) for name in asked if name in ledger.unmeasured]
    return rows.with_columns(nothing).select(*(one.name for one in columns), *asked) if nothing else rows


def _cells(
    ledger: Ledger, filters: Filters, by: Sequence[str], who: Who
) -> tuple[list[Codes], Callable[[str], Floats]]:
    """Return what to group: the values of each of `by`, which of them each cell has, its sum of a measure."""
    dated = OF_DATES.intersection(by)
    if POST in by or (dated and len(dated) < len(by)):
        return _row_cells(ledger, filters, by, who)
    sums = _by_day(ledger, filters, who) if dated else _by_place(ledger, filters, who)
    codes_of = _day_codes if dated else _place_codes
    found = [codes_of(ledger, name) for name in by]
    return [(values, codes[sums.numbers]) for values, codes in found], sums.measures.__getitem__


def _row_cells(
    ledger: Ledger, filters: Filters, by: Sequence[str], who: Who
) -> tuple[list[Codes], Callable[[str], Floats]]:
    """Return the selected rows of a roll-up as cells: what is asked by post, or by day and something else."""
    rollup = finest(ledger) if POST in by else daily(ledger, {*_filtered(filters), *by} - {"date"})
    rows, days = _rows(ledger, filters, who, rollup)
    found = []
    for name in by:
        if name == POST:
            found.append(_post_codes(ledger, rows))
        elif name == "date":
            found.append((_days(ledger), days))
        else:
            values, codes = coded(rollup.keys, [name])
            found.append((values[name], codes[rollup.places[rows]]))
    return found, lambda measure: rollup.measures[measure][rows]


@kept(KEPT_SELECTIONS)
def _by_day(ledger: Ledger, filters: Filters, who: Who) -> Sums:
    """Return sums by day, of the smallest roll-up that knows what the filters ask for."""
    rollup = daily(ledger, _filtered(filters))
    rows, days = _rows(ledger, filters, who, rollup)
    firsts = np.flatnonzero(np.diff(days, prepend=-1))
    sums = {name: np.add.reduceat(values[rows], firsts) for name, values in rollup.measures.items()}
    return Sums(days[firsts], sums)


@kept(KEPT_SELECTIONS)
def _by_place(ledger: Ledger, filters: Filters, who: Who) -> Sums:
    """Return sums by place of the finest roll-up."""
    counts, sums = _of_days(ledger, *_bounds(ledger, filters))
    mask = _mask(ledger, filters.without((*DAYS, "compare")), who, finest(ledger))
    places = np.flatnonzero(counts if mask is None else (counts > 0) & mask)
    return Sums(places, {name: values[places] for name, values in sums.items()})


@kept(KEPT_SELECTIONS)
def _of_days(ledger: Ledger, first: int, last: int) -> tuple[Ints, dict[str, Floats]]:
    """Return how many rows each place has on the days from `first` to before `last`, and its sums."""
    size = finest(ledger).keys.height
    counts = np.zeros(size, dtype=np.intp)
    sums = {name: np.zeros(size) for name in finest(ledger).measures}
    for rollup, block, end in pieces(blocks(ledger), first, last):
        rows = slice(rollup.starts[block], rollup.starts[end])
        places = rollup.places[rows].astype(np.intp)
        counts += np.bincount(places, minlength=size)
        for name, values in rollup.measures.items():
            sums[name] += add(places, values[rows], size)
    return counts, sums


def _rows(ledger: Ledger, filters: Filters, who: Who, rollup: RollUp) -> tuple[slice | Ints, Ints]:
    """Return the selected rows of a roll-up by day, and the day of each, counted from 1, 0 for none."""
    first, last = _bounds(ledger, filters)
    start, stop = rollup.starts[first], rollup.starts[last]
    days = np.repeat(np.arange(first, last), np.diff(rollup.starts[first : last + 1]))
    mask = _mask(ledger, filters.without((*DAYS, "compare")), who, rollup)
    if mask is None:
        return slice(start, stop), days
    chosen = np.flatnonzero(mask[rollup.places[start:stop]])
    return chosen + start, days[chosen]


@kept(KEPT_SELECTIONS)
def _mask(_: Ledger, filters: Filters, who: Who, rollup: RollUp) -> Bools | None:
    """Return which places of a roll-up are selected; None where all of them are."""
    mine = None if who is Who.EVERYONE or not rollup.keys[ORGANIC].any() else ~pl.col(ORGANIC)
    parts = [part for part in (filters.condition(), mine) if part is not None]
    if not parts:
        return None
    asked = pl.all_horizontal(parts).fill_null(value=False)
    return rollup.keys.select(asked.alias("chosen"))["chosen"].to_numpy()


def _filtered(filters: Filters) -> set[str]:
    """Return the dimensions the places of a roll-up must know for filters on anything but days."""
    asked = {name for name in FILTERING if getattr(filters, name)}
    bounds = filters.followers_from is not None or filters.followers_to is not None
    return asked | {"influencer_id"} if bounds else asked


def _bounds(ledger: Ledger, filters: Filters) -> tuple[int, int]:
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


@kept()
def _days(ledger: Ledger) -> pl.Series:
    """Return the date of each number of a day; 0 has none."""
    dates = pl.date_range(ledger.first_day, ledger.as_of, "1d", eager=True).alias("date")
    return pl.concat([pl.Series("date", [None], pl.Date), dates])


@kept(_KEPT_CODES)
def _day_codes(ledger: Ledger, name: str) -> Codes:
    return _codes(_days(ledger).to_frame(), name)


@kept(_KEPT_CODES)
def _place_codes(ledger: Ledger, name: str) -> Codes:
    return _codes(finest(ledger).keys, name)


def _codes(keys: pl.DataFrame, name: str) -> Codes:
    values, codes = coded(keys.select(DIMENSIONS[name].expression.alias(name)), [name])
    return values[name], codes


def _post_codes(ledger: Ledger, rows: slice | Ints) -> Codes:
    posts = ledger.entries["post_id"]
    names = names_of(posts)
    values = pl.concat([names.cast(posts.dtype), pl.Series([None], dtype=posts.dtype)])
    of = posts.to_physical()[rows]
    return values, of.fill_null(len(names)).to_numpy()


def _joined(codes: Sequence[Ints], shape: Sequence[int]) -> Ints:
    """Return one number for each combination of codes."""
    if len(codes) == 1:
        return codes[0].astype(np.intp)
    return np.ravel_multi_index([of.astype(np.intp) for of in codes], tuple(shape))


def _compact(numbers: Ints, size: int) -> tuple[Ints, Ints]:
    """Return the different numbers there are, in order, and for each number which of them it is."""
    if size > _MOST_NUMBERS:
        return np.unique(numbers, return_inverse=True)
    held = np.bincount(numbers, minlength=size) > 0
    return np.flatnonzero(held), (np.cumsum(held) - 1)[numbers]
