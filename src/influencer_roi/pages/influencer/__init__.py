"""Answers "How does this influencer do?": facts, KPI cards, the course of days, posts, orders, payouts."""

from dash import html
from dash.development.base_component import Component

from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.metrics.vocabulary import DEFAULT, Assumptions
from influencer_roi.pages import kpis, trends
from influencer_roi.pages.influencer import facts, tables
from influencer_roi.pages.view import View
from influencer_roi.ui.page import Page
from influencer_roi.ui.regions import Regions

KEY = "influencer"
KPIS = ("revenue", "spend", "roas", "roi", "orders", "aov", "engagement_rate", "new_customers")


def frame(ledger: Ledger) -> Component:
    """Return the page's frame."""
    del ledger
    cards = [
        trends.trend_frame(KEY, width="w12"),
        tables.posts_frame(KEY, width="w12"),
        tables.orders_frame(KEY, width="w12"),
        tables.payouts_frame(KEY, width="w12"),
    ]
    return html.Div([facts.facts_frame(KEY), kpis.kpi_frame(KEY, KPIS), html.Div(cards, className="cards")])


def update(
    ledger: Ledger, filters: Filters, *, assumed: Assumptions = DEFAULT, grain: str = "auto"
) -> Regions:
    """Return every region of the page."""
    view = View(KEY, ledger, filters, assumed)
    course = trends.course_of(view, KPIS)
    return {
        **facts.facts_regions(view),
        **kpis.kpi_row(view, KPIS, course),
        **trends.trend_regions(view, KPIS, trends.grain_of(view, grain)),
        **tables.posts_regions(view),
        **tables.orders_regions(view),
        **tables.payouts_regions(view),
    }


PAGE = Page(
    key=KEY,
    path="/influencer",
    label="Influencer",
    icon="◉",
    question="How does this influencer do?",
    frame=frame,
    update=update,
    choices={"grain": trends.GRAIN},
    listed=False,
    under="influencers",
)
