"""Shows the revenue of campaigns beside their spend."""

from dash import html
from dash.development.base_component import Component

from influencer_roi.metrics.units import RUPEES
from influencer_roi.pages.rankings import campaign_hue
from influencer_roi.queries import Frame
from influencer_roi.queries.campaigns import Money, money, spoken, summary
from influencer_roi.ui.boards import PAIRS
from influencer_roi.ui.cards import Card, Shown
from influencer_roi.ui.leaves import Anchor
from influencer_roi.ui.lines import paired_lines
from influencer_roi.ui.view import View
from influencer_roi.ui.words import left_out, percent, plural

ROWS = 10
BOARD = PAIRS.board("campaign", size=ROWS)


def _draw(at: Anchor) -> Component:
    key = html.P("The upper bar is revenue, the lower one spend.", className="key")
    return html.Div([key, BOARD.frame(at)], className="money")


def _fill(view: View, at: Anchor) -> Shown:
    """Return the campaigns with most revenue, each over its spend."""
    rows = summary(view.ledger, view.filters, assumed=view.assumed)
    lines = paired_lines(view, rows.head(ROWS).to_dicts(), by="campaign", hue=campaign_hue(view))
    body = BOARD.regions(at, lines, more=left_out(rows.height, ROWS))
    return Shown(view.of_revenue(_sentence(rows)), view.rows_query("campaign"), body)


CARD = Card("money", "How does revenue stand beside spend?", "w6", _draw, _fill)


def _sentence(rows: Frame) -> str:
    """Return what the largest campaigns bring and bear, and what was spent outside any."""
    found = money(rows)
    if found.revenue <= 0:
        return "No revenue in this selection." if rows.height else ""
    if rows.height == 1:
        words = f"{spoken(found.names[0])} is all there is in this selection"
    else:
        words = f"{_who(found)} {percent(found.largest_revenue, found.revenue)} of revenue"
        words += f" on {percent(found.largest_spend, found.spend)} of spend" if found.spend > 0 else ""
    if found.outside > 0:
        return f"{words}; {RUPEES.short(found.outside)} was spent outside any campaign."
    return f"{words}."


def _who(found: Money) -> str:
    if len(found.largest) == 1:
        return f"{spoken(found.largest[0])} brings"
    return f"The {len(found.largest)} largest of {plural(len(found.names), 'campaign')} bring"
