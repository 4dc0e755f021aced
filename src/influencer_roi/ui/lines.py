"""Makes the lines that several boards share: revenue over spend, and bars with the interval of their ROAS."""

from collections.abc import Callable, Mapping, Sequence

import polars as pl

from influencer_roi.metrics.units import NOTHING, RUPEES, TIMES, ranged
from influencer_roi.model.names import NO_CAMPAIGN
from influencer_roi.queries import Frame
from influencer_roi.queries.intervals import Verdict
from influencer_roi.queries.overview import campaign_brands
from influencer_roi.ui.boards import Line
from influencer_roi.ui.theme import OTHER, colours
from influencer_roi.ui.view import View
from influencer_roi.ui.withheld import spent

WIDEST = 1.5
TOO_FEW = {str(word): "too few" for word in (Verdict.TOO_FEW_ORDERS, Verdict.TOO_FEW_POSTS)}
Row = Mapping[str, float]


def likely(row: Row) -> str:
    """Return the range of a row's ROAS in numbers, "2.9–12.2", or why there is none."""
    if row.get("low") is not None:
        return ranged(row["low"], row["high"])
    return TOO_FEW.get(str(row["verdict"]), str(row["verdict"] or NOTHING))


def with_likely(rows: Frame) -> Frame:
    """Return rows with `likely`, what `likely` says of each: sorted by its lower end, words below numbers."""
    words = [likely(row) for row in rows.select("low", "high", "verdict").iter_rows(named=True)]
    ranges = rows.select("low", "high", words=pl.Series(words, dtype=pl.String)).sort("low", "high")
    order = pl.Enum(ranges["words"].unique(maintain_order=True))
    return rows.with_columns(likely=pl.Series(words, dtype=order))


def paired_lines(view: View, rows: Sequence[Row], *, by: str) -> list[Line]:
    """Return revenue over spend with ROAS beside it, one line per value of `by`."""
    longest = max((max(row["revenue"] or 0.0, row["spend"] or 0.0) for row in rows), default=0.0) or 1.0
    return [
        Line(
            value=value,
            name=value,
            extra="" if row.get("spend") is None else f"ROAS {TIMES.short(row['roas'])}",
            length=(row["revenue"] or 0.0) / longest,
            figure=RUPEES.short(row["revenue"]),
            second=((row["spend"] or 0.0) / longest, spent(row["spend"])),
            pressed=view.presses(by, value),
            dimension=by,
        )
        for value, row in ((str(row[by]), row) for row in rows)
    ]


def hue_of(view: View, dimension: str) -> Callable[[str], str]:
    """Return what gives each value of a dimension its colour; that of a campaign is its brand's."""
    if dimension == "campaign":
        brands, of_brand = campaign_brands(view.ledger), hue_of(view, "brand")
        return lambda value: OTHER if value == NO_CAMPAIGN else of_brand(brands.get(value, ""))
    hues = colours(view.ledger, dimension)
    return lambda value: hues.get(value, OTHER)
