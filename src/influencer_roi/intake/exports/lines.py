"""Says which lines of an export are rows of a table: an order once, no totals, no lines of words."""

from collections.abc import Callable

import polars as pl

from influencer_roi.intake.exports.form import Theirs

TOTALS = ("total", "totals", "grand total", "sub total", "subtotal", "sum")
_SAYING = (
    r"(?i)^\s*(?:(?:(?:grand|sub|net|overall)[\s-]*)?totals?(?:\s*$|[\s:.(].*)"
    r"|(?:sum|overall|all|\u0915\u0941\u0932|\u092f\u094b\u0917)[\s:.]*$)"
)


def first_of(number: str, *, filled: str) -> Callable[[Theirs], pl.Series]:
    """Return what picks one line of each number: the first that has a value where it is `filled`."""

    def rows(theirs: Theirs) -> pl.Series:
        numbers, amounts = theirs.text(number), theirs.text(filled)
        if numbers is None or amounts is None:
            return pl.repeat(value=True, n=theirs.height, dtype=pl.Boolean, eager=True)
        lines = pl.DataFrame({"number": numbers, "blank": amounts.is_null()}).with_row_index("at")
        first = lines.sort("blank", "at").unique("number", keep="first", maintain_order=True)
        picked = pl.col("at").is_in(first["at"].implode())
        return lines.select(pl.col("number").is_null() | picked).to_series()

    return rows


def no_totals(*named: str) -> Callable[[Theirs], pl.Series]:
    """Return what picks lines that are no totals.

    A total says so in some cell, and has no value where every record is `named`: a campaign may be Total.
    """

    def rows(theirs: Theirs) -> pl.Series:
        says, cells = theirs.says(_SAYING), theirs.text(*named)
        if cells is None:
            return ~says
        return ~(says & (cells.is_null() | cells.str.contains(_SAYING).fill_null(value=True)))

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
