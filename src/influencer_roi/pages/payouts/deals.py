"""Compares what influencers are paid for: deals per post, per order and any other basis."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from dash import html
from dash.development.base_component import Component

from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.metrics.units import COUNT, RUPEES, TIMES
from influencer_roi.pages.verdict import even_words
from influencer_roi.queries import Frame, payouts
from influencer_roi.queries.ranking import valued
from influencer_roi.ui.boards import PAIRS, Line, Style
from influencer_roi.ui.cards import Card, Shown
from influencer_roi.ui.leaves import Anchor, Leaves
from influencer_roi.ui.lines import paired_lines
from influencer_roi.ui.view import View

ROWS = 6
FACTS = {
    "influencers": "Influencers",
    "orders": "Orders",
    "posts": "Posts",
    "cpa": "Effective CPA",
    "cost_per_post": "Per post",
}
_GRID = {
    "display": "grid",
    "gridColumn": "1 / -1",
    "gridTemplateColumns": "repeat(auto-fit, minmax(80px, 1fr))",
    "gap": "8px",
}


_COLUMN = {"display": "flex", "flexDirection": "column", "fontSize": "var(--text-xs)"}


@dataclass(frozen=True)
class Deal(Line):
    """A line of revenue over spend, with what a rupee bought under it, in words by key."""

    bought: Mapping[str, str] = field(default_factory=dict)


def _fill(view: View, at: Anchor) -> Shown:
    """Return revenue over spend by basis, and what a rupee bought."""
    deals = payouts.deals(view.ledger, view.filters)
    rows = deals.to_dicts()
    lines = [
        Deal(**vars(line), bought={key: unit.short(row[key]) for key, unit in _UNITS.items()})
        for line, row in zip(paired_lines(view, rows, by="basis"), rows, strict=True)
    ]
    say = view.of_revenue(_sentence(view, deals))
    return Shown(say, view.rows_query("basis"), BOARD.regions(at, lines))


def _draw(leaf: Leaves[Line]) -> list[Component]:
    facts = [html.Span(_fact(leaf, key), style=_COLUMN) for key in FACTS]
    return [*PAIRS.draw(leaf), html.Span(facts, style=_GRID)]


def _fact(leaf: Leaves[Line], key: str) -> list[Component]:
    value = leaf(
        key, html.Span(), children=lambda line: line.bought.get(key, "") if isinstance(line, Deal) else ""
    )
    return [html.Span(FACTS[key], className="sub muted"), value]


_UNITS = {key: REGISTRY[key].unit if key in REGISTRY else COUNT for key in FACTS}
BOARD = Style(PAIRS.list_class, PAIRS.row_class, _draw).board("basis", size=ROWS)
CARD = Card("deals", "Which deals pay off?", "w6", BOARD.frame, _fill)


def deals_of(basis: str) -> str:
    """Return what deals of a basis are called: "Per-post deals"."""
    return f"{basis.replace('Per ', 'Per-')} deals"


def _sentence(view: View, rows: Frame) -> str:
    """Return what each kind of deal returns, and the money in those deals that lose it."""
    paid = valued(rows, "roas")
    if paid.is_empty():
        return "Nobody was paid in this selection."
    returns = [
        f"{deals_of(basis)} {TIMES.short(roas)}" for basis, roas in paid.select("basis", "roas").iter_rows()
    ]
    first, *others = returns
    name, _, times = first.rpartition(" ")
    words = ", ".join([f"{name} return {times}", *(other.lower() for other in others[:2])])
    below = payouts.below_even(view.ledger, view.filters, view.assumed)
    if not below:
        return f"{words}."
    basis, money = max(below.items(), key=lambda one: (one[1], one[0]))
    return f"{words}: {RUPEES.short(money)} sits in {deals_of(basis).lower()} below {even_words(view)}."
