"""Finds the block of orders that a table on screen requests where they lie, in bounded memory."""

import datetime as dt
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import replace
from itertools import islice, pairwise

import polars as pl

from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.memo import memo
from influencer_roi.orders.in_files import sorting
from influencer_roi.orders.in_files.files import LINE
from influencer_roi.orders.in_files.narrowing import Narrowing
from influencer_roi.orders.in_files.passing import Keys, Which, narrowing_of, passed, passed_now
from influencer_roi.orders.in_files.reading import read_in_steps
from influencer_roi.orders.in_files.resolving import described_now
from influencer_roi.orders.in_files.words import all_files
from influencer_roi.orders.requests import BLOCK, RowRequest
from influencer_roi.threads import start

NEAR = 1_000
MOST_FEW = 2_000
MOST_AT_ONCE = 200_000
PIECE = 50_000
MEMORISED_COUNTS = 64
MEMORISED_FEW = 8
MEMORISED_BLOCKS = 32
_FIRST_STRIPES = 4


@memo(MEMORISED_COUNTS)
def counts(ledger: Ledger, which: Which) -> pl.Series:
    """Return how many rows pass of each stripe of lines."""
    orders, narrowed = all_files(ledger), narrowing_of(ledger, which)
    if narrowed.is_open:
        ends = [0, *(orders.kept_until(last) for _, last in orders.stripes())]  # nothing is read
        return pl.Series([after - before for before, after in pairwise(ends)], dtype=pl.UInt32)
    stripe = ((pl.col(LINE) - 1) // orders.stripe).cast(pl.UInt32).alias("stripe")

    def counted_rows(rows: pl.LazyFrame) -> pl.LazyFrame:
        return passed(ledger, rows, narrowed).group_by(stripe).agg(pl.len())

    counted = pl.concat(read_in_steps(ledger, narrowed, counted_rows))
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
        found = _sorted(ledger, which, keys, request)
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


def _first(ledger: Ledger, which: Which, number: int) -> pl.DataFrame | None:
    """Return the first rows that pass, that many at least; None where they are not among the first lines."""
    orders, narrowed, found = all_files(ledger), narrowing_of(ledger, which), all_files(ledger).stretch(1, 0)
    for stripe in islice(orders.stripes(), _FIRST_STRIPES):
        if found.height >= number:
            break
        found = pl.concat([found, passed_now(ledger, orders.stretch(*stripe), narrowed)])
    return found if found.height >= number else None


def _sorted(ledger: Ledger, which: Which, keys: Keys, request: RowRequest) -> pl.DataFrame:
    """Return rows from a place on of those sorted; those of the next block are read meanwhile."""
    lines = sorting.sorted_lines(ledger, which, keys)
    if not 0 < request.length <= BLOCK:
        return all_files(ledger).picked(lines.slice(request.start, request.length))
    first, last = request.start // BLOCK, (request.end - 1) // BLOCK
    blocks = [_block(ledger, which, keys, number) for number in range(first, last + 1)]
    if len(lines) > (last + 1) * BLOCK:
        _begun(ledger, which, keys, last + 1)
    return pl.concat(blocks).slice(request.start - first * BLOCK, request.length)


def _block(ledger: Ledger, which: Which, keys: Keys, number: int) -> pl.DataFrame:
    """Return a block of sorted rows; what could not be read before is tried once more."""
    begun = _begun(ledger, which, keys, number)
    if begun.exception() is None:
        return begun.result()
    return all_files(ledger).picked(_lines_of(ledger, which, keys, number))


@memo(MEMORISED_BLOCKS)
def _begun(ledger: Ledger, which: Which, keys: Keys, number: int) -> "Future[pl.DataFrame]":
    """Begin to read a block of sorted rows: where these lie far apart, that takes longer than to describe."""
    return start(all_files(ledger).picked, _lines_of(ledger, which, keys, number))


def _lines_of(ledger: Ledger, which: Which, keys: Keys, number: int) -> pl.Series:
    return sorting.sorted_lines(ledger, which, keys).slice(number * BLOCK, BLOCK)


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
