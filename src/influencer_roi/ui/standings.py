"""Draws standings: boards with a head, each row a button that filters by what it names, with its figures."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from dash import html
from dash.development.base_component import Component

from influencer_roi.ui.boards import Board
from influencer_roi.ui.leaves import Anchor, Leaves, Slots, Template, nth
from influencer_roi.ui.markup import marked, share
from influencer_roi.ui.regions import Regions
from influencer_roi.ui.rows_links import NO_LINK, Link
from influencer_roi.ui.words import NOTHING_HERE

LOSS = "loss"
BELOW = "div"


@dataclass(frozen=True)
class Cell:
    """One figure of a row: its text, what stands under it, and the class that gives it a tone."""

    text: str
    sub: str = ""
    tone: str = ""


@dataclass(frozen=True)
class Bar:
    """One bar of a row, from `left` on, as shares of the room there is; `tone` is its class."""

    length: float
    left: float = 0.0
    tone: str = ""


NO_CELL, NO_BAR = Cell(""), Bar(0.0)


@dataclass(frozen=True)
class Standing:
    """One row: the value it filters by, its name with a dot of its colour, its bars and its figures.

    `even` is where the line of break-even runs; `dimension` is what the value is of.
    """

    value: str
    name: str
    cells: tuple[Cell, ...] = ()
    sub: str = ""
    dot: str = "transparent"
    bars: tuple[Bar, ...] = ()
    even: float | None = None
    pressed: bool = False
    dimension: str = ""


@dataclass(frozen=True)
class Standings:
    """A board of standings: its class, what draws a row's bars, its heads, how many rows."""

    style: str
    bars: "Callable[[Leaves[Standing]], list[Component]]"
    heads: tuple[str, ...]
    size: int

    def frame(self, at: Anchor) -> Component:
        """Return the board, empty."""
        heads = [
            html.Span(words, id=f"{at}-head-{number}", className="" if number < self._texts else "n")
            for number, words in enumerate(self.heads)
        ]
        head = html.Div(heads, className="head", id=f"{at}-head")
        return html.Div([head, *self._board.parts(at)], className=self.style)

    def regions(
        self,
        at: Anchor,
        rows: Sequence[Standing],
        *,
        heads: Sequence[str] = (),
        empty: str = NOTHING_HERE,
        more: Link = NO_LINK,
    ) -> Regions:
        """Return what the board shows; `heads` stand over it now, `more` is a link to what it leaves out."""
        return {
            **{f"{at}-head-{number}.children": text for number, text in enumerate(heads or self.heads)},
            f"{at}-head.hidden": not rows,
            **self._board.regions(at, rows, empty=empty, more=more),
        }

    @property
    def _texts(self) -> int:
        """How many columns are no figures: the name, and the bars where they stand in a column."""
        return 1 if self.bars is diverging or self.bars is nothing else 2

    @cached_property
    def _board(self) -> Board[Standing]:
        return Board(Slots(Template(self._row), Standing("", ""), self.size), "board")

    def _row(self, leaf: Leaves[Standing]) -> list[Component]:
        figures = [_cell(leaf, number) for number in range(len(self.heads) - self._texts)]
        drawn = self.bars(leaf)
        below = [one for one in drawn if vars(one).get("className") == BELOW]
        parts = [_name(leaf), *(one for one in drawn if one not in below), *figures, *below]
        button = leaf(
            "line",
            html.Button(parts, className="line"),
            data_value=lambda row: row.value,
            aria_pressed=lambda row: "true" if row.pressed else "false",
            data_dimension=lambda row: row.dimension,
            aria_disabled=lambda row: "false" if row.dimension else "true",
        )
        return [marked(button, **{"data-act": "set-filter", "data-page": leaf.page})]


def _name(leaf: Leaves[Standing]) -> Component:
    dot = leaf("dot", html.I(className="dot"), style=lambda row: {"background": row.dot})
    words = leaf("name", html.Span(), children=lambda row: row.name)
    sub = leaf(
        "sub", html.Span(className="sub"), children=lambda row: row.sub, hidden=lambda row: not row.sub
    )
    return leaf("named", html.Span([dot, words, sub], className="name"), title=lambda row: row.name)


def _cell(leaf: Leaves[Standing], number: int) -> Component:
    def read(row: Standing) -> Cell:
        return nth(row.cells, number, NO_CELL)

    text = leaf(
        f"cell-{number}",
        html.Span(),
        children=lambda row: read(row).text,
        className=lambda row: read(row).tone,
    )
    sub = leaf(
        f"cell-{number}-sub",
        html.Span(className="sub"),
        children=lambda row: read(row).sub,
        hidden=lambda row: not read(row).sub,
    )
    return html.Span([text, sub], className="n")


def _bar(leaf: Leaves[Standing], number: int) -> Component:
    def read(row: Standing) -> Bar:
        return nth(row.bars, number, NO_BAR)

    return leaf(
        f"bar-{number}",
        html.I(),
        className=lambda row: read(row).tone,
        style=lambda row: {"left": share(read(row).left), "width": share(read(row).length)},
    )


def track(leaf: Leaves[Standing]) -> list[Component]:
    """Draw one bar, and the line of break-even through it."""
    even = leaf(
        "even",
        html.U(),
        style=lambda row: {"display": "none"} if row.even is None else {"left": share(row.even)},
    )
    return [html.Span([_bar(leaf, 0), even], className="track")]


def pair(leaf: Leaves[Standing]) -> list[Component]:
    """Draw one bar over another."""
    second = html.Span(_bar(leaf, 1), className="track thin")
    return [html.Span([html.Span(_bar(leaf, 0), className="track"), second])]


def diverging(leaf: Leaves[Standing]) -> list[Component]:
    """Draw one bar from a line in the middle, below the row's figures."""
    return [html.Span(_bar(leaf, 0), className=BELOW)]


def waterfall(leaf: Leaves[Standing]) -> list[Component]:
    """Draw a step and the line to the next one; where there is no room, the step from a middle line below."""
    step = html.Span([_bar(leaf, 0), _bar(leaf, 1)], className="fall")
    return [step, html.Span(_bar(leaf, 2), className=BELOW)]


def nothing(leaf: Leaves[Standing]) -> list[Component]:
    """Draw no bar."""
    del leaf
    return []
