"""Answers "What resonates?": posts that work, what they share, which revenue is theirs."""

from dash import html
from dash.development.base_component import Component

from influencer_roi.data.ledger import Ledger
from influencer_roi.filters import Filters
from influencer_roi.metrics.vocabulary import DEFAULT, Assumptions
from influencer_roi.pages import content_credit, content_patterns, content_table, content_top, kpis, trends
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
        content_top.top_frame(KEY, width="w12"),
        content_patterns.scatter_frame(KEY, width="w6"),
        content_patterns.weekday_frame(KEY, width="w6"),
        content_credit.credit_frame(KEY, width="w12"),
        content_table.table_frame(KEY, width="w12"),
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
        **content_top.top_regions(view, rank),
        **content_patterns.scatter_regions(view),
        **content_patterns.weekday_regions(view, weekday),
        **content_credit.credit_regions(view),
        **content_table.table_regions(view),
    }


PAGE = Page(
    key=KEY,
    path="/content",
    label="Content",
    icon="▤",
    question="What resonates?",
    frame=frame,
    update=update,
    choices={"rank": content_top.RANK, "weekday": content_patterns.WEEKDAY},
)
