"""Draws the small pictures of large figures: a course over the one before, a gauge, columns from a line."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from dash import html
from dash.development.base_component import Component

from influencer_roi.metrics.units import grouped, ranged
from influencer_roi.ui.leaves import Leaves, Template, nth
from influencer_roi.ui.markup import marked

WIDTH, HEIGHT, MARGIN = 236, 40, 2
MOST_COLUMNS = 16
GAUGE_ENDS = 5.0
GAP = 0.18
Values = Sequence[float | None]


@dataclass(frozen=True)
class Course:
    """A course of days and the one it is compared with, which may be empty; both from the first day on."""

    now: Values
    then: Values = ()


@dataclass(frozen=True)
class Gauge:
    """A ROAS on a scale from 0: what it was, where the true one plausibly lies, where money breaks even."""

    now: float | None
    then: float | None
    likely: tuple[float, float] | None
    even: float
    words: str = ""


@dataclass(frozen=True)
class Column:
    """One column: an amount, what is read on it, whether it stands for a part of a period only.

    One `beside` the others is there to compare them with.
    """

    amount: float
    title: str
    part: bool = False
    beside: bool = False


NO_COLUMN = Column(0.0, "")


@dataclass(frozen=True)
class Columns:
    """Amounts side by side, the losses below the line; `words` say them all."""

    columns: Sequence[Column]
    words: str = ""


def course(colour: str, *, area: str = "") -> Template[Course]:
    """Return the picture of a course; `colour` and `area` are classes, with a soft area below where named."""

    def draw(leaf: Leaves[Course]) -> list[Component]:
        layers = [
            leaf(
                "then",
                html.Span(className="course then"),
                style=lambda one: _line(one, one.then, dashed="4 4"),
            ),
            leaf(
                "now", html.Span(className=f"course {colour}".strip()), style=lambda one: _line(one, one.now)
            ),
        ]
        if area:
            below = leaf("area", html.Span(className=f"course {area}"), style=_area)
            layers.insert(0, below)
        return [marked(html.Div(layers, className="picture"), **{"aria-hidden": "true"})]

    return Template(draw)


def _draw_gauge(leaf: Leaves[Gauge]) -> list[Component]:
    parts: list[Component] = [
        leaf("likely", html.I(className="likely"), style=_likely),
        leaf("even", html.I(className="even"), style=lambda one: {"left": _at(one, one.even)}),
        leaf("then", html.I(className="then"), style=lambda one: _dot(one, one.then)),
        leaf("now", html.I(className="now"), style=lambda one: _dot(one, one.now)),
        leaf("even-words", html.Small(), children=lambda one: f"break-even {grouped(one.even, 2)}"),
        leaf(
            "likely-words",
            html.Small(),
            children=lambda one: f"likely {ranged(*one.likely)}" if one.likely else "",
        ),
    ]
    box = leaf(
        "gauge", html.Div(parts, className="picture gauge", role="img"), aria_label=lambda one: one.words
    )
    return [box]


def _draw_columns(leaf: Leaves[Columns]) -> list[Component]:
    bars = [_bar(leaf, number) for number in range(MOST_COLUMNS)]
    line = leaf("zero", html.U(), style=lambda one: {"top": f"{_zero(one):z.1f}px"})
    box = html.Div([*bars, line], className="picture columns", role="img")
    return [leaf("columns", box, aria_label=lambda one: one.words)]


def _bar(leaf: Leaves[Columns], number: int) -> Component:
    def read(one: Columns) -> Column:
        return nth(one.columns, number, NO_COLUMN)

    return leaf(
        f"column-{number}",
        html.I(),
        className=lambda one: _class(read(one)),
        style=lambda one: _column(one, number),
        title=lambda one: read(one).title,
    )


GAUGE: Template[Gauge] = Template(_draw_gauge)
COLUMNS: Template[Columns] = Template(_draw_columns)


def _line(one: Course, values: Values, *, dashed: str = "") -> dict[str, str]:
    points = _points(one, values)
    if len(points) < 2:
        return {"visibility": "hidden"}
    dash = f" stroke-dasharray='{dashed}'" if dashed else ""
    width = 1 if dashed else 1.6
    return _mask(
        f"<path d='M{_path(points)}' fill='none' stroke='black' stroke-width='{width}'{dash} "
        f"stroke-linejoin='round' vector-effect='non-scaling-stroke'/>"
    )


def _area(one: Course) -> dict[str, str]:
    points = _points(one, one.now)
    if len(points) < 2:
        return {"visibility": "hidden"}
    first, last = points[0][0], points[-1][0]
    return _mask(f"<path d='M{first:.1f},{HEIGHT} L{_path(points)} L{last:.1f},{HEIGHT} Z'/>")


def _mask(shapes: str) -> dict[str, str]:
    """Return the style of a coloured box that shows only where shapes are."""
    svg = (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {WIDTH} {HEIGHT}' "
        f"preserveAspectRatio='none'>{shapes}</svg>"
    )
    image = f'url("data:image/svg+xml,{quote(svg)}")'
    return {"maskImage": image, "WebkitMaskImage": image}


def _path(points: Sequence[tuple[float, float]]) -> str:
    return " L".join(f"{x:.1f},{y:.1f}" for x, y in points)


def _points(one: Course, values: Values) -> list[tuple[float, float]]:
    """Return where each value lies, both courses from 0 on one scale and on the same number of days."""
    present = [value for value in (*one.now, *one.then) if value is not None]
    if not present:
        return []
    low, high = min(0.0, *present), max(0.0, *present)
    step = WIDTH / max(1, max(len(one.now), len(one.then)) - 1)
    room, span = HEIGHT - 2 * MARGIN, (high - low) or 1.0
    return [
        (number * step, HEIGHT - MARGIN - (value - low) / span * room)
        for number, value in enumerate(values)
        if value is not None
    ]


def _ends(one: Gauge) -> float:
    """Return where the scale of a gauge ends: at 5, or further where a figure lies beyond."""
    return max(GAUGE_ENDS, *(value * 1.1 for value in (one.now, one.then, one.even) if value is not None))


def _share(one: Gauge, value: float) -> float:
    return min(100.0, max(0.0, value / _ends(one) * 100))


def _at(one: Gauge, value: float) -> str:
    return f"{_share(one, value):z.1f}%"


def _dot(one: Gauge, value: float | None) -> dict[str, str]:
    return {"display": "none"} if value is None else {"left": _at(one, value)}


def _likely(one: Gauge) -> dict[str, str]:
    if one.likely is None:
        return {"display": "none"}
    low, high = (_share(one, end) for end in one.likely)
    return {"left": f"{low:z.1f}%", "width": f"{high - low:z.1f}%"}


def _scale(one: Columns) -> tuple[float, float]:
    """Return the least and the most of the amounts, 0 among them."""
    amounts = [column.amount for column in one.columns]
    return min(0.0, *amounts, 0.0), max(0.0, *amounts, 0.0)


def _zero(one: Columns) -> float:
    low, high = _scale(one)
    return HEIGHT * (high / (high - low)) if high > low else float(HEIGHT)


def _class(column: Column) -> str:
    tone = "hatched" if column.part else "loss" if column.amount < 0 else ""
    return f"{tone} beside".strip() if column.beside else tone


def _column(one: Columns, number: int) -> dict[str, str]:
    if number >= len(one.columns):
        return {"display": "none"}
    low, high = _scale(one)
    pixels = abs(one.columns[number].amount) * HEIGHT / ((high - low) or 1.0)
    width = 100 / (len(one.columns) + (len(one.columns) - 1) * GAP)
    below = one.columns[number].amount < 0
    return {
        "left": f"{number * width * (1 + GAP):.2f}%",
        "width": f"{width:.2f}%",
        "height": f"{max(1.0, pixels):z.1f}px",
        "top": f"{_zero(one) - (0 if below else pixels):z.1f}px",
    }
