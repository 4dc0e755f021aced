"""Adds entries up by day and influencer, in tables small enough to add up the columns of those selected.

They are made when first asked for, one a measure.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from influencer_roi.ledger.cubes import Floats, Ints, add, coded
from influencer_roi.ledger.entries import MEASURES, Ledger
from influencer_roi.ledger.memo import memo
from influencer_roi.model.dimensions import ATTRIBUTES

MOST_CELLS = 1_000_000  # 8 MB a measure
_OF_PERSONS = frozenset(("influencer_id", *ATTRIBUTES))


@dataclass(frozen=True, eq=False)
class Persons:
    """The influencer of each place of the finest roll-up, and whether each has entries on each day."""

    of_places: Ints
    there: npt.NDArray[np.bool_]


def describe_persons(ledger: Ledger, columns: Iterable[str]) -> bool:
    """Return whether columns that filters look at describe influencers alone, whose tables are small."""
    wanted, cube = frozenset(columns), ledger.cubes.finest
    people = ledger.tables.influencers.height + 1
    return bool(wanted) and wanted <= _OF_PERSONS and people * cube.blocks <= MOST_CELLS


@memo()
def persons(ledger: Ledger) -> Persons:
    """Return the influencers of the ledger, nobody the last of them."""
    people, of_places = coded(ledger.cubes.finest.keys, ("influencer_id",))
    there = np.zeros((ledger.cubes.finest.blocks, people.height), dtype=np.bool_)
    there.ravel()[_cells(ledger, of_places, people.height)] = True
    return Persons(of_places, there)


@memo(len(MEASURES))
def by_person_day(ledger: Ledger, measure: str) -> Floats:
    """Return the sums of a measure, one row a day, counted from 1, 0 for none, one column an influencer."""
    known = persons(ledger)
    cells = _cells(ledger, known.of_places, known.there.shape[1])
    return add(cells, ledger.cubes.finest.measures[measure], known.there.size).reshape(known.there.shape)


def _cells(ledger: Ledger, of_places: Ints, people: int) -> Ints:
    """Return the day and influencer of each entry, as one number."""
    cube = ledger.cubes.finest
    days = np.repeat(np.arange(cube.blocks) * people, np.diff(cube.starts))
    return days + of_places[cube.tuples]
