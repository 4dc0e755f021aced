"""Answers "Where does the money go?": deals, the course of spend, payouts as agreed, and who earns none."""

from dash import html
from dash.development.base_component import Component

from influencer_roi.data.ledger import Ledger
from influencer_roi.filters import Filters
from influencer_roi.metrics.vocabulary import DEFAULT, Assumptions
from influencer_roi.pages import (
    payouts_course,
    payouts_deals,
    payouts_file,
    payouts_groups,
    payouts_kpis,
    payouts_weak,
)
from influencer_roi.pages.view import View
from influencer_roi.ui.page import Choice, Page
from influencer_roi.ui.regions import Regions

KEY = "payouts"
CHOICES: dict[str, Choice] = {
    "group": payouts_groups.GROUP,
    "period": payouts_course.PERIOD,
    **payouts_weak.LINES,
}


def frame(ledger: Ledger) -> Component:
    """Return the page's frame."""
    del ledger
    cards = [
        payouts_deals.deals_frame(KEY, width="w6"),
        payouts_groups.groups_frame(KEY, width="w6"),
        payouts_course.course_frame(KEY, width="w12"),
        payouts_weak.weak_frame(KEY, width="w12"),
        payouts_file.file_frame(KEY, width="w12"),
    ]
    return html.Div([payouts_kpis.kpi_frame(KEY), html.Div(cards, className="cards")])


def update(ledger: Ledger, filters: Filters, *, assumed: Assumptions = DEFAULT, **choices: str) -> Regions:
    """Return every region of the page."""
    view = View(KEY, ledger, filters, assumed)
    chosen = {name: choice.default for name, choice in CHOICES.items()} | choices
    return {
        **payouts_kpis.kpi_row(view),
        **payouts_deals.deals_regions(view),
        **payouts_groups.groups_regions(view, chosen["group"]),
        **payouts_course.course_regions(view, chosen["period"]),
        **payouts_weak.weak_regions(view, chosen),
        **payouts_file.file_regions(view),
    }


PAGE = Page(
    key=KEY,
    path="/payouts",
    label="Payouts",
    icon="₹",
    question="Where does the money go?",
    frame=frame,
    update=update,
    choices=CHOICES,
)
