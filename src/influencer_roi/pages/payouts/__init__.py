"""Answers "Where does the money go?": deals, the course of spend, payouts as agreed, and who earns none."""

from dash import html
from dash.development.base_component import Component

from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.metrics.vocabulary import DEFAULT, Assumptions
from influencer_roi.pages.payouts import course, deals, file, groups, kpis, weak
from influencer_roi.pages.view import View
from influencer_roi.ui.page import Choice, Page
from influencer_roi.ui.regions import Regions

KEY = "payouts"
CHOICES: dict[str, Choice] = {
    "group": groups.GROUP,
    "period": course.PERIOD,
    **weak.LINES,
}


def frame(ledger: Ledger) -> Component:
    """Return the page's frame."""
    del ledger
    cards = [
        deals.deals_frame(KEY, width="w6"),
        groups.groups_frame(KEY, width="w6"),
        course.course_frame(KEY, width="w12"),
        weak.weak_frame(KEY, width="w12"),
        file.file_frame(KEY, width="w12"),
    ]
    return html.Div([kpis.kpi_frame(KEY), html.Div(cards, className="cards")])


def update(ledger: Ledger, filters: Filters, *, assumed: Assumptions = DEFAULT, **choices: str) -> Regions:
    """Return every region of the page."""
    view = View(KEY, ledger, filters, assumed)
    chosen = {name: choice.default for name, choice in CHOICES.items()} | choices
    return {
        **kpis.kpi_row(view),
        **deals.deals_regions(view),
        **groups.groups_regions(view, chosen["group"]),
        **course.course_regions(view, chosen["period"]),
        **weak.weak_regions(view, chosen),
        **file.file_regions(view),
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
