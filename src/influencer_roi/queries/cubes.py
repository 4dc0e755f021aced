"""Finds the fewest rows of the ledger's roll-ups that answer a question.

Long ranges are made of a few whole blocks and the days at their edges: of sums only, never of differences of
sums, so that nothing cancels. This module chooses among roll-ups, and makes none.
"""

from collections.abc import Iterable, Iterator

import numpy as np

from influencer_roi.ledger.cubes import DAILY, Ints, RollUp
from influencer_roi.ledger.entries import Ledger


def finest(ledger: Ledger) -> RollUp:
    """Return the entries as a roll-up by day."""
    return ledger.rollups.finest


def rows_at(ledger: Ledger, places: Ints) -> Ints:
    """Return the rows of the finest roll-up that have one of a few places, in order."""
    rows, starts = ledger.rollups.by_place, ledger.rollups.place_starts
    found = [rows[starts[place] : starts[place + 1]] for place in places]
    return np.sort(np.concatenate(found)).astype(np.intp)


def blocks(ledger: Ledger) -> tuple[RollUp, ...]:
    """Return roll-ups over the same places with the longest blocks first; the last is the finest."""
    return (*ledger.rollups.longer, ledger.rollups.finest)


def daily(ledger: Ledger, names: Iterable[str]) -> RollUp:
    """Return the smallest roll-up by day whose places know the values of these dimensions."""
    asked = frozenset(names)
    sufficient = next((dimensions for dimensions in DAILY if asked <= {*dimensions}), None)
    return finest(ledger) if sufficient is None else ledger.rollups.daily[sufficient]


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
