"""Rolls entries up to fewer rows that still add up to them.

A roll-up has one row per block of days and place, a place being one combination of values. The finest one is
the entries themselves. Attributes of influencers need no column in rows: they are columns of the places. This
module makes every roll-up of a table of entries.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import polars as pl

from influencer_roi.ledger import packing
from influencer_roi.model.dimensions import ATTRIBUTES, GRAIN, SPEND_BASIS

Ints = packing.Ints
Floats = npt.NDArray[np.float64]
Names = tuple[str, ...]

ENTRY_TUPLE = (*(name for name in GRAIN if name not in ("date", "post_id")), SPEND_BASIS)
IS_ORGANIC = "organic"
BLOCKS = (128, 16)
DAILY: tuple[Names, ...] = (
    ("brand", "platform", "campaign"),
    ("brand", "platform", "campaign", "category"),
    ("brand", "platform", "category", "tier", "gender", "basis", SPEND_BASIS),
)
# Fewer rows than this are added up as fast as they are.
FEW_ROWS = 50_000
# A roll-up that is not this many times shorter is not worth its memory.
SAVING = 1.5
_MOST_CELLS = 20_000_000


@dataclass(frozen=True, eq=False)
class Cube:
    """Rows by block: block 0 is what has no day, each further one covers `step` days of the ledger.

    `keys` has one row per place: its values, and whether it is of organic orders. `places` is the place of
    each row, `starts` the first row of each block and, last, the number of rows; `measures` are the sums.
    """

    keys: pl.DataFrame
    step: int
    starts: Ints
    tuples: Ints
    measures: Mapping[str, Floats]

    @property
    def blocks(self) -> int:
        """How many blocks of days there are, that of no day among them."""
        return len(self.starts) - 1


@dataclass(frozen=True, eq=False)
class Cubes:
    """Every roll-up of one table of entries.

    `by_place` are the rows of the finest by place and day, `place_starts` where those of each place begin.
    `longer` are those over the same places and longer blocks, longest first; `daily` are those by day, by
    their dimensions: a finer one stands where its own would save little.
    """

    entries: pl.DataFrame
    finest: Cube
    by_tuple: Ints
    tuple_starts: Ints
    longer: tuple[Cube, ...]
    daily: Mapping[Names, Cube]


def cubes_of(entries: pl.DataFrame, *, first: dt.date, last: dt.date, measures: Sequence[str]) -> Cubes:
    """Return the roll-ups of entries from the `first` to the `last` day, with the measures they have."""
    finest, rows, starts = _finest(entries, _day_starts(entries["date"], first, last), measures)
    return Cubes(entries, finest, rows, starts, longer_of(finest), daily_of(finest, _daily))


def daily_of(finest: Cube, roll: Callable[[Cube, Names], Cube]) -> dict[Names, Cube]:
    """Return {dimensions: roll-up by day}; `roll` gets a finer one that has them, which it may return."""
    found: dict[Names, Cube] = {}
    for number, dimensions in reversed([*enumerate(DAILY)]):
        wider = (found[one] for one in DAILY[number + 1 :] if {*dimensions} <= {*one})
        found[dimensions] = roll(next(wider, finest), dimensions)
    return found


def longer_of(finest: Cube) -> tuple[Cube, ...]:
    """Return roll-ups over the same places and longer blocks, longest first, as far as they save rows."""
    found = [finest]
    for step in reversed(BLOCKS):
        finer = found[0]
        if len(finer.tuples) > FEW_ROWS and _saves(made := _over_blocks(finer, step), finer):
            found.insert(0, made)
    return tuple(found[:-1])


def _over_blocks(finer: Cube, step: int) -> Cube:
    return _rolled(finer, finer.keys, np.arange(finer.keys.height), step=step)


def _saves(made: Cube, finer: Cube) -> bool:
    return SAVING * len(made.tuples) <= len(finer.tuples)


def with_measures(cubes: Cubes, entries: pl.DataFrame, changed: Mapping[str, Floats]) -> Cubes:
    """Return the roll-ups of `entries`, the same but for `changed` measures; all else is shared.

    `changed` has one sum per entry, in their order.
    """
    finest = replace(cubes.finest, measures=changed)
    longer, daily = [finest], daily_of(finest, _daily)
    for old in reversed(cubes.longer):
        longer.insert(0, _over_blocks(longer[0], old.step))
    beside = {id(finest): _beside(cubes.finest, finest)}
    for dimensions, new in daily.items():
        beside.setdefault(id(new), _beside(cubes.daily[dimensions], new))
    return replace(
        cubes,
        entries=entries,
        finest=beside[id(finest)],
        longer=tuple(_beside(old, new) for old, new in zip(cubes.longer, longer[:-1], strict=True)),
        daily={dimensions: beside[id(new)] for dimensions, new in daily.items()},
    )


def _beside(old: Cube, new: Cube) -> Cube:
    """Return the old roll-up with the measures of a new one over the same rows."""
    return replace(old, measures={**old.measures, **new.measures})


def coded(keys: pl.DataFrame, names: Iterable[str]) -> tuple[pl.DataFrame, Ints]:
    """Return the different values of columns, in order, nulls last, and for each row which of them it has."""
    columns = list(names)
    values = keys.select(columns).unique().sort(columns, nulls_last=True)
    numbered = values.with_row_index("place")
    codes = keys.select(columns).join(
        numbered, on=columns, how="left", nulls_equal=True, maintain_order="left", validate="m:1"
    )
    return values, codes["place"].to_numpy()


def add(groups: Ints, amounts: Floats, size: int) -> Floats:
    """Return the sum of the amounts of each group; groups count from 0 to before `size`."""
    return np.bincount(groups, amounts, size).astype(np.float64, copy=False)


def names_of(values: pl.Series) -> pl.Series:
    """Return the names a dictionary-coded column may hold, by code."""
    kind = values.dtype  # made anew, out of all names, each time it is asked for
    if not isinstance(kind, pl.Enum):
        raise TypeError(f"{values.name} is {kind}, not dictionary-coded")
    return kind.categories


def _finest(entries: pl.DataFrame, starts: Ints, measures: Sequence[str]) -> tuple[Cube, Ints, Ints]:
    """Return entries as a roll-up by day, its rows by place and day, and where those of each place begin.

    Several rows of one day and place differ by their post only.
    """
    size, combined = max(entries.height, 1), _combined(entries)
    if combined.max(initial=0) >= packing.MOST // size:
        combined = np.unique(combined, return_inverse=True)[1]
    # Sorting one number of both takes a third of a stable sort by the place.
    ordered, rows = np.divmod(np.sort(combined * size + np.arange(entries.height)), size)
    begins = np.append(np.flatnonzero(np.diff(ordered, prepend=-1)), entries.height)
    tuples = np.empty(entries.height, dtype=np.intp)
    tuples[rows] = np.repeat(np.arange(len(begins) - 1), np.diff(begins))
    keys = entries.select(*ENTRY_TUPLE, *ATTRIBUTES)[rows[begins[1:] - 1]]  # in what it is they are alike
    known = keys.with_columns(pl.col("influencer_id").is_null().alias(IS_ORGANIC))
    finest = Cube(known, 1, starts, _narrow(tuples, keys.height), measures_of(entries, measures))
    return finest, _narrow(rows, entries.height), begins


def measures_of(rows: pl.DataFrame, names: Iterable[str]) -> dict[str, Floats]:
    """Return columns where they lie."""
    return {name: rows[name].to_numpy() for name in names}


def _daily(finer: Cube, dimensions: Names) -> Cube:
    """Return a finer roll-up rolled up to fewer dimensions, or itself where that saves little."""
    if len(finer.tuples) <= FEW_ROWS:
        return finer
    keys, codes = coded(finer.keys, (*dimensions, IS_ORGANIC))
    if keys.height * finer.blocks > _MOST_CELLS:
        return finer
    made = _rolled(finer, keys, codes, step=1)
    return made if _saves(made, finer) else finer


def _rolled(finer: Cube, keys: pl.DataFrame, codes: Ints, *, step: int) -> Cube:
    """Return a roll-up over longer blocks or fewer places: `codes` names the new place of each old one."""
    times, size = step // finer.step, keys.height
    edges = finer.starts[[0, *range(1, finer.blocks, times), finer.blocks]]
    cells = np.repeat(np.arange(len(edges) - 1), np.diff(edges)) * size + codes[finer.tuples]
    there = np.zeros((len(edges) - 1) * size, dtype=np.bool_)
    there[cells] = True
    found = np.flatnonzero(there)
    groups = np.cumsum(there)[cells] - 1
    return Cube(
        keys,
        step,
        np.searchsorted(found, np.arange(len(edges)) * size),
        _narrow(found % max(size, 1), size),
        {name: add(groups, values, len(found)) for name, values in finer.measures.items()},
    )


def _combined(entries: pl.DataFrame) -> Ints:
    """Return one number per entry that stands for its place; null counts as a value, the last."""
    combined = pl.lit(0, pl.Int64)
    for name in ENTRY_TUPLE:
        size = len(names_of(entries[name])) + 1
        combined = combined * size + pl.col(name).to_physical().cast(pl.Int64).fill_null(size - 1)
    return entries.select(combined.alias("key"))["key"].to_numpy()


def _day_starts(dates: pl.Series, first: dt.date, last: dt.date) -> Ints:
    """Return the first entry of each day, what has no day before them, and, last, how many there are."""
    undated = dates.null_count()
    days = dates.slice(undated).to_physical().to_numpy()
    wanted = np.arange(np.datetime64(first).astype(int), np.datetime64(last).astype(int) + 2)
    return np.concatenate(([0], undated + np.searchsorted(days, wanted)))


def _narrow(numbers: Ints, size: int) -> Ints:
    """Return numbers below `size` in the smallest type that holds them."""
    return numbers.astype(np.min_scalar_type(max(size - 1, 0)))
