"""Finds the first rows of a sorted table of orders in files, and reads no more than it must to find them."""

from collections.abc import Iterator
from itertools import count

import polars as pl

from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.memo import memo
from influencer_roi.orders.in_files.files import LINE, OrderFiles, cleaned
from influencer_roi.orders.in_files.passing import (
    ORDERS_TO_A_ROW,
    Key,
    Keys,
    Which,
    are_counted,
    counted,
    narrowing_of,
    passed,
)
from influencer_roi.orders.in_files.words import all_files

MOST_SORTED = 10_000
MEMORISED_SORTED = 8
_COUNTED_BY_A_PASS = ("date", "product", "source")
_VALUE, _POST = "value", "post_id"


@memo(MEMORISED_SORTED)
def sorted_lines(ledger: Ledger, which: Which, keys: Keys) -> pl.Series:
    """Return the lines of the first MOST_SORTED rows; null comes last, equals stand as in the files.

    How many rows there are of each value of the first key says which values come first: all rows of some,
    and of one more the first by the keys that are left. Only theirs are read.
    """
    return _first_by(ledger, which, keys, MOST_SORTED)


def _first_by(ledger: Ledger, which: Which, keys: Keys, most: int) -> pl.Series:
    if not keys:
        return _in_order(ledger, which, most)
    key, *others = keys
    if key.name == LINE:
        return _in_order(ledger, which, most, backwards=key.descending)
    numbers = _numbers(ledger, which, key)
    if numbers is None:
        lines = _by_a_pass(ledger, _of_first_posts(ledger, which, key, most), keys, most)
        return lines if key.name != _POST or len(lines) >= most else _by_a_pass(ledger, which, keys, most)
    values = numbers.sort(_VALUE, descending=key.descending, nulls_last=True)
    until = values["rows"].cum_sum()
    whole = int((until <= most).sum())
    first, missing = values[_VALUE].head(whole), most - int(until[whole - 1] if whole else 0)
    found = [pl.Series(LINE, dtype=pl.UInt32)]
    if whole:
        found.append(_by_a_pass(ledger, which.where(_among(key.expression, first)), keys, most))
    if missing and whole < values.height:
        next_one = key.expression.eq_missing(pl.lit(values[_VALUE][whole], values[_VALUE].dtype))
        found.append(_first_by(ledger, which.where(next_one), tuple(others), missing))
    return pl.concat(found)


def _numbers(ledger: Ledger, which: Which, key: Key) -> pl.DataFrame | None:
    """Return how many `rows` that pass have each `value` of a key; None where that is not sooner told."""
    value = key.expression.alias(_VALUE)
    if are_counted((key.expression, *which.conditions)):
        return counted(ledger, which.conditions).group_by(value).agg(pl.col("rows").sum().cast(pl.Int64))
    narrowed, orders = narrowing_of(ledger, which), all_files(ledger)
    if key.name not in _COUNTED_BY_A_PASS or narrowed.rest is not None or key.name not in orders.headers:
        return None
    read = passed(ledger, orders.streamed(days=narrowed.days), narrowed)
    written = read.group_by(key.name).agg(rows=pl.len().cast(pl.Int64))
    said = written if key.name == "date" else written.with_columns(cleaned(key.name))
    return said.group_by(value).agg(pl.col("rows").sum()).collect(engine="streaming")


def _of_first_posts(ledger: Ledger, which: Which, key: Key, most: int) -> Which:
    """Return orders of so many first posts that they should be enough, by what entries count of them."""
    if key.name != _POST:
        return which
    posts = (
        ledger.entries.lazy().group_by(_POST).agg(pl.col("orders").sum(), pl.col("influencer_id").unique())
    )
    ordered = posts.sort(key.expression, descending=key.descending, nulls_last=True)
    enough = pl.col("orders").cum_sum().shift(fill_value=0) < ORDERS_TO_A_ROW * most
    first = ordered.filter(enough).collect(engine="in-memory")
    people = first["influencer_id"].explode().unique()
    return which.where(_among(pl.col(_POST), first[_POST])).where(_among(pl.col("influencer_id"), people))


def _among(value: pl.Expr, values: pl.Series) -> pl.Expr:
    return value.is_in(values.implode(), nulls_equal=True)


def _by_a_pass(ledger: Ledger, which: Which, keys: Keys, most: int) -> pl.Series:
    """Return the lines of the first rows by all keys, of all that may pass."""
    narrowed = narrowing_of(ledger, which)
    columns = {name for key in keys for name in key.expression.meta.root_names()}
    found = passed(ledger, all_files(ledger).streamed(days=narrowed.days), narrowed, columns=columns)
    keyed = found.select(LINE, *(key.expression.alias(f"key {number}") for number, key in enumerate(keys)))
    ordered = keyed.sort(
        *(f"key {number}" for number in range(len(keys))),
        LINE,
        descending=[*(key.descending for key in keys), False],
        nulls_last=True,
    )
    return ordered.head(most).select(LINE).collect(engine="streaming")[LINE]


def _in_order(ledger: Ledger, which: Which, most: int, *, backwards: bool = False) -> pl.Series:
    """Return the first lines that pass, or the last, backwards; it reads no more than that takes."""
    orders, narrowed = all_files(ledger), narrowing_of(ledger, which)
    found: list[pl.Series] = []
    for first, last in _steps(orders, backwards=backwards):
        rows = orders.lines(first, last)
        rows = rows if narrowed.days is None else rows.filter(narrowed.days)
        lines = passed(ledger, rows, narrowed).select(LINE).collect(engine="streaming")[LINE]
        found.append(lines.sort(descending=backwards))
        if sum(map(len, found)) >= most:
            break
    return pl.concat(found).head(most)


def _steps(orders: OrderFiles, *, backwards: bool) -> Iterator[tuple[int, int]]:
    """Yield the first and last line of steps through the files, each longer than the one before."""
    last, done = orders.starts[-1], 0
    for number in count():
        if done >= last and number:
            return
        length = min(orders.stripe << number, max(last - done, 0))
        yield (last - done - length + 1, last - done) if backwards else (done + 1, done + length)
        done += length
