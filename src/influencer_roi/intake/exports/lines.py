"""Says which lines of an export are rows of a table: an order once, no totals, no lines of words."""

from collections.abc import Callable

import polars as pl

from influencer_roi.intake.exports.form import Take, Theirs, coalesced, every_row
from influencer_roi.intake.total_words import SAYS_TOTAL


def first_of(number: str, *, filled: str) -> Callable[[Theirs], pl.Series]:
    """Return what picks one line of each number: the first that has a value where it is `filled`."""

    def rows(theirs: Theirs) -> pl.Series:
        numbers, amounts = _numbers(theirs, number, filled), theirs.text(filled)
        if numbers is None or amounts is None:
            return every_row(theirs)
        has_amount = amounts.is_not_null()
        counted, others = numbers.filter(has_amount), numbers.filter(~has_amount)
        alone = others.is_first_distinct() & ~others.is_in(counted.unique().implode())
        picked = pl.repeat(value=False, n=len(numbers), dtype=pl.Boolean, eager=True)
        for among, first in ((has_amount, counted.is_first_distinct()), (~has_amount, alone)):
            picked = picked.scatter(among.arg_true(), first.fill_null(value=False))
        return picked | numbers.is_null()

    return rows


def on_any_line(*headers: str, number: str, filled: str) -> Take:
    """Take what the lines of a number say under the first of these headers that is there, each once."""

    def of(theirs: Theirs) -> pl.Series | None:
        own, kept = theirs.text(*headers), theirs.text(number)
        numbers, cells = _numbers(theirs.whole, number, filled), theirs.whole.text(*headers)
        if own is None or kept is None or numbers is None or cells is None or len(own) == len(cells):
            return own
        lines = pl.DataFrame({"number": numbers, "said": cells}).drop_nulls().unique(maintain_order=True)
        stated = lines.group_by("number").agg(pl.col("said").str.join(", "))
        found = kept.to_frame("number").join(stated, on="number", how="left", maintain_order="left")
        return coalesced(found["said"], own)

    return Take(f"{', else '.join(headers)} of any line of it", of, headers)


def _numbers(theirs: Theirs, number: str, filled: str) -> pl.Series | None:
    """Return the number each line is of: one with neither that nor what is `filled` is of the line above."""
    numbers, amounts = theirs.text(number), theirs.text(filled)
    if numbers is None or amounts is None or not numbers.null_count():
        return numbers
    above = pl.when(pl.col("amount").is_null()).then(pl.col("number").forward_fill())
    lines = pl.DataFrame({"number": numbers, "amount": amounts})
    return lines.select(pl.coalesce("number", above).alias("number"))["number"]


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
