"""Builds the figure of a trend: revenue as a line over spend as bars, and the course it is compared with."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from influencer_roi.metrics.units import Unit
from influencer_roi.ui.figures import (
    RIGHT,
    Figure,
    Json,
    apart,
    axis_ticks,
    date_axis,
    layout,
    note,
    nothing,
    value_axis,
)
from influencer_roi.ui.markup import plot_text

APART = 0.085
DAY = dt.timedelta(days=1)
BAR, SPEND, THEN = "var(--bar)", "var(--spend)", "var(--line-strong)"
CLEAR = "rgba(0,0,0,0)"
ROOM = 118  # pixels at the right, for the names of the series


@dataclass(frozen=True)
class Named:
    """A series at its right end: its name and what stands under it."""

    name: str
    words: str


@dataclass(frozen=True)
class Trend:
    """What a trend shows: days, revenue (None where the files have none), spend, `hover` texts of each.

    `then` is the revenue compared with, from its first day on, and may be longer or empty; `peak` is the day
    and the words of the highest point; `part` are the days whose period is covered in part or still earning.
    """

    days: Sequence[dt.date]
    revenue: Sequence[float] | None
    spend: Sequence[float | None]
    hover: Sequence[str]
    named: Sequence[Named]
    then: Sequence[float | None] = ()
    peak: tuple[dt.date, float, str] | None = None
    part: Sequence[dt.date] = ()


def trend_figure(trend: Trend, *, unit: Unit, height: int) -> Figure:
    """Return the figure of a trend; a day whose spend is None has no bar."""
    paid = [amount or 0.0 for amount in trend.spend]
    earned, before = trend.revenue or [], [amount or 0.0 for amount in trend.then]
    if not any(earned) and not any(paid) and not any(before):
        return nothing(height)
    ticks = axis_ticks(max([*earned, *paid, *before, 0.0]))
    least = min([0.0, *earned, *paid, *before])
    hatched = [_hatched(trend, ticks[-1])] if trend.part else []
    lines = [] if trend.revenue is None else [*_then(trend), _revenue(trend)]
    frame = layout(
        height=height,
        barmode="overlay",
        hovermode="x",
        margin={"l": 56, "r": ROOM, "t": 16, "b": 28},
        xaxis=date_axis(trend.days),
        yaxis=value_axis(ticks, unit, least=least),
        annotations=[*_names(trend, ticks[-1]), *([_peak(trend.peak)] if trend.peak else [])],
    )
    return {"data": [*hatched, _spend(trend), *lines], "layout": frame}


def _spend(trend: Trend) -> Json:
    dates = [day.isoformat() for day in trend.days]
    hover = (
        {"hoverinfo": "skip"}
        if trend.revenue is not None
        else {"hoverinfo": "text", "hovertext": list(trend.hover)}
    )
    return {
        "type": "bar",
        "name": "Spend",
        "x": dates,
        "y": list(trend.spend),
        "customdata": dates,
        "marker": {"color": SPEND},
        **hover,
    }


def _revenue(trend: Trend) -> Json:
    dates = [day.isoformat() for day in trend.days]
    return {
        "type": "scatter",
        "mode": "lines+markers" if len(dates) < 3 else "lines",
        "name": "Revenue",
        "x": dates,
        "y": list(trend.revenue or []),
        "customdata": dates,
        "line": {"color": BAR, "width": 2},
        "fill": "tozeroy",
        "fillcolor": "var(--area)",
        "text": list(trend.hover),
        "hovertemplate": "%{text}<extra></extra>",
    }


def _then(trend: Trend) -> list[Json]:
    """Return the dashed line of the days compared with, each on the day of the same number."""
    if not trend.then:
        return []
    shown = list(trend.then)[: len(trend.days)]
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "name": "Before",
            "x": [day.isoformat() for day in trend.days[: len(shown)]],
            "y": shown,
            "line": {"color": THEN, "width": 1.4, "dash": "4px,3px"},
            "hoverinfo": "skip",
        }
    ]


def _hatched(trend: Trend, top: float) -> Json:
    """Return the ground behind what is in part, as wide as the periods lie apart."""
    width = min((later - day for day, later in pairwise(trend.days)), default=DAY)
    pattern: Json = {
        "shape": "/",
        "fgcolor": "var(--hatch)",
        "bgcolor": CLEAR,
        "size": 6,
        "solidity": 0.2,
    }
    return {
        "type": "bar",
        "name": "In part",
        "x": [day.isoformat() for day in trend.part],
        "y": [top] * len(trend.part),
        "width": width.days * 24 * 3600 * 1000,
        "marker": {"color": CLEAR, "pattern": pattern, "line": {"width": 0}},
        "hoverinfo": "skip",
    }


def _names(trend: Trend, top: float) -> list[Json]:
    """Return the names of the series right of the picture, at their last points and apart from each other."""
    ends = {"spend": trend.spend[-1] or 0.0}
    if trend.revenue is not None:
        ends["revenue"] = trend.revenue[-1]
        if trend.then:
            ends["then"] = trend.then[min(len(trend.then), len(trend.days)) - 1] or 0.0
    order = [("revenue", BAR), ("then", "var(--ink)"), ("spend", "var(--ink)")]
    shown = [(key, colour) for key, colour in order if key in ends]
    heights = apart([ends[key] for key, _ in shown], least=top * APART * 2, top=top, floor=top * APART)
    words = [f"<b>{plot_text(one.name)}</b><br>{plot_text(one.words)}" for one in trend.named]
    return [
        note(text, 1.012, height, {**RIGHT, "xref": "paper"}, colour=colour)
        for text, height, (_, colour) in zip(words, heights, shown, strict=False)
    ]


def _peak(peak: tuple[dt.date, float, str]) -> Json:
    day, height, words = peak
    return note(plot_text(words), day.isoformat(), height, {"yanchor": "bottom"}, colour="var(--ink-3)")
