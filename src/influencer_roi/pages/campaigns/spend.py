"""Shows the revenue of campaigns beside their spend."""

from dash import html
from dash.development.base_component import Component

from influencer_roi.metrics.units import RUPEES
from influencer_roi.queries import Frame, sum_of
from influencer_roi.queries.campaigns import largest, named, outside, spoken, summary
from influencer_roi.ui.boards import PAIRS
from influencer_roi.ui.cards import Card, Shown
from influencer_roi.ui.leaves import Anchor
from influencer_roi.ui.lines import paired_lines
from influencer_roi.ui.rows_links import all_rows
from influencer_roi.ui.view import View
from influencer_roi.ui.words import percent, plural

ROWS = 10
BOARD = PAIRS.board("campaign", size=ROWS)


def _draw(at: Anchor) -> Component:
    key = html.P("The upper bar is revenue, the lower one spend.", className="key")
    return html.Div([key, BOARD.frame(at)], className="money")


def _fill(view: View, at: Anchor) -> Shown:
    """Return the campaigns with most revenue, each over its spend."""
    query = view.rows_query("campaign")
    rows = summary(view.ledger, view.filters, assumed=view.assumed)
    lines = paired_lines(view, rows.head(ROWS).to_dicts(), by="campaign")
    more = all_rows(f"All {rows.height:,} rows", query, found=rows.height, size=ROWS)
    body = BOARD.regions(at, lines, more=more)
    return Shown(view.of_revenue(_sentence(rows)), query, body)


CARD = Card("money", "How does revenue stand beside spend?", "w6", _draw, _fill)


def _sentence(rows: Frame) -> str:
    """Return what the largest campaigns bring and bear, and what was spent outside any."""
    revenue, spend = float(rows["revenue"].sum()), sum_of(rows, "spend")
    if revenue <= 0:
        return "No revenue in this selection." if rows.height else ""
    first, beside = largest(rows), outside(rows)
    if rows.height == 1:
        words = f"{spoken(first['campaign'][0])} is all there is in this selection"
    else:
        words = f"{_who(rows, first)} {percent(float(first['revenue'].sum()), revenue)} of revenue"
        words += f" on {percent(float(first['spend'].sum()), spend)} of spend" if spend else ""
    return f"{words}; {RUPEES.short(beside)} was spent outside any campaign." if beside > 0 else f"{words}."


def _who(rows: Frame, first: Frame) -> str:
    if first.height == 1:
        return f"{spoken(first['campaign'][0])} brings"
    return f"The {first.height} largest of {plural(named(rows).height, 'campaign')} bring"
