"""Rolls the ledger up to fewer rows that still add up to it, and finds the fewest that answer a question.

A roll-up has one row per block of days and place, a place being one combination of values. The finest one is
the entries themselves. Long ranges are made of a few whole blocks and the days at their edges: of sums only,
never of differences of sums, so that nothing cancels. Attributes of influencers need no column in rows: they
are columns of the places. This module makes roll-ups once per ledger.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import polars as pl

from influencer_roi.data.dimensions import ATTRIBUTES
from influencer_roi.data.ledger import MEASURES, Ledger
from influencer_roi.queries.kept import kept

Ints = npt.NDArray[np.integer]
Floats = npt.NDArray[np.float64]

ENTRY_PLACES = ("influencer_id", "platform", "brand", "campaign")
ORGANIC = "organic"
BLOCKS = (128, 16)
DAILY = (
    ("brand", "platform"),
    ("brand", "platform", "campaign"),
    ("brand", "platform", "category"),
    ("brand", "platform", "category", "tier", "gender", "basis"),
    ("brand", "platform", "campaign", "category"),
)
# Fewer rows than this are added up as fast as they are.
FEW_ROWS = 50_000
# A roll-up that is not this many times shorter is not worth its memory.
SAVING = 2
_MOST_CELLS = 20_000_000


@dataclass(frozen=True, eq=False)
class RollUp:
    """Rows by block: block 0 is what has no day, each further one covers `step` days of the ledger.

    `keys` has one row per place: its values, and whether it is of organic orders. `places` is the place of
    each row, `starts` the first row of each block and, last, the number of rows; `measures` are the sums.
    """

    keys: pl.DataFrame
    step: int
    starts: Ints
    places: Ints
    measures: Mapping[str, Floats]

    @property
    def blocks(self) -> int:
        """How many blocks of days there are, that of no day among them."""
        return len(self.starts) - 1


@kept()
def finest(ledger: Ledger) -> RollUp:
    """Return the entries as a roll-up by day: several rows of one day and place differ by their post only."""
    entries = ledger.entries
    combined = _combined(entries).to_frame("key").with_row_index("row")
    firsts = combined.group_by("key").agg(pl.col("row").min()).sort("key").with_row_index("place")
    places = combined.join(firsts.select("key", "place"), on="key", how="left", maintain_order="left")
    keys = entries.select(*ENTRY_PLACES, *ATTRIBUTES)[firsts["row"]]
    return RollUp(
        keys.with_columns(pl.col("influencer_id").is_null().alias(ORGANIC)),
        1,
        _day_starts(ledger),
        _narrow(places["place"].to_numpy(), keys.height),
        {name: entries[name].to_numpy() for name in MEASURES if name not in ledger.unmeasured},
    )


@kept()
def _by_place(ledger: Ledger) -> tuple[Ints, Ints]:
    """Return the rows of the finest roll-up by place and day, and where the rows of each place begin."""
    rollup = finest(ledger)
    rows = np.argsort(rollup.places, kind="stable")
    counts = np.bincount(rollup.places, minlength=rollup.keys.height)
    return _narrow(rows, len(rows)), np.concatenate(([0], np.cumsum(counts)))


def rows_at(ledger: Ledger, places: Ints) -> Ints:
    """Return the rows of the finest roll-up that have one of a few places, in order."""
    rows, starts = _by_place(ledger)
    found = [rows[starts[place] : starts[place + 1]] for place in places]
    return np.sort(np.concatenate(found)).astype(np.intp)


@kept()
def blocks(ledger: Ledger) -> tuple[RollUp, ...]:
    """Return roll-ups over the same places with the longest blocks first; the last is the finest."""
    found = [finest(ledger)]
    for step in reversed(BLOCKS):
        finer = found[0]
        if len(finer.places) > FEW_ROWS:
            same = np.arange(finer.keys.height)
            found.insert(0, rolled(finer, finer.keys, same, step=step))
    return tuple(found)


def daily(ledger: Ledger, names: Iterable[str]) -> RollUp:
    """Return the smallest roll-up by day whose places know the values of these dimensions."""
    asked = frozenset(names)
    sufficient = next((dimensions for dimensions in DAILY if asked <= {*dimensions}), None)
    return finest(ledger) if sufficient is None else _daily(ledger, sufficient)


@kept(len(DAILY))
def _daily(ledger: Ledger, dimensions: tuple[str, ...]) -> RollUp:
    """Return the entries rolled up by day and dimensions, or a finer roll-up where that saves little."""
    wider = DAILY[DAILY.index(dimensions) + 1 :]
    parent = next((one for one in wider if {*dimensions} <= {*one}), None)
    finer = finest(ledger) if parent is None else _daily(ledger, parent)
    keys, codes = coded(finer.keys, (*dimensions, ORGANIC))
    if len(finer.places) <= FEW_ROWS or keys.height * finer.blocks > _MOST_CELLS:
        return finer
    made = rolled(finer, keys, codes, step=1)
    return made if SAVING * len(made.places) <= len(finer.places) else finer


def rolled(finer: RollUp, keys: pl.DataFrame, codes: Ints, *, step: int) -> RollUp:
    """Return a roll-up over longer blocks or fewer places: `codes` names the new place of each old one."""
    times = step // finer.step
    edges = finer.starts[[0, *range(1, finer.blocks, times), finer.blocks]]
    codes = _narrow(codes, keys.height)
    held: list[Ints] = []
    parts: dict[str, list[Floats]] = {name: [] for name in finer.measures}
    for start, stop in pairwise(edges):
        places = codes[finer.places[start:stop]].astype(np.intp)
        found = np.flatnonzero(np.bincount(places, minlength=keys.height))
        held.append(found)
        for name, values in finer.measures.items():
            parts[name].append(add(places, values[start:stop], keys.height)[found])
    return RollUp(
        keys,
        step,
        np.cumsum([0, *map(len, held)]),
        _narrow(np.concatenate(held), keys.height),
        {name: np.concatenate(sums) for name, sums in parts.items()},
    )


def pieces(rollups: tuple[RollUp, ...], first: int, last: int) -> Iterator[tuple[RollUp, int, int]]:
    """Yield roll-ups with the blocks of each that together cover the days `first` to before `last`, once.

    Days count from 1; 0 stands for what has no day, and block 0 of each roll-up holds that.
    """
    if first >= last:
        return
    if first == 0:
        yield rollups[0], 0, 1
        yield from pieces(rollups, 1, last)
        return
    rollup, *finer = rollups
    low, high = -(-(first - 1) // rollup.step), (last - 1) // rollup.step
    if low >= high:
        yield from pieces(tuple(finer), first, last)
        return
    yield from pieces(tuple(finer), first, 1 + low * rollup.step)
    yield rollup, 1 + low, 1 + high
    yield from pieces(tuple(finer), 1 + high * rollup.step, last)


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
    if not isinstance(values.dtype, pl.Enum):
        raise TypeError(f"{values.name} is {values.dtype}, not dictionary-coded")
    return values.dtype.categories


def _combined(entries: pl.DataFrame) -> pl.Series:
    """Return one number per entry that stands for its place; null counts as a value, the last."""
    combined = pl.lit(0, pl.Int64)
    for name in ENTRY_PLACES:
        size = len(names_of(entries[name])) + 1
        combined = combined * size + pl.col(name).to_physical().cast(pl.Int64).fill_null(size - 1)
    return entries.select(combined.alias("key"))["key"]


def _day_starts(ledger: Ledger) -> Ints:
    dates = ledger.entries["date"]
    undated = dates.null_count()
    days = dates.slice(undated).to_physical().to_numpy()
    first = np.datetime64(ledger.first_day).astype(int)
    last = np.datetime64(ledger.as_of).astype(int)
    return np.concatenate(([0], undated + np.searchsorted(days, np.arange(first, last + 2))))


def _narrow(numbers: Ints, size: int) -> Ints:
    """Return numbers below `size` in the smallest type that holds them."""
    return numbers.astype(np.min_scalar_type(max(size - 1, 0)))
