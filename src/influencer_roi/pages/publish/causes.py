"""Draws why months that are live change: each cause with its rupees, its months and its rows."""

from collections.abc import Iterator, Sequence

import polars as pl

from influencer_roi.metrics.units import grouped
from influencer_roi.pages.publish.odd import listing
from influencer_roi.pages.publish.steps import folded
from influencer_roi.queries.versions import Cause, Difference
from influencer_roi.queries.versions.causes import BETWEEN
from influencer_roi.queries.versions.changes import SAME, month_label
from influencer_roi.store.summary import NO_DAY
from influencer_roi.ui.nodes import Node, el
from influencer_roi.ui.words import listed, plural, signed

SHOWN, SHOWN_ROWS, SHOWN_MONTHS = 6, 20, 4


def why(found: Difference) -> Iterator[Node]:
    """Yield what changes of the past, in all and cause by cause; nothing where nothing does."""
    causes = sorted(found.causes, key=lambda one: -abs(one.rupees))
    if not causes:
        return
    past = [
        el("span", f"past {name} ", el("b", _signed(found.comparison.past(name)), className="bad"), " ")
        for name in ("revenue", "spend")
        if abs(found.comparison.past(name)) >= SAME
    ]
    yield el("div", el("h3", "Why does the past change?"), el("span", past, className="ink2"), className="wh")
    yield el("ul", [_cause(one) for one in causes[:SHOWN]], className="why")


def _cause(one: Cause) -> list[Node]:
    words = one.words[0].upper() + one.words[1:]
    rows = one.rows.head(SHOWN_ROWS)
    shown = []
    if rows.height:
        first = (
            f"The first {SHOWN_ROWS} of {grouped(one.count)} rows" if one.count > SHOWN_ROWS else "The rows"
        )
        name = first if one.count > 1 else "The row"
        shown = [folded(name, listing(name, rows.with_columns(months=_months_in(rows))))]
    return el(
        "li",
        el("b", words),
        el("b", _signed(one.rupees), className="bad nb"),
        el("span", f"{one.measure.capitalize()} {_of_months(one)}"),
        *shown,
    )


def _of_months(one: Cause) -> str:
    """Return which months a cause changes, with how many of its rows do where it is several."""
    if one.rows.is_empty():
        return "of months that are live; no row of the files explains it."
    months = [month for month in one.months if month != NO_DAY]
    dated = [f"{month_label(month)} ({grouped(one.months[month])})" for month in months]
    if len(months) == 1:
        return f"of {month_label(months[0])}."
    if not months:
        return "without a day."
    if len(months) > SHOWN_MONTHS:
        return f"of {month_label(months[0])} to {month_label(months[-1])}, {plural(len(months), 'month')}."
    return f"of {listed(dated)}."


def _months_in(rows: pl.DataFrame) -> pl.Series:
    """Return the months of each row as readers name them."""
    cells: Sequence[str | None] = rows["months"].to_list()
    named = [", ".join(map(month_label, filter(None, (cell or "").split(BETWEEN)))) for cell in cells]
    return pl.Series("months", named, pl.String)


def _signed(value: float) -> str:
    return "none" if abs(value) < SAME else signed(value)
