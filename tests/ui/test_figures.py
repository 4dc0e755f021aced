import datetime as dt
import json
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from influencer_roi.metrics.units import RUPEES
from influencer_roi.ui.figures import DONUT_HEIGHT, Figure, axis_ticks, donut_figure, graph
from influencer_roi.ui.trend_figure import Named, Trend, trend_figure

JUNE = [dt.date(2025, 6, 1) + dt.timedelta(place) for place in range(30)]


def trend(days: list[dt.date], revenue: list[float], spend: list[float]) -> Figure:
    """A trend of these days."""
    hover = [f"<b>{day}</b>" for day in days]
    names = [Named("Revenue", "₹1 a day"), Named("Spend", "₹1 a day")]
    return trend_figure(Trend(days, revenue, spend, hover, names), unit=RUPEES, height=300)


def donut(values: list[float]) -> Figure:
    """A donut of these values."""
    names = [f"P{place}" for place in range(len(values))]
    colours = [f"var(--hue-{place + 1})" for place in range(len(values))]
    return donut_figure(names, values, colours, middle="₹9", hover=names, values=names)


def drawn_graph() -> dict[str, Any]:
    """What an empty graph tells the browser."""
    told: dict[str, Any] = graph("overview-trend", height=300).to_plotly_json()["props"]
    return told


FIGURES = {
    "trend": trend(JUNE, [float(place) for place in range(30)], [10.0] * 30),
    "one day": trend(JUNE[:1], [5.0], [0.0]),
    "no money": trend(JUNE, [0.0] * 30, [0.0] * 30),
    "refunds": trend(JUNE[:3], [-5.0, 10.0, -2.0], [0.0, 1.0, 0.0]),
    "compared": trend_figure(
        Trend(
            JUNE[:3],
            [5.0, 10.0, 2.0],
            [0.0, None, 1.0],
            ["one", "two", "three"],
            [Named("June", "₹5 a day"), Named("May", "₹4 a day"), Named("Spend", "₹1 a day")],
            then=[4.0, 4.0, 4.0, 9.0],
            peak=(JUNE[1], 10.0, "2 Jun ₹10"),
            part=(JUNE[1], JUNE[2]),
        ),
        unit=RUPEES,
        height=300,
    ),
    "donut": donut([3.0, 2.0, 1.0]),
    "one part": donut([3.0]),
    "nothing": donut([]),
    "graph": drawn_graph()["figure"],
}


def leaves(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a figure, with the path to it."""
    if isinstance(value, dict):
        for key, one in value.items():
            yield from leaves(one, f"{path}.{key}")
    elif isinstance(value, list | tuple):
        for one in value:
            yield from leaves(one, path)
    elif isinstance(value, str):
        yield path, value


# ---- every figure


def plain(figure: Figure) -> Figure:
    """The figure as the browser paints it: a colour for each token."""
    text = re.sub(r"var\(--[a-z0-9-]+\)", "#123456", json.dumps(figure))
    painted: Figure = json.loads(text)
    return painted


@pytest.mark.parametrize("figure", FIGURES.values(), ids=FIGURES)
def test_plotly_takes_them(figure: Figure):
    """Plotly's own schema takes every figure, once the browser has put colours for tokens."""
    assert go.Figure(plain(figure)).to_dict()["layout"]["showlegend"] is False


@pytest.mark.parametrize("figure", FIGURES.values(), ids=FIGURES)
def test_colours_are_tokens(figure: Figure):
    """Every colour is a token, the whole text of it, or no colour at all: the theme is the browser's."""
    colours = {text for path, text in leaves(figure) if re.search(r"colou?rs?$", path)}
    assert colours
    assert {one for one in colours if not re.fullmatch(r"var\(--[a-z0-9-]+\)|rgba\(0,0,0,0\)", one)} == set()


@pytest.mark.parametrize("figure", FIGURES.values(), ids=FIGURES)
def test_no_colour_hides_elsewhere(figure: Figure):
    """No text holds a hexadecimal colour, in a label's markup or anywhere else."""
    assert [text for _, text in leaves(figure) if re.search(r"#[0-9a-fA-F]{3,8}\b", text)] == []


def test_graph_uploads_nothing():
    """No graph offers to send its data to another host, or wears a logo."""
    config = drawn_graph()["config"]
    assert (config["showSendToCloud"], config["displaylogo"]) == (False, False)


def test_graph_keeps_its_height():
    """A graph is as high before it is filled as after."""
    assert drawn_graph()["style"] == {"height": "300px"}


# ---- ticks


@pytest.mark.parametrize(
    ("top", "expected"),
    [
        (5, [0, 1, 2, 3, 4, 5]),
        (7, [0, 2, 4, 6, 8]),
        (100, [0, 20, 40, 60, 80, 100]),
        (101, [0, 25, 50, 75, 100, 125]),
        (260_000, [0, 100_000, 200_000, 300_000]),
        (0.4, [0, 0.1, 0.2, 0.3, 0.4]),
        (0, [0, 1]),
        (-3, [0, 1]),
    ],
)
def test_ticks(top: float, expected: list[float]):
    """Ticks are round, from 0, and cover the top."""
    assert axis_ticks(top) == pytest.approx(expected)


@given(st.floats(1e-6, 1e15))
def test_ticks_of_anything(top: float):
    """There are at most seven ticks, from 0 in equal steps, and the last just covers the top."""
    ticks = axis_ticks(top)
    steps = {round((after - before) / ticks[1], 6) for before, after in pairwise(ticks)}
    assert ticks[0] == 0
    assert len(ticks) <= 7
    assert ticks[-1] >= top * (1 - 1e-8)
    assert ticks[-2] < top
    assert steps == {1.0}


# ---- the donut


def test_donut_keeps_order():
    """Slices stand in the order given, each in its colour."""
    pie = go.Figure(donut([1.0, 3.0])["data"][0] | {"marker": {}}).data[0]  # type: ignore[index, operator]
    assert (pie.labels, pie.values, pie.sort) == (("P0", "P1"), (1.0, 3.0), False)


def test_donut_without_negative_slices():
    """A part below 0 has no slice, and the others keep their place."""
    assert go.Figure(plain(donut([3.0, -1.0, 2.0]))).data[0].values == (3.0, 0.0, 2.0)


@pytest.mark.parametrize("values", [[], [0.0, 0.0]])
def test_donut_of_nothing(values: list[float]):
    """Nothing to share draws no donut, and the card keeps its height."""
    figure = go.Figure(plain(donut(values)))
    assert (len(figure.data), figure.layout.height) == (0, DONUT_HEIGHT)
