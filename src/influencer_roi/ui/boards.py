"""Draws boards: rows of bars, legends and paired bars, each row a button that filters by what it names."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from influencer_roi.ui.markup import marked
from influencer_roi.ui.regions import Regions


@dataclass(frozen=True)
class Line:
    """One row of a board: the value it filters by, its name, its bar and the figure at the bar's end.

    Lengths are 0 to 1. `interval` is where a thin line runs over the bar; `second` is another bar's length
    and figure.
    """

    value: str
    name: str
    figure: str
    length: float = 0.0
    colour: str = "transparent"
    sub: str = ""
    extra: str = ""
    pressed: bool = False
    interval: tuple[float, float] = (0.0, 0.0)
    second: tuple[float, str] = (0.0, "")


@dataclass(frozen=True)
class Style:
    """How a board looks: the class of its list and of a row, a row's frame, and what fills it."""

    list_class: str
    row_class: str
    draw: Callable[[str], list[Component]]
    fill: Callable[[str, Line], Regions]


def board(style: Style, place: str, *, page: str, dimension: str, size: int) -> Component:
    """Return the frame of a board with `size` rows that fill from the top."""
    rows = [
        html.Li(
            marked(
                html.Button(
                    style.draw(f"{place}-{number}"), id=f"{place}-{number}-line", className=style.row_class
                ),
                **{"data-act": "set-filter", "data-page": page, "data-dimension": dimension},
            ),
            id=f"{place}-{number}",
        )
        for number in range(size)
    ]
    return html.Div(
        [
            html.Ol(rows, className=style.list_class),
            html.P(id=f"{place}-empty", className="empty"),
            html.Div(id=f"{place}-more", className="more muted"),
        ]
    )


def board_regions(
    style: Style, place: str, lines: Sequence[Line], *, size: int, empty: str, more: str = ""
) -> Regions:
    """Return what a board shows; `empty` stands where there are no lines, rows beyond the last are hidden."""
    values: Regions = {
        f"{place}-empty.children": empty,
        f"{place}-empty.hidden": bool(lines),
        f"{place}-more.children": more,
    }
    for number in range(size):
        line = lines[number] if number < len(lines) else Line("", "", "")
        base = f"{place}-{number}"
        values |= {
            f"{base}.hidden": number >= len(lines),
            f"{base}-line.data-value": line.value,
            f"{base}-line.aria-pressed": "true" if line.pressed else "false",
            **style.fill(base, line),
        }
    return values


def _percent(share: float) -> str:
    return f"{min(1.0, max(0.0, share)) * 100:.1f}%"


def _bar(length: float, colour: str) -> dict[str, str]:
    return {"width": _percent(length), "background": colour}


def _draw_bar_row(base: str) -> list[Component]:
    return [
        html.Span(
            [html.Span(id=f"{base}-name", className="name"), html.Span(id=f"{base}-sub", className="sub")]
        ),
        html.Span([html.I(id=f"{base}-bar"), html.U(id=f"{base}-thin")], className="bar"),
        html.Span(id=f"{base}-figure", className="n"),
        html.Span(id=f"{base}-extra", className="n muted"),
    ]


def _fill_bar_row(base: str, line: Line) -> Regions:
    low, high = line.interval
    return {
        f"{base}-name.children": line.name,
        f"{base}-sub.children": line.sub,
        f"{base}-bar.style": _bar(line.length, line.colour),
        f"{base}-thin.style": {"left": _percent(low), "width": _percent(min(high, 1.0) - low)},
        f"{base}-figure.children": line.figure,
        f"{base}-extra.children": line.extra,
    }


def _draw_legend_row(base: str) -> list[Component]:
    return [
        html.Span(id=f"{base}-dot", className="dot"),
        html.Span(id=f"{base}-name", className="name"),
        html.Span(id=f"{base}-sub", className="n"),
        html.Span(id=f"{base}-figure", className="n"),
        html.Span(id=f"{base}-extra", className="n muted"),
    ]


def _fill_legend_row(base: str, line: Line) -> Regions:
    return {
        f"{base}-dot.style": {"background": line.colour},
        f"{base}-name.children": line.name,
        f"{base}-sub.children": line.sub,
        f"{base}-figure.children": line.figure,
        f"{base}-extra.children": line.extra,
    }


def _draw_paired_row(base: str) -> list[Component]:
    return [
        html.Span(
            [
                html.Span(id=f"{base}-name", className="name"),
                html.Span(id=f"{base}-extra", className="muted"),
            ],
            className="both",
        ),
        html.Span(html.I(id=f"{base}-bar"), className="bar"),
        html.Span(id=f"{base}-figure", className="n"),
        html.Span(html.I(id=f"{base}-second"), className="bar"),
        html.Span(id=f"{base}-second-figure", className="n muted"),
    ]


def _fill_paired_row(base: str, line: Line) -> Regions:
    length, figure = line.second
    return {
        f"{base}-name.children": line.name,
        f"{base}-extra.children": line.extra,
        f"{base}-bar.style": _bar(line.length, line.colour),
        f"{base}-figure.children": line.figure,
        f"{base}-second.style": _bar(length, "var(--quiet)"),
        f"{base}-second-figure.children": figure,
    }


BARS = Style("board", "line", _draw_bar_row, _fill_bar_row)
LEGEND = Style("legend", "line", _draw_legend_row, _fill_legend_row)
PAIRS = Style("brands", "pair", _draw_paired_row, _fill_paired_row)
