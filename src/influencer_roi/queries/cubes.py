"""Finds the fewest rows of the ledger's roll-ups that answer a question.

Long ranges are made of a few whole blocks and the days at their edges: of sums only, never of differences of
sums, so that nothing cancels. This module chooses among roll-ups, and makes none.
"""

from collections.abc import Iterable, Iterator

import numpy as np

from influencer_roi.ledger.cubes import DAILY, Cube, Ints
from influencer_roi.ledger.entries import Ledger


def rows_at(ledger: Ledger, tuples: Ints) -> Ints:
    """Return the rows of the finest roll-up that have one of a few places, in order."""
    rows, starts = ledger.cubes.by_tuple, ledger.cubes.tuple_starts
    found = [rows[starts[tuple_] : starts[tuple_ + 1]] for tuple_ in tuples]
    return np.sort(np.concatenate(found)).astype(np.intp)


def blocks(ledger: Ledger) -> tuple[Cube, ...]:
    """Return roll-ups over the same places with the longest blocks first; the last is the finest."""
    return (*ledger.cubes.longer, ledger.cubes.finest)


def daily(ledger: Ledger, columns: Iterable[str]) -> Cube:
    """Return the smallest roll-up by day whose keys have these columns of entries."""
    wanted = frozenset(columns)
    sufficient = next((dimensions for dimensions in DAILY if wanted <= {*dimensions}), None)
    return ledger.cubes.finest if sufficient is None else ledger.cubes.daily[sufficient]


def pieces(cubes: tuple[Cube, ...], first: int, last: int) -> Iterator[tuple[Cube, int, int]]:
    """Yield roll-ups with the blocks of each that together cover the days `first` to before `last`, once.

    Days count from 1; 0 stands for what has no day, and block 0 of each roll-up holds that.
    """
    if first >= last:
        return
    if first == 0:
        yield cubes[0], 0, 1
        yield from pieces(cubes, 1, last)
        return
    cube, *finer = cubes
    low, high = -(-(first - 1) // cube.step), (last - 1) // cube.step
    if low >= high:
        yield from pieces(tuple(finer), first, last)
        return
    yield from pieces(tuple(finer), first, 1 + low * cube.step)
    yield cube, 1 + low, 1 + high
    yield from pieces(tuple(finer), 1 + high * cube.step, last)
