"""Answers "Which campaigns earn their spend?": revenue beside spend, gains around zero, courses, all rows."""

from dataclasses import replace

from dash import html
from dash.development.base_component import Component

from influencer_roi.data.ledger import Ledger
from influencer_roi.filters import Filters
from influencer_roi.metrics.vocabulary import DEFAULT, Assumptions
from influencer_roi.pages import campaigns_courses, campaigns_gains, campaigns_spend, campaigns_table, kpis
from influencer_roi.pages.trends import course_of
from influencer_roi.pages.view import View
from influencer_roi.queries.campaigns import INCREMENTAL
from influencer_roi.ui.page import Page
from influencer_roi.ui.regions import Regions

KEY = "campaigns"
KPIS = ("revenue", "spend", "roas", "incremental_roas", "orders", "cpa", "new_customers", "engagement_rate")


def frame(ledger: Ledger) -> Component:
    """Return the page's frame."""
    del ledger
    cards = [
        campaigns_spend.spend_frame(KEY, width="w6"),
        campaigns_gains.gains_frame(KEY, width="w6"),
        campaigns_courses.courses_frame(KEY, width="w12"),
        campaigns_table.table_frame(KEY, width="w12"),
    ]
    return html.Div([kpis.kpi_frame(KEY, KPIS), html.Div(cards, className="cards")])


def update(
    ledger: Ledger,
    filters: Filters,
    *,
    assumed: Assumptions = DEFAULT,
    measure: str = INCREMENTAL,
    baseline: str = campaigns_gains.BASELINE.default,
) -> Regions:
    """Return every region of the page; a baseline other than the default replaces the assumed one."""
    view = View(KEY, ledger, filters, _assumed(assumed, baseline))
    return {
        **kpis.kpi_row(view, KPIS, course_of(view, KPIS)),
        **campaigns_spend.spend_regions(view),
        **campaigns_gains.gains_regions(view, measure),
        **campaigns_courses.courses_regions(view),
        **campaigns_table.table_regions(view, lambda chosen: _address(chosen, measure, baseline)),
    }


def _assumed(assumed: Assumptions, baseline: str) -> Assumptions:
    picked = baseline != campaigns_gains.BASELINE.default
    return replace(assumed, baseline=int(baseline) / 100) if picked else assumed


def _address(filters: Filters, measure: str, baseline: str) -> str:
    """Return where this page shows other filters under the same choices."""
    return PAGE.path + PAGE.query(filters, {"measure": measure, "baseline": baseline})


PAGE = Page(
    key=KEY,
    path="/campaigns",
    label="Campaigns",
    icon="◧",
    question="Which campaigns earn their spend?",
    frame=frame,
    update=update,
    choices={"measure": campaigns_gains.MEASURE, "baseline": campaigns_gains.BASELINE},
)
