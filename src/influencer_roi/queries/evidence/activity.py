"""Rolls a selection up to what gates look at: what each influencer sold, posted and was paid on each day."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from influencer_roi.filters import Filters
from influencer_roi.ledger.cubes import Floats, Ints, add, names_of
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.memo import memo
from influencer_roi.queries.cuts import Bools, Who, bounds, rows_of

MEASURES = ("orders", "posts", "revenue", "spend")
# Of more influencer-days, as many people are drawn as have these, so that an answer takes some milliseconds.
MOST_CELLS = 1_500_000
LEAST_POST = 1e-9  # a smaller share of a post is none
_SEED = 20_250_501
_KEPT = 2  # some megabytes each; those of the selected days and of all days


@dataclass(frozen=True, eq=False)
class Activity:
    """Sums of a selection by cell, a cell being one influencer on one of `days` days, person by person.

    `codes` has the code of each person, in order; measures have one value per cell, 0 where nothing was, and
    are flat: those of person p on day d stand at p × days + d.
    """

    codes: Ints
    days: int
    orders: Floats
    posts: Floats
    revenue: Floats
    spend: Floats

    @property
    def people(self) -> int:
        """How many people there are."""
        return len(self.codes)

    def by_person(self, name: str) -> Floats:
        """Return a measure as a table, one row per person and one column per day."""
        values: Floats = getattr(self, name)
        return values.reshape(self.people, self.days)

    @cached_property
    def posted(self) -> Bools:
        """Which people posted on which days, as a table."""
        return self.by_person("posts") > LEAST_POST

    def of(self, chosen: Bools) -> "Activity":
        """Return the same of some of the people."""
        if chosen.all():
            return self
        parts = {name: self.by_person(name)[chosen].ravel() for name in MEASURES}
        return Activity(self.codes[chosen], self.days, **parts)


@memo(_KEPT)
def activity(ledger: Ledger, filters: Filters) -> Activity:
    """Return the activity of the selected influencers on the selected days; what has no day is left out."""
    cube, (first, last) = ledger.cubes.finest, (max(1, day) for day in bounds(ledger, filters))
    rows, days = rows_of(ledger, filters, Who.INFLUENCERS, cube)
    people = _codes(ledger)[cube.tuples[rows]]
    codes, persons = _chosen(people, last - first)
    counted = (persons >= 0) & (days >= first)
    cells = persons[counted].astype(np.int64) * (last - first) + (days[counted] - first)
    size = len(codes) * (last - first)
    sums = {name: _summed(cube.measures.get(name), rows, counted, cells, size) for name in MEASURES}
    return Activity(codes, last - first, **sums)


def _codes(ledger: Ledger) -> Ints:
    """Return the code of each tuple's influencer; organic orders have the one after the last."""
    ids = ledger.cubes.finest.keys["influencer_id"]
    return ids.to_physical().fill_null(len(names_of(ids))).to_numpy().astype(np.int64)


def _chosen(people: Ints, days: int) -> tuple[Ints, Ints]:
    """Return the different people, as many as there is room for, and which of them each row has, else -1."""
    there = np.bincount(people) > 0
    codes, persons = np.flatnonzero(there), (np.cumsum(there) - 1)[people]
    most = max(1, MOST_CELLS // max(days, 1))
    if len(codes) <= most:
        return codes, persons
    drawn = np.sort(np.random.Generator(np.random.PCG64(_SEED)).choice(len(codes), most, replace=False))
    numbers = np.full(len(codes), -1)
    numbers[drawn] = np.arange(most)
    return codes[drawn], numbers[persons]


def _summed(values: Floats | None, rows: slice | Ints, counted: Bools, cells: Ints, size: int) -> Floats:
    """Return the sum of each cell; 0 everywhere of a measure the files do not have."""
    if values is None:
        return np.zeros(size)
    return add(cells, np.nan_to_num(values[rows][counted]), size)
