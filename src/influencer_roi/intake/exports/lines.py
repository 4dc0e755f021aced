"""Says which lines of an export are rows of a table: an order once, no totals, no lines of words."""

from collections.abc import Callable

import polars as pl

from influencer_roi.intake.exports.form import Theirs

TOTALS = ("total", "totals", "grand total", "sub total", "subtotal", "sum")


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


def no_totals(theirs: Theirs) -> pl.Series:
    """Return the lines of which no cell says that it is a total."""
    return ~theirs.says(TOTALS)


def telling(*headers: str) -> Callable[[Theirs], pl.Series]:
    """Return what picks lines that are no totals, and of which a cell holds no words in place of a number."""

    def rows(theirs: Theirs) -> pl.Series:
        cells = theirs.text(*headers)
        if cells is None:
            return no_totals(theirs)
        return no_totals(theirs) & cells.str.contains("[0-9]").fill_null(value=True)

    return rows
