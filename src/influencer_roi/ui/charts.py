"""Builds the figures of the pages beside the Overview: scatters, lines, columns."""

import math
from collections.abc import Mapping, Sequence
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
    value_axis,
)
from influencer_roi.ui.markup import plot_text
from influencer_roi.ui.theme import ACCENT

SMALLEST, LARGEST = 6.0, 34.0
ROOM = 0.07  # of an axis, beyond the outermost dots


@dataclass(frozen=True)
class Dot:
    """One dot of a scatter: what a click filters by, where it lies, how large and of which group it is.

    `label` stands beside it at `side`, as Plotly calls it; its `symbol` says what a circle does not.
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
    symbol: str = "circle"


def scatter_figure(
    dots: Sequence[Dot], *, xaxis: Mapping[str, Json], yaxis: Mapping[str, Json], **frame: Json
) -> Figure:
    """Return dots by group, with room around them; `frame` is what the picture has of its own."""
    largest = max(abs(dot.size) for dot in dots) or 1.0
    groups = dict.fromkeys(dot.group for dot in dots)
    traces: list[Json] = [_dots([dot for dot in dots if dot.group == group], largest) for group in groups]
    shared: dict[str, Json] = {
        "showlegend": len(groups) > 1,
        "legend": legend(1.12),
        "margin": {"l": 84, "r": 16, "t": 36, "b": 44},
        "hovermode": "closest",
        "xaxis": {**plain_axis(), "rangemode": "normal", "nticks": 6, **xaxis},
        "yaxis": {**plain_axis(), "range": [*room_around([dot.y for dot in dots])], **yaxis},
    }
    return {"data": traces, "layout": layout(**{**shared, **frame})}


def columns_figure(
    names: Sequence[str], label: str, values: Sequence[float], *, unit: Unit, height: int
) -> Figure:
    """Return upright bars, one per name; `label` says what they are."""
    if not names:
        return nothing(height)
    bars: Json = {
        "type": "bar",
        "name": label,
        "x": [plot_text(name) for name in names],
        "y": list(values),
        "marker": {"color": ACCENT},
        "customdata": [unit.short(value) for value in values],
        "hovertemplate": f"%{{x}}<br>{label} %{{customdata}}<extra></extra>",
    }
    frame = layout(
        height=height,
        barmode="group",
        showlegend=False,
        legend=legend(1.14),
        xaxis={**plain_axis(), "showgrid": False, "type": "category"},
        yaxis=value_axis(axis_ticks(max(values, default=0.0)), unit),
    )
    return {"data": [bars], "layout": frame}


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
            "symbol": [dot.symbol for dot in dots],
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
    return roomy(min(0.0, *heights), max(heights))


def roomy(low: float, high: float) -> tuple[float, float]:
    """Return the ends of an axis with room beyond the lowest and the highest."""
    room = ROOM * ((high - low) or 1.0)
    return low - room, high + room
