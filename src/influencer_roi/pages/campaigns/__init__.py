"""Answers "Which campaigns earn their spend?": revenue beside spend, gains around zero, courses, all rows."""

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlencode

from dash import html
from dash.development.base_component import Component

from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.metrics.vocabulary import DEFAULT, Assumptions
from influencer_roi.pages import kpis
from influencer_roi.pages.campaigns import courses, gains, spend, table
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
        spend.spend_frame(KEY, width="w6"),
        gains.gains_frame(KEY, width="w6"),
        courses.courses_frame(KEY, width="w12"),
        table.table_frame(KEY, width="w12"),
    ]
    return html.Div([kpis.kpi_frame(KEY, KPIS), html.Div(cards, className="cards")])


def update(
    ledger: Ledger,
    filters: Filters,
    *,
    assumed: Assumptions = DEFAULT,
    measure: str = INCREMENTAL,
    baseline: str = "",
) -> Regions:
    """Return every region of the page; `baseline`, in percent, replaces the assumed one."""
    usual = gains.BASELINE.assuming(assumed).default
    picked = {} if baseline in ("", usual) else {"baseline": baseline}
    view = View(KEY, ledger, filters, _assumed(assumed, baseline), urlencode(picked))
    return {
        **kpis.kpi_row(view, KPIS, course_of(view, KPIS)),
        **spend.spend_regions(view),
        **gains.gains_regions(view, measure),
        **courses.courses_regions(view),
        **table.table_regions(view, lambda chosen: _address(chosen, assumed, {"measure": measure, **picked})),
    }


def _assumed(assumed: Assumptions, baseline: str) -> Assumptions:
    return replace(assumed, baseline=float(baseline) / 100) if baseline else assumed


def _address(filters: Filters, assumed: Assumptions, choices: Mapping[str, str]) -> str:
    """Return where this page shows other filters under the same choices."""
    return PAGE.path + PAGE.assuming(assumed).query(filters, choices)


PAGE = Page(
    key=KEY,
    path="/campaigns",
    label="Campaigns",
    icon="◧",
    question="Which campaigns earn their spend?",
    frame=frame,
    update=update,
    choices={"measure": gains.MEASURE, "baseline": gains.BASELINE},
)
