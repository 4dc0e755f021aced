"""Answers "Who is worth paying again?": returns by following, the best and the weakest, kinds, everyone."""

from dash import html
from dash.development.base_component import Component

from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.metrics.vocabulary import DEFAULT, Assumptions
from influencer_roi.pages.influencers import boards, kinds, scatter, table
from influencer_roi.pages.influencers.table import profile_href
from influencer_roi.pages.view import View
from influencer_roi.queries.influencer_rows import people
from influencer_roi.ui.markup import page_link
from influencer_roi.ui.page import Page
from influencer_roi.ui.regions import Regions

KEY = "influencers"


def frame(ledger: Ledger) -> Component:
    """Return the page's frame."""
    del ledger
    cards = [
        scatter.scatter_frame(KEY, width="w12"),
        boards.best_frame(KEY, width="w6"),
        boards.weakest_frame(KEY, width="w6"),
        kinds.kinds_frame(KEY, width="w12"),
        table.table_frame(KEY, width="w12"),
    ]
    profile = html.Div(page_link(id=f"{KEY}-profile"), id=f"{KEY}-profile-place", className="banner")
    return html.Div([profile, html.Div(cards, className="cards")])


def update(
    ledger: Ledger,
    filters: Filters,
    *,
    assumed: Assumptions = DEFAULT,
    measure: str = "roas",
    group: str = "category",
) -> Regions:
    """Return every region of the page."""
    view = View(KEY, ledger, filters, assumed)
    rows = people(ledger, filters)
    return {
        **_profile_regions(view),
        **scatter.scatter_regions(view, rows, measure),
        **boards.best_regions(view, rows),
        **boards.weakest_regions(view, rows),
        **kinds.kinds_regions(view, group),
        **table.table_regions(view, rows),
    }


def _profile_regions(view: View) -> Regions:
    """Return the link to the profile of the one influencer chosen."""
    chosen = view.filters["influencer_id"]
    alone = chosen[0] if len(chosen) == 1 else ""
    return {
        f"{KEY}-profile-place.hidden": not alone,
        f"{KEY}-profile.children": "Only one influencer is chosen: open the profile →",
        f"{KEY}-profile.href": profile_href(view.filters, alone),
    }


PAGE = Page(
    key=KEY,
    path="/influencers",
    label="Influencers",
    icon="◉",
    question="Who is worth paying again?",
    frame=frame,
    update=update,
    choices={"measure": scatter.MEASURE, "group": kinds.GROUP},
)
