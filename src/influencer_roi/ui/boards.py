"""Draws boards: rows of bars, legends and paired bars, each row a button that filters by what it names."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic

from dash import html
from dash.development.base_component import Component

from influencer_roi.ui.leaves import Anchor, Leaves, Slots, Template, Value
from influencer_roi.ui.markup import marked, share
from influencer_roi.ui.regions import Regions
from influencer_roi.ui.rows_links import NO_LINK, Link
from influencer_roi.ui.words import NOTHING_HERE


@dataclass(frozen=True)
class Line:
    """One row of a board: the value it filters by, its name, its bar and the figure at the bar's end.

    Lengths are 0 to 1. `interval` is where a thin line runs over the bar; `second` is another bar's length
    and figure; `dimension` is what the value is of, where a board's rows do not all filter by the same.
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
    dimension: str = ""


@dataclass(frozen=True)
class Board(Generic[Value]):
    """A list that fills from the top, with a sentence where it is empty and one for what it leaves out."""

    slots: Slots[Value]
    list_class: str

    def frame(self, at: Anchor) -> Component:
        """Return the board, empty."""
        return html.Div(self.parts(at))

    def parts(self, at: Anchor) -> list[Component]:
        """Return the list, and below it what stands where it is empty and what it leaves out."""
        more = marked(html.A(id=f"{at}-more"), **{"data-act": "rows"})
        return [
            html.Ol(self.slots.frame(at), className=self.list_class),
            html.P(id=f"{at}-empty", className="empty"),
            html.P([more], className="more", id=f"{at}-more-line"),
        ]

    def regions(
        self, at: Anchor, values: Sequence[Value], *, empty: str = NOTHING_HERE, more: Link = NO_LINK
    ) -> Regions:
        """Return what the board shows; `empty` stands where there are no values, `more` leads to all rows."""
        return {
            f"{at}-empty.children": empty,
            f"{at}-empty.hidden": bool(values),
            f"{at}-more.children": more[0],
            f"{at}-more.href": more[1],
            f"{at}-more-line.hidden": not more[0],
            **self.slots.regions(at, values),
        }


@dataclass(frozen=True)
class Style:
    """How a board of lines looks: the class of its list and of a row, and what a row shows."""

    list_class: str
    row_class: str
    draw: Callable[[Leaves[Line]], list[Component]]

    def board(self, dimension: str, *, size: int) -> Board[Line]:
        """Return a board whose rows filter by one dimension; "" leaves it to each line."""

        def row(leaf: Leaves[Line]) -> list[Component]:
            button = leaf(
                "line",
                html.Button(self.draw(leaf), className=self.row_class),
                data_value=lambda line: line.value,
                aria_pressed=lambda line: "true" if line.pressed else "false",
                **({} if dimension else {"data_dimension": lambda line: line.dimension}),
            )
            marks = {"data-act": "set-filter", "data-page": leaf.page, "data-dimension": dimension}
            return [marked(button, **marks)]

        return Board(Slots(Template(row), Line("", "", ""), size), self.list_class)


def name_leaf(leaf: Leaves[Line]) -> Component:
    """Return the leaf of a line's name."""
    return leaf("name", html.Span(className="name"), children=lambda line: line.name)


def sub_leaf(leaf: Leaves[Line], style: str = "sub") -> Component:
    """Return the leaf of what stands under a name."""
    return leaf("sub", html.Span(className=style), children=lambda line: line.sub)


def figure_leaf(leaf: Leaves[Line], style: str = "n") -> Component:
    """Return the leaf of a line's figure."""
    return leaf("figure", html.Span(className=style), children=lambda line: line.figure)


def extra_leaf(leaf: Leaves[Line], style: str = "n muted") -> Component:
    """Return the leaf of what stands beside a figure."""
    return leaf("extra", html.Span(className=style), children=lambda line: line.extra)


def _draw_legend(leaf: Leaves[Line]) -> list[Component]:
    dot = leaf("dot", html.Span(className="dot"), style=lambda line: {"background": line.colour})
    return [dot, name_leaf(leaf), sub_leaf(leaf, "n"), figure_leaf(leaf)]


def _draw_pairs(leaf: Leaves[Line]) -> list[Component]:
    bar = leaf("bar", html.I(), style=lambda line: {"width": share(line.length)})
    second = leaf("second", html.I(className="sp"), style=lambda line: {"width": share(line.second[0])})
    return [
        html.Span([name_leaf(leaf), extra_leaf(leaf, "muted")], className="both"),
        html.Span(bar, className="bar"),
        figure_leaf(leaf),
        html.Span(second, className="bar"),
        leaf("second-figure", html.Span(className="n muted"), children=lambda line: line.second[1]),
    ]


LEGEND = Style("legend", "line", _draw_legend)
PAIRS = Style("brands", "pair", _draw_pairs)
