"""Draws a forest: rows of a ROAS with its likely range on a scale that doubles, and what they rest on."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from dash import html
from dash.development.base_component import Component

from influencer_roi.ui.boards import Board
from influencer_roi.ui.leaves import Anchor, Leaves, Slots, Template, nth
from influencer_roi.ui.markup import marked, page_link, share
from influencer_roi.ui.regions import Regions
from influencer_roi.ui.rows_links import NO_LINK, Link
from influencer_roi.ui.standings import NO_CELL, Cell
from influencer_roi.ui.words import NOTHING_HERE

LEAST, MOST = 0.25, 16.0
TICKS = (0.5, 1, 2, 4, 8, 16)
NEAR = 0.09
PLOT = "plot"


@dataclass(frozen=True)
class Range:
    """A ROAS, the ends of its range (None where there is none), its score and where money breaks even."""

    value: float
    score: float | None
    even: float
    ends: tuple[float, float] | None = None

    @property
    def open(self) -> bool:
        """Whether too little was sold to give a range."""
        return self.ends is None

    @property
    def tone(self) -> str:
        """The class of the point: whether it lies below break-even, is open, or lies beyond the scale."""
        below = "loss" if self.value < self.even else ""
        beyond = "under" if self.value < LEAST else "over" if self.value > MOST else ""
        return " ".join(name for name in (below, beyond or ("open" if self.open else "")) if name)


@dataclass(frozen=True)
class Judgement:
    """One row: number, name with a dot of its colour and a link, figures by column, the range, a divider.

    `cells` are in the order of the columns without the plot; `cut` are the words of a line above the row.
    """

    number: int
    name: str
    href: str
    cells: tuple[Cell, ...]
    drawn: Range
    dot: str = "transparent"
    cut: str = ""


@dataclass(frozen=True)
class Forest:
    """A board of judgements: its columns by key, one of them PLOT, and how many rows it has."""

    columns: Mapping[str, str]
    size: int

    def frame(self, at: Anchor) -> Component:
        """Return the board, empty."""
        heads = [_axis(at) if key == PLOT else self._head(at, key) for key in self.columns]
        named = [html.Span("#", className="at"), *heads]
        head = html.Div(named, className="head", id=f"{at}-head", hidden=True)
        return html.Div([head, *self._board.parts(at)], className="forest")

    def regions(
        self,
        at: Anchor,
        rows: Sequence[Judgement],
        *,
        even: float,
        heads: Mapping[str, str],
        sorted_by: str,
        empty: str = NOTHING_HERE,
        more: Link = NO_LINK,
    ) -> Regions:
        """Return what the board shows; `heads` stand over some columns now, one of which it is sorted by."""
        shown = {**self.columns, **heads}
        texts = {key: words for key, words in shown.items() if key != PLOT}
        arrows = {key: f"{words} ↓" if key == sorted_by else words for key, words in texts.items()}
        return {
            **{f"{at}-head-{key}.children": words for key, words in arrows.items()},
            **{f"{at}-head-{key}.className": _classes(key, sorted_by) for key in texts},
            **_axis_regions(at, even),
            f"{at}-head.hidden": not rows,
            **self._board.regions(at, rows, empty=empty, more=more),
        }

    def _head(self, at: Anchor, key: str) -> Component:
        return html.Span(self.columns[key], id=f"{at}-head-{key}", className=_classes(key, ""))

    @cached_property
    def _board(self) -> Board[Judgement]:
        blank = Judgement(0, "", "", (), Range(0.0, None, 1.0))
        return Board(Slots(Template(self._row), blank, self.size), "board")

    def _row(self, leaf: Leaves[Judgement]) -> list[Component]:
        """Draw the divider above a row, then the row: number, then one part per column."""
        cut = leaf(
            "cut", html.Div(className="cut"), children=lambda row: row.cut, hidden=lambda row: not row.cut
        )
        number = leaf("number", html.Span(className="at"), children=lambda row: str(row.number or ""))
        place = list(self.columns).index(PLOT)
        keys = [key for key in self.columns if key != PLOT]
        cells = [_name(leaf), *(_cell(leaf, key, number) for number, key in enumerate(keys[1:]))]
        parts = [number, *cells[:place], _plot(leaf), *cells[place:]]
        return [cut, html.Div(parts, className="line")]


def _classes(key: str, sorted_by: str) -> str:
    names = (key, "n" if key not in ("name", "says") else "", "sorted" if key == sorted_by else "")
    return " ".join(name for name in names if name)


def _name(leaf: Leaves[Judgement]) -> Component:
    dot = leaf("dot", html.I(className="dot"), style=lambda row: {"background": row.dot})
    link = leaf("name", page_link(), children=lambda row: row.name, href=lambda row: row.href)
    return leaf("named", html.Span([dot, link], className="name"), title=lambda row: row.name)


def _cell(leaf: Leaves[Judgement], key: str, number: int) -> Component:
    def read(row: Judgement) -> Cell:
        return nth(row.cells, number, NO_CELL)

    text = leaf(key, html.Span(), children=lambda row: read(row).text, className=lambda row: read(row).tone)
    return html.Span(text, className=_classes(key, ""))


def _plot(leaf: Leaves[Judgement]) -> Component:
    """Draw break-even, the range, the point and the score, each where it lies on the scale."""
    parts = [
        leaf("even", html.U(), style=lambda row: {"left": share(place(row.drawn.even))}),
        leaf("range", html.I(className="range"), style=lambda row: _between(row.drawn)),
        leaf(
            "point",
            html.I(),
            className=lambda row: f"point {row.drawn.tone}".strip(),
            style=lambda row: {"left": share(place(row.drawn.value))},
        ),
        leaf("stroke", html.B(), style=lambda row: _stroke(row.drawn.score)),
    ]
    return leaf(
        "plotted",
        marked(html.Span(parts), **{"aria-hidden": "true"}),
        className=lambda row: "plotted loss" if "loss" in row.drawn.tone else "plotted",
    )


def place(value: float) -> float:
    """Return where a ROAS lies on the scale, from 0 to 1; every doubling takes as much room."""
    if value <= LEAST:
        return 0.0
    return min(1.0, math.log2(value / LEAST) / math.log2(MOST / LEAST))


def _between(drawn: Range) -> dict[str, str]:
    if drawn.ends is None:
        return {"display": "none"}
    low, high = (place(end) for end in drawn.ends)
    return {"left": share(low), "width": share(high - low)}


def _stroke(score: float | None) -> dict[str, str]:
    return {"display": "none"} if score is None else {"left": share(place(score))}


def _axis(at: Anchor) -> Component:
    ticks = [
        html.Small(f"{tick:g}", id=f"{at}-tick-{number}", style={"left": share(place(tick))})
        for number, tick in enumerate(TICKS)
    ]
    even = html.Small(id=f"{at}-tick-even", className="even")
    return marked(html.Span([*ticks, even], className="axis"), **{"aria-hidden": "true"})


def _axis_regions(at: Anchor, even: float) -> Regions:
    """Return the break-even among the ticks, and which of them it leaves no room."""
    near = {number: abs(place(tick) - place(even)) < NEAR for number, tick in enumerate(TICKS)}
    return {
        f"{at}-tick-even.children": f"{even:.2f}",
        f"{at}-tick-even.style": {"left": share(place(even))},
        **{f"{at}-tick-{number}.hidden": hidden for number, hidden in near.items()},
    }
