"""Says which lines of an export are rows of a table: an order once, no totals, no lines of words."""

from collections.abc import Callable

import polars as pl

from influencer_roi.intake.exports.form import Theirs
from influencer_roi.intake.total_words import SAYS_TOTAL


def first_of(number: str, *, filled: str) -> Callable[[Theirs], pl.Series]:
    """Return what picks one line of each number: the first that has a value where it is `filled`."""

    def rows(theirs: Theirs) -> pl.Series:
        numbers, amounts = theirs.text(number), theirs.text(filled)
        if numbers is None or amounts is None:
            return pl.repeat(value=True, n=theirs.height, dtype=pl.Boolean, eager=True)
        has_amount = amounts.is_not_null()
        counted, others = numbers.filter(has_amount), numbers.filter(~has_amount)
        alone = others.is_first_distinct() & ~others.is_in(counted.unique().implode())
        picked = pl.repeat(value=False, n=len(numbers), dtype=pl.Boolean, eager=True)
        for among, first in ((has_amount, counted.is_first_distinct()), (~has_amount, alone)):
            picked = picked.scatter(among.arg_true(), first.fill_null(value=False))
        return picked | numbers.is_null()

    return rows


def no_totals(*named: str) -> Callable[[Theirs], pl.Series]:
    """Return what picks lines that are no totals.

    A total says so in some cell, and has no value where every record is `named`: a campaign may be Total.
    """

    def rows(theirs: Theirs) -> pl.Series:
        says, cells = theirs.says(SAYS_TOTAL), theirs.text(*named)
        if cells is None:
            return ~says
        return ~(says & (cells.is_null() | cells.str.contains(SAYS_TOTAL).fill_null(value=True)))

    return rows


def telling(*dated: str) -> Callable[[Theirs], pl.Series]:
    """Return what picks lines that are no totals, and of which a date holds no words in place of numbers."""
    records = no_totals(*dated)

    def rows(theirs: Theirs) -> pl.Series:
        cells = theirs.text(*dated)
        if cells is None:
            return records(theirs)
        return records(theirs) & cells.str.contains("[0-9]").fill_null(value=True)

    return rows
