"""Builds figures as plain dicts from one template; colours are tokens the browser fills in."""

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias

from dash import dcc

from influencer_roi.metrics.units import Unit, along

Json: TypeAlias = "str | int | float | bool | Sequence[Json] | Mapping[str, Json] | None"
Figure = dict[str, Json]

MOST_TICKS = 6
SMALLEST_TOP = 1e-6
DONUT_HEIGHT = 150
HEADROOM = 1.04
RIGHT: Mapping[str, Json] = {"xanchor": "left", "yanchor": "middle", "align": "left"}  # of a point: its words
DOTTED: Mapping[str, Json] = {"color": "var(--line-strong)", "width": 1, "dash": "dot"}
STANDOFF = 6  # pixels between the x axis and its words, or they touch the 0 of the y axis
_FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif"
_CONFIG: dcc.Graph.Config = {
    "displayModeBar": False,
    "displaylogo": False,
    "showSendToCloud": False,
    "responsive": True,
    "scrollZoom": False,
}


def graph(identity: str, *, height: int) -> dcc.Graph:
    """Return an empty graph of fixed height; every graph is made here, so that none uploads data."""
    style = {"height": f"{height}px"}
    return dcc.Graph(id=identity, config=_CONFIG, figure=nothing(height), style=style, className="plot")


def donut_figure(
    names: Sequence[str],
    amounts: Sequence[float],
    colours: Sequence[str],
    *,
    middle: str,
    hover: Sequence[str],
    values: Sequence[str],
) -> Figure:
    """Return shares of a whole with the whole in the middle; negative parts have no slice.

    A click on a part sets what `values` names.
    """
    if not any(amounts):
        return nothing(DONUT_HEIGHT)
    pie: Json = {
        "type": "pie",
        "hole": 0.64,
        "sort": False,
        "direction": "clockwise",
        "labels": list(names),
        "values": [max(0.0, amount) for amount in amounts],
        "marker": {"colors": list(colours), "line": {"color": "var(--surface)", "width": 2}},
        "textinfo": "none",
        "customdata": list(values),
        "text": list(hover),
        "hovertemplate": "%{text}<extra></extra>",
    }
    words = note(f"<b>{middle}</b><br><span style='font-size:12px'>revenue</span>", 0.5, 0.5, size=17)
    return {
        "data": [pie],
        "layout": layout(height=DONUT_HEIGHT, margin={"l": 4, "r": 4, "t": 4, "b": 4}, annotations=[words]),
    }


def axis_ticks(top: float) -> list[float]:
    """Return at most seven round ticks from 0 to at least `top`."""
    if top < SMALLEST_TOP:
        return [0.0, 1.0]
    rough = top / (MOST_TICKS - 1)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * nice for nice in (1, 2, 2.5, 5, 10) if power * nice >= rough * (1 - 1e-9))
    return [step * number for number in range(math.ceil(top / step - 1e-9) + 1)]


def layout(**parts: Json) -> Json:
    """Return what every figure shares, and the given parts of its own."""
    return {
        "autosize": True,
        "font": {"family": _FONT, "size": 12, "color": "var(--ink-3)"},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "margin": {"l": 52, "r": 12, "t": 8, "b": 28},
        "showlegend": False,
        "bargap": 0.35,
        "dragmode": False,
        "uirevision": "kept",
        "hoverlabel": {
            "bgcolor": "var(--raised)",
            "bordercolor": "var(--line)",
            "font": {"color": "var(--ink)", "size": 12},
            "align": "left",
        },
        **parts,
    }


def plain_axis() -> dict[str, Json]:
    """Return an axis of quiet lines that starts at 0."""
    return {
        "gridcolor": "var(--grid)",
        "zeroline": False,
        "showline": False,
        "rangemode": "tozero",
        "fixedrange": True,
        "ticks": "",
    }


def named_axis(values: Sequence[Json], words: Sequence[str], **more: Json) -> dict[str, Json]:
    """Return an axis without lines along which some values stand in words."""
    return {**plain_axis(), "showgrid": False, "tickvals": values, "ticktext": words, **more}


def ticked(ticks: Sequence[float], unit: Unit) -> dict[str, Json]:
    """Return the ticks of an axis, in words of their unit: "₹1.2 L", "4×"."""
    return {"tickvals": list(ticks), "ticktext": along(ticks, unit)}


def value_axis(ticks: Sequence[float], unit: Unit, *, least: float = 0.0) -> dict[str, Json]:
    """Return the axis of bars: from `least`, 0 or below, to a little over the last tick."""
    return {**plain_axis(), "range": [least, ticks[-1] * HEADROOM], **ticked(ticks, unit)}


def legend(height: float) -> dict[str, Json]:
    """Return a legend over the picture, `height` times as high as that."""
    font: Json = {"size": 12, "color": "var(--ink-2)"}
    return {"orientation": "h", "y": height, "x": 0, "font": font}


def apart(heights: Sequence[float], *, least: float, top: float, floor: float = 0.0) -> list[float]:
    """Return heights moved so far that no two names touch, from floor to top, each in the order it had."""
    order = sorted(range(len(heights)), key=lambda number: heights[number])
    placed, ceiling = list(heights), top
    for number in order:
        placed[number] = max(heights[number], floor)
        floor = placed[number] + least
    for number in reversed(order):
        placed[number] = min(placed[number], ceiling)
        ceiling = placed[number] - least
    return placed


def date_axis(days: Sequence[dt.date]) -> Json:
    """Return the axis of days with at most six of them named, the year where it changes."""
    step = math.ceil(len(days) / MOST_TICKS)
    shown = days[::step]
    many_years = days[0].year != days[-1].year
    return named_axis(
        [day.isoformat() for day in shown],
        [f"{day.day} {day:%b %y}" if many_years else f"{day.day} {day:%b}" for day in shown],
        type="date",
        rangemode="normal",
        ticklabelstandoff=STANDOFF,
    )


def note(
    text: str,
    x: Json,
    y: float,
    place: Mapping[str, Json] = MappingProxyType({}),
    *,
    size: int = 12,
    colour: str = "var(--ink)",
) -> Json:
    """Return words that stand at a point of a picture; `place` says how they stand to it."""
    font: Json = {"size": size, "color": colour}
    return {"text": text, "x": x, "y": y, "showarrow": False, "font": font, **place}


def nothing(height: int, **more: Json) -> Figure:
    """Return the figure of an empty selection."""
    hidden: Json = {"visible": False}
    return {"data": [], "layout": layout(height=height, xaxis=hidden, yaxis=hidden, **more)}
