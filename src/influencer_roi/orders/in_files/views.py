"""Finds the block of orders that a table on screen requests where they lie, in bounded memory."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice, pairwise

import polars as pl

from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.memo import memo
from influencer_roi.orders.in_files import sorting
from influencer_roi.orders.in_files.files import LINE, OrderFiles
from influencer_roi.orders.in_files.narrowing import Narrowing
from influencer_roi.orders.in_files.passing import Keys, Which, narrowing_of, passed, passed_now
from influencer_roi.orders.in_files.resolving import described_now
from influencer_roi.orders.in_files.words import all_files
from influencer_roi.orders.requests import RowRequest

NEAR = 1_000
MOST_FEW = 2_000
MOST_AT_ONCE = 200_000
PIECE = 50_000
MEMORISED_COUNTS = 64
MEMORISED_FEW = 8
_FIRST_STRIPES = 4


@memo(MEMORISED_COUNTS)
def counts(ledger: Ledger, which: Which) -> pl.Series:
    """Return how many rows pass of each stripe of lines."""
    orders, narrowed = all_files(ledger), narrowing_of(ledger, which)
    if narrowed.is_open:
        return _all_of(orders)
    stripe = ((pl.col(LINE) - 1) // orders.stripe).cast(pl.UInt32).alias("stripe")
    passing = passed(ledger, orders.streamed(days=narrowed.days), narrowed)
    counted = passing.group_by(stripe).agg(pl.len()).collect(engine="streaming")
    every = pl.int_range(-(-orders.starts[-1] // orders.stripe), dtype=pl.UInt32, eager=True).alias("stripe")
    joined = every.to_frame().join(counted, on="stripe", how="left", maintain_order="left", validate="1:1")
    return joined["len"].fill_null(0)


def block(
    ledger: Ledger, which: Which, keys: Keys, *, request: RowRequest, known: int | None = None
) -> tuple[pl.DataFrame, int]:
    """Return the requested rows, described, and how many there are; of sorted ones MOST_SORTED at most.

    `known` is how many there are, where that is known without a look at the files.
    """
    if which.conditions and not keys and known is not None and request.end <= NEAR:
        near = _first(ledger, which, min(request.end, known))
        if near is not None:
            return described_now(ledger, near.slice(request.start, request.length)), known
    count = int(counts(ledger, which).sum())
    if keys:
        found = all_files(ledger).picked(
            sorting.sorted_lines(ledger, which, keys).slice(request.start, request.length)
        )
        return described_now(ledger, found), min(count, sorting.MOST_SORTED)
    found = _unsorted(ledger, which, request.start, min(request.length, count - request.start))
    return described_now(ledger, found), count


@memo()
def columns(ledger: Ledger) -> pl.DataFrame:
    """Return no row, with all the columns blocks have."""
    return described_now(ledger, all_files(ledger).stretch(1, 0))


def pieces(ledger: Ledger, which: Which) -> Iterator[pl.DataFrame]:
    """Yield all rows that pass, described, in the files' order, a few at a time."""
    for found in _parts(ledger, which):
        for some in found.iter_slices(PIECE):
            yield described_now(ledger, some)


def _parts(ledger: Ledger, which: Which) -> Iterator[pl.DataFrame]:
    """Yield all rows that pass: a stripe at a time, or where they are few, all of them by one pass."""
    orders, narrowed, counted = all_files(ledger), narrowing_of(ledger, which), counts(ledger, which)
    if which.conditions and int(counted.sum()) <= MOST_AT_ONCE:
        yield _read(ledger, narrowed).sort(LINE).collect(engine="streaming")
        return
    for (first, last), count in zip(orders.stripes(), counted, strict=True):
        if count:
            yield passed_now(ledger, orders.stretch(first, last), narrowed)


def _all_of(orders: OrderFiles) -> pl.Series:
    """Return how many rows of each stripe were kept, without looking at them."""
    ends = [0, *(orders.kept_until(last) for _, last in orders.stripes())]
    return pl.Series([after - before for before, after in pairwise(ends)], dtype=pl.UInt32)


def _first(ledger: Ledger, which: Which, number: int) -> pl.DataFrame | None:
    """Return the first rows that pass, that many at least; None where they are not among the first lines."""
    orders, narrowed, found = all_files(ledger), narrowing_of(ledger, which), all_files(ledger).stretch(1, 0)
    for stripe in islice(orders.stripes(), _FIRST_STRIPES):
        if found.height >= number:
            break
        found = pl.concat([found, passed_now(ledger, orders.stretch(*stripe), narrowed)])
    return found if found.height >= number else None


def _unsorted(ledger: Ledger, which: Which, start: int, length: int) -> pl.DataFrame:
    """Return rows from a place on, in the files' order."""
    orders, narrowed = all_files(ledger), narrowing_of(ledger, which)
    if length <= 0:
        return orders.stretch(1, 0)
    if narrowed.is_open:
        return orders.stretch(orders.line_of(start), orders.line_of(start + length - 1))
    until = counts(ledger, which).cum_sum()
    if until[-1] <= MOST_FEW:
        return _few(ledger, which).slice(start, length)
    begin = int(until.search_sorted(start, side="right"))
    end = int(until.search_sorted(start + length - 1, side="right"))
    before = int(until[begin - 1]) if begin else 0
    stripes = list(orders.stripes())
    found = [
        passed_now(ledger, orders.stretch(*stripes[at]), narrowed)
        for at in range(begin, end + 1)
        if at == begin or until[at] > until[at - 1]
    ]
    return pl.concat(found).slice(start - before, length)


def newest(ledger: Ledger, which: Which, *, since: dt.date | None, most: int) -> pl.DataFrame:
    """Return the rows of the last days that pass, described, the newest first; a few of all."""
    narrowed = narrowing_of(ledger, which)
    if since is not None:
        days = pl.col("date") >= since
        narrowed = replace(narrowed, days=days if narrowed.days is None else narrowed.days & days)
    first = _read(ledger, narrowed).sort("date", LINE, descending=[True, False]).head(most)
    return described_now(ledger, first.collect(engine="streaming"))


def _read(ledger: Ledger, narrowed: Narrowing) -> pl.LazyFrame:
    """Return the rows that pass, as files hold them, in no order."""
    rows = all_files(ledger).streamed(days=narrowed.days)
    found = rows if narrowed.texts is None else rows.filter(narrowed.texts)
    if narrowed.rest is None:
        return found
    return found.join(passed(ledger, rows, narrowed).select(LINE), on=LINE, how="semi")


@memo(MEMORISED_FEW)
def _few(ledger: Ledger, which: Which) -> pl.DataFrame:
    """Return all rows that pass, few as they are, in the files' order."""
    return _read(ledger, narrowing_of(ledger, which)).sort(LINE).collect(engine="streaming")
