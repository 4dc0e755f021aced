"""Builds the figures of the pages beside the Overview: scatters, lines, columns."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from influencer_roi.metrics.units import Unit
from influencer_roi.ui.figures import (
    Figure,
    Json,
    axis_ticks,
    layout,
    legend,
    nothing,
    plain_axis,
    ticked,
    value_axis,
)
from influencer_roi.ui.markup import plot_text
from influencer_roi.ui.theme import ACCENT, QUIET

SMALLEST, LARGEST = 6.0, 34.0
ROOM = 0.07  # of an axis, beyond the outermost dots


@dataclass(frozen=True)
class Dot:
    """One dot of a scatter: what a click filters by, where it lies, how large and of which group it is.

    `label` stands beside it at `side`, as Plotly calls it; a `hollow` dot rests on too little.
    """

    value: str
    x: float
    y: float
    size: float
    group: str
    colour: str
    hover: str
    label: str = ""
    side: str = ""
    hollow: bool = False


def scatter_figure(
    dots: Sequence[Dot], *, x: str, y: str, y_unit: Unit, line: float | None, height: int, log: str = "linear"
) -> Figure:
    """Return dots by group; `x` and `y` name the axes, `line` is a height to mark, `log` the x scale."""
    if not dots:
        return nothing(height)
    largest = max(abs(dot.size) for dot in dots) or 1.0
    groups = dict.fromkeys(dot.group for dot in dots)
    traces: list[Json] = [_dots([dot for dot in dots if dot.group == group], largest) for group in groups]
    shapes: list[Json] = []
    if line is not None:
        dashes: Json = {"color": "var(--line-strong)", "width": 1, "dash": "dot"}
        shapes = [{"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": line, "y1": line, "line": dashes}]
    ticks = axis_ticks(max(dot.y for dot in dots))
    frame = layout(
        height=height,
        showlegend=len(groups) > 1,
        legend=legend(1.12),
        margin={"l": 84, "r": 16, "t": 36, "b": 44},
        shapes=shapes,
        hovermode="closest",
        xaxis={**plain_axis(), "type": log, "title": {"text": x}, "rangemode": "normal", "nticks": 6},
        yaxis={**plain_axis(), "title": {"text": y}, **ticked(ticks, y_unit)},
    )
    return {"data": traces, "layout": frame}


def columns_figure(
    names: Sequence[str], series: Sequence[tuple[str, Sequence[float]]], *, unit: Unit, height: int
) -> Figure:
    """Return upright bars, one group per name; the first series stands in the accent, others are quiet."""
    if not names:
        return nothing(height)
    ticks = axis_ticks(max((value for _, values in series for value in values), default=0.0))
    traces: list[Json] = [
        {
            "type": "bar",
            "name": label,
            "x": [plot_text(name) for name in names],
            "y": list(values),
            "marker": {"color": QUIET if number else ACCENT},
            "customdata": [unit.short(value) for value in values],
            "hovertemplate": f"%{{x}}<br>{label} %{{customdata}}<extra></extra>",
        }
        for number, (label, values) in enumerate(series)
    ]
    frame = layout(
        height=height,
        barmode="group",
        showlegend=len(series) > 1,
        legend=legend(1.14),
        xaxis={**plain_axis(), "showgrid": False, "type": "category"},
        yaxis=value_axis(ticks, unit),
    )
    return {"data": traces, "layout": frame}


def _dots(dots: Sequence[Dot], largest: float) -> Json:
    return {
        "type": "scatter",
        "mode": "markers+text" if any(dot.side for dot in dots) else "markers",
        "cliponaxis": False,
        "name": plot_text(dots[0].group),
        "x": [dot.x for dot in dots],
        "y": [dot.y for dot in dots],
        "customdata": [dot.value for dot in dots],
        "marker": {
            "color": dots[0].colour,
            "opacity": 0.75,
            "size": [diameter(dot.size, largest) for dot in dots],
            "symbol": ["circle-open" if dot.hollow else "circle" for dot in dots],
            "line": {"color": "var(--surface)", "width": 1},
        },
        "text": [plot_text(dot.label) if dot.side else "" for dot in dots],
        "textposition": [dot.side or "middle right" for dot in dots],
        "textfont": {"color": "var(--ink-2)", "size": 12},
        "hovertext": [dot.hover for dot in dots],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def diameter(size: float, largest: float) -> float:
    """Return how wide a dot is, in pixels: its area follows its size."""
    return SMALLEST + (LARGEST - SMALLEST) * math.sqrt(max(0.0, size) / largest)


def room_around(heights: Sequence[float]) -> tuple[float, float]:
    """Return where the axis of heights begins and ends: around 0 and the highest."""
    low, high = min(0.0, *heights), max(heights)
    room = ROOM * ((high - low) or 1.0)
    return low - room, high + room
