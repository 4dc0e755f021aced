"""Reads all orders in files step after step, so that who waits sees how far it is, and can end it."""

from collections.abc import Callable, Iterator

import polars as pl

from influencer_roi.ledger.entries import Ledger
from influencer_roi.orders.in_files.narrowing import Narrowing
from influencer_roi.orders.in_files.words import all_files
from influencer_roi.orders.waited import is_read

Read = Callable[[pl.LazyFrame], pl.LazyFrame]


def read_in_steps(
    ledger: Ledger, narrowed: Narrowing, read: Read, *, backwards: bool = False
) -> Iterator[pl.DataFrame]:
    """Yield what `read` makes of the orders of the narrowed days, one step through the files after the other.

    It is asked anew for each step, and no more is read than is taken.
    """
    orders, done = all_files(ledger), 0
    for first, last in orders.steps(backwards=backwards):
        is_read(done / max(orders.starts[-1], 1))
        rows = orders.lines(first, last)
        rows = rows if narrowed.days is None else rows.filter(narrowed.days)
        yield read(rows).collect(engine="streaming")
        done += last - first + 1
