"""Answers "What resonates?": posts that work, what they share, which revenue is theirs."""

from dash import html
from dash.development.base_component import Component

from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.metrics.vocabulary import DEFAULT, Assumptions
from influencer_roi.pages import kpis, trends
from influencer_roi.pages.content import credit, patterns, table, top
from influencer_roi.pages.view import View
from influencer_roi.ui.page import Page
from influencer_roi.ui.regions import Regions

KEY = "content"
KPIS = (
    "posts",
    "reach",
    "engagements",
    "engagement_rate",
    "orders_per_1k_reach",
    "revenue_per_post",
    "cost_per_post",
    "cpm",
)


def frame(ledger: Ledger) -> Component:
    """Return the page's frame."""
    del ledger
    cards = [
        top.top_frame(KEY, width="w12"),
        patterns.scatter_frame(KEY, width="w6"),
        patterns.weekday_frame(KEY, width="w6"),
        credit.credit_frame(KEY, width="w12"),
        table.table_frame(KEY, width="w12"),
    ]
    return html.Div([kpis.kpi_frame(KEY, KPIS), html.Div(cards, className="cards")])


def update(
    ledger: Ledger,
    filters: Filters,
    *,
    assumed: Assumptions = DEFAULT,
    rank: str = "revenue",
    weekday: str = "reach_per_post",
) -> Regions:
    """Return every region of the page."""
    view = View(KEY, ledger, filters, assumed)
    return {
        **kpis.kpi_row(view, KPIS, trends.course_of(view, KPIS)),
        **top.top_regions(view, rank),
        **patterns.scatter_regions(view),
        **patterns.weekday_regions(view, weekday),
        **credit.credit_regions(view),
        **table.table_regions(view),
    }


PAGE = Page(
    key=KEY,
    path="/content",
    label="Content",
    icon="▤",
    question="What resonates?",
    frame=frame,
    update=update,
    choices={"rank": top.RANK, "weekday": patterns.WEEKDAY},
)
