"""Times what no scan of the ledger can be faster than: reading the bytes of the columns a question needs."""

import os
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import numpy as np
from numpy.typing import NDArray

from benchmarks.overview.asked import SQUARED
from benchmarks.overview.facts import KEYS, OF_ORDERS, OF_SHARES
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.queries import compared
from influencer_roi.queries.selection import between_days

COLUMNS = ("date", *KEYS, *dict.fromkeys((*OF_ORDERS, *OF_SHARES, SQUARED)))
CORES = os.cpu_count() or 1


class Floor:
    """The columns the Overview needs of a ledger, as they lie: codes of texts, days, measures."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._rows = ledger.entries.select("date").with_row_index("row")
        self._columns = [_bytes(ledger, name) for name in COLUMNS]
        self._threads = ThreadPoolExecutor(CORES)

    def ranges(self, filters: Filters) -> list[tuple[int, int]]:
        """Return the first row and that after the last of the selected days, and of those compared with."""
        found = []
        for days in (filters, compared(self._ledger, filters)):
            rows = between_days(self._rows, days)["row"] if days else self._rows["row"].clear()
            found += [(int(rows[0]), int(rows[-1]) + 1)] if len(rows) else []
        return found

    def read(self, ranges: list[tuple[int, int]]) -> int:
        """Read every byte of the columns in these rows, on all cores; return their sum: none is skipped."""
        return sum(self._threads.map(partial(self._part, ranges), range(CORES)))

    def _part(self, ranges: list[tuple[int, int]], number: int) -> int:
        """Return the sum of the bytes one core reads: its part of each range, column by column."""
        total = 0
        for start, stop in ranges:
            first, last = (start + (stop - start) * edge // CORES for edge in (number, number + 1))
            total += sum(_sum(column[first:last]) for column in self._columns)
        return total

    def size(self, ranges: list[tuple[int, int]]) -> int:
        """Return how many bytes that is."""
        return sum((stop - start) * column.itemsize for start, stop in ranges for column in self._columns)


def _bytes(ledger: Ledger, name: str) -> NDArray[np.generic]:
    """Return a column as whole numbers of its own width."""
    values = ledger.entries[name].to_physical().fill_null(0).rechunk().to_numpy()
    return np.ascontiguousarray(values).view(f"u{values.itemsize}")


def _sum(piece: NDArray[np.generic]) -> int:
    """Return the sum of the eight bytes at a time; what is left over at the ends is too little to matter."""
    whole = len(piece) * piece.itemsize // 8 * 8 // piece.itemsize
    return int(np.add.reduce(piece[:whole].view(np.uint64)))
