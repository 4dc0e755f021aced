"""Finds the first rows of a sorted table of orders in files, and reads no more than it must to find them."""

import polars as pl

from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.memo import memo
from influencer_roi.orders.in_files.ahead import may_be_ahead
from influencer_roi.orders.in_files.files import LINE, cleaned
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
from influencer_roi.orders.in_files.reading import read_in_steps
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

    def counts(rows: pl.LazyFrame) -> pl.LazyFrame:
        return passed(ledger, rows, narrowed).group_by(key.name).agg(rows=pl.len().cast(pl.Int64))

    written = pl.concat(read_in_steps(ledger, narrowed, counts)).group_by(key.name).agg(pl.col("rows").sum())
    values = written if key.name == "date" else written.with_columns(cleaned(key.name))
    return values.group_by(value).agg(pl.col("rows").sum())


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
    """Return the lines of the first rows by all keys, of all that may pass.

    What lies behind the first rows found so far is neither cleaned nor described.
    """
    narrowed = narrowing_of(ledger, which)
    columns = {name for key in keys for name in key.expression.meta.root_names()}
    named = [key.expression.alias(f"key {number}") for number, key in enumerate(keys)]
    names = [*(one.meta.output_name() for one in named), LINE]
    ways = [*(key.descending for key in keys), False]
    first: pl.DataFrame | None = None

    def ahead(rows: pl.LazyFrame) -> pl.LazyFrame:
        if first is not None and first.height == most:
            rows = rows.filter(may_be_ahead(ledger, keys, first["key 0"][-1]))
        found = passed(ledger, rows, narrowed, columns=columns).select(LINE, *named)
        return found.sort(names, descending=ways, nulls_last=True).head(most)

    for found in read_in_steps(ledger, narrowed, ahead):
        both = found if first is None else pl.concat([first, found])
        first = both.sort(names, descending=ways, nulls_last=True).head(most)
    return pl.Series(LINE, dtype=pl.UInt32) if first is None else first[LINE]


def _in_order(ledger: Ledger, which: Which, most: int, *, backwards: bool = False) -> pl.Series:
    """Return the first lines that pass, or the last, backwards; it reads no more than that takes."""
    narrowed, found = narrowing_of(ledger, which), [pl.Series(LINE, dtype=pl.UInt32)]

    def lines(rows: pl.LazyFrame) -> pl.LazyFrame:
        return passed(ledger, rows, narrowed).select(LINE)

    for passing in read_in_steps(ledger, narrowed, lines, backwards=backwards):
        found.append(passing[LINE].sort(descending=backwards))
        if sum(map(len, found)) >= most:
            break
    return pl.concat(found).head(most)
