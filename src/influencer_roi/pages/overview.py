"""Answers "How are the campaigns doing overall?": KPI cards, the course of days, who and what earns."""

from dash import html
from dash.development.base_component import Component

from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.metrics.vocabulary import DEFAULT, Assumptions
from influencer_roi.pages import kpis, rankings, shares, trends
from influencer_roi.pages.insights import insights_of
from influencer_roi.pages.view import View
from influencer_roi.ui import components
from influencer_roi.ui.page import Page
from influencer_roi.ui.regions import Regions

KEY = "overview"
KPIS = ("revenue", "spend", "roas", "roi", "orders", "reach", "engagement_rate", "incremental_roas")
INSIGHTS = 3


def frame(ledger: Ledger) -> Component:
    """Return the page's frame."""
    cards = [
        trends.trend_frame(KEY, width="w8"),
        shares.platform_frame(KEY, width="w4"),
        rankings.influencer_frame(KEY, ledger, width="w6"),
        rankings.campaign_frame(KEY, width="w6"),
        shares.brand_frame(KEY, width="w6"),
        components.insight_card(KEY, INSIGHTS, width="w6"),
    ]
    return html.Div([kpis.kpi_frame(KEY, KPIS), html.Div(cards, className="cards")])


def update(
    ledger: Ledger,
    filters: Filters,
    *,
    assumed: Assumptions = DEFAULT,
    grain: str = "auto",
    rank: str = "roas",
) -> Regions:
    """Return every region of the page."""
    view = View(KEY, ledger, filters, assumed)
    course = trends.course_of(view, KPIS)
    return {
        **kpis.kpi_row(view, KPIS, course),
        **trends.trend_regions(view, KPIS, trends.grain_of(view, grain)),
        **shares.platform_regions(view),
        **rankings.influencer_regions(view, rank),
        **rankings.campaign_regions(view),
        **shares.brand_regions(view),
        **components.insight_regions(KEY, insights_of(view), INSIGHTS),
    }


PAGE = Page(
    key=KEY,
    path="/",
    label="Overview",
    icon="◔",
    question="How are the campaigns doing overall?",
    frame=frame,
    update=update,
    choices={"grain": trends.GRAIN, "rank": rankings.RANK},
)
