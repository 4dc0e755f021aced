"""Compares what influencers are paid for: deals per post, per order and any other basis."""

import polars as pl
from dash import html
from dash.development.base_component import Component

from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.metrics.units import COUNT, RUPEES, TIMES
from influencer_roi.pages.view import NOTHING_HERE, View
from influencer_roi.queries import payouts
from influencer_roi.ui import components
from influencer_roi.ui.boards import PAIRS, Line, Style, board, board_regions
from influencer_roi.ui.regions import Regions
from influencer_roi.ui.theme import OTHER, colours

NAME = "deals"
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


def deals_frame(page: str, *, width: str) -> Component:
    """Return the frame of the comparison of deals."""
    body = board(STYLE, f"{page}-{NAME}", page=page, dimension="basis", size=ROWS)
    return components.card(page, NAME, "Which deals pay off?", body, width=width)


def deals_regions(view: View) -> Regions:
    """Return what the comparison of deals shows: revenue over spend by basis, and what a rupee bought."""
    deals = payouts.deals(view.ledger, view.filters)
    rows = deals.to_dicts()
    hues = colours(view.ledger, "basis")
    longest = max((max(row["revenue"] or 0.0, row["spend"]) for row in rows), default=0.0) or 1.0
    lines = [
        Line(
            value=row["basis"],
            name=row["basis"],
            extra=f"ROAS {TIMES.short(row['roas'])}",
            length=(row["revenue"] or 0.0) / longest,
            colour=hues.get(row["basis"], OTHER),
            figure=RUPEES.short(row["revenue"]),
            second=(row["spend"] / longest, RUPEES.short(row["spend"])),
            pressed=view.presses("basis", row["basis"]),
        )
        for row in rows
    ]
    base = f"{view.page}-{NAME}"
    return {
        **components.card_regions(
            view.page, NAME, view.of_revenue(_sentence(view, deals)), view.rows_query("basis")
        ),
        **board_regions(STYLE, base, lines[:ROWS], size=ROWS, empty=NOTHING_HERE),
        **_facts(base, deals),
    }


def _draw(base: str) -> list[Component]:
    facts = [
        html.Span([html.Span(label, className="sub muted"), html.Span(id=f"{base}-{key}")], style=_COLUMN)
        for key, label in FACTS.items()
    ]
    return [*PAIRS.draw(base), html.Span(facts, style=_GRID)]


_COLUMN = {"display": "flex", "flexDirection": "column", "fontSize": "var(--text-xs)"}
STYLE = Style(PAIRS.list_class, PAIRS.row_class, _draw, PAIRS.fill)


def _facts(base: str, rows: pl.DataFrame) -> Regions:
    """Return the facts under each pair of bars, in the order of the rows."""
    units = {key: REGISTRY[key].unit if key in REGISTRY else COUNT for key in FACTS}
    return {
        f"{base}-{number}-{key}.children": unit.short(rows[key][number]) if number < rows.height else ""
        for number in range(ROWS)
        for key, unit in units.items()
    }


def deals_of(basis: str) -> str:
    """Return what deals of a basis are called: "Per-post deals"."""
    return f"{basis.replace('Per ', 'Per-')} deals"


def _sentence(view: View, rows: pl.DataFrame) -> str:
    """Return what each kind of deal returns, and the money in those deals that lose it."""
    paid = rows.filter(pl.col("roas").is_not_null())
    if paid.is_empty():
        return "Nobody was paid in this selection."
    returns = [
        f"{deals_of(basis)} {TIMES.short(roas)}" for basis, roas in paid.select("basis", "roas").iter_rows()
    ]
    first, *others = returns
    name, _, times = first.rpartition(" ")
    message = ", ".join([f"{name} return {times}", *(other.lower() for other in others[:2])])
    below = payouts.below_one(view.ledger, view.filters)
    if not below:
        return f"{message}."
    basis, money = max(below.items(), key=lambda one: (one[1], one[0]))
    return f"{message}: {RUPEES.short(money)} sits in {deals_of(basis).lower()} below 1×."
