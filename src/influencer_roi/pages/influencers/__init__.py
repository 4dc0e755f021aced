"""Answers "Who is worth paying again?": who earned, by following, by kind, everyone."""

from dash import html
from dash.development.base_component import Component

from influencer_roi.pages.influencers import forest, kinds, scatter, table
from influencer_roi.pages.influencers.judged import JUDGED
from influencer_roi.pages.kpis import kpis
from influencer_roi.ui.cards import Block, Cards
from influencer_roi.ui.leaves import Anchor, Leaves, Template
from influencer_roi.ui.markup import page_link, profile_address
from influencer_roi.ui.view import View

KEY = "influencers"


def _profile(leaf: Leaves[View]) -> list[Component]:
    link = leaf(
        "profile",
        page_link(),
        children=lambda _: "Only one influencer is chosen: open the profile →",
        href=lambda view: profile_address(_alone(view), view.filters.without(["influencer_id"]).to_query()),
    )
    banner = html.Div(link, className="banner")
    return [leaf("profile-banner", banner, hidden=lambda view: not _alone(view))]


_PROFILE = Template(_profile)


def _alone(view: View) -> str:
    """Return the one influencer chosen, "" where there are none or several."""
    chosen = view.filters["influencer_id"]
    return chosen[0] if len(chosen) == 1 else ""


# The link to the profile of the one influencer chosen.
PROFILE = Block(
    lambda page, _: html.Div(_PROFILE.frame(Anchor(page, page))),
    lambda view: _PROFILE.regions(Anchor(view.page, view.page), view),
)
CARDS = Cards(
    KEY,
    (forest.CARD, scatter.CARD, kinds.CARD, table.CARD),
    above=(JUDGED, PROFILE, kpis("revenue", "spend", "roas", "profit")),
)
PAGE = CARDS.made(
    path="/influencers",
    label="Influencers",
    icon="influencers",
    question="Who is worth paying again?",
)
