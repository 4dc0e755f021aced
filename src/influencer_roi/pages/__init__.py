"""Says what is shown where: the one registry of pages."""

from influencer_roi.pages import campaigns, content, influencer, influencers, overview, payouts
from influencer_roi.ui.page import Page

PAGES: tuple[Page, ...] = (
    overview.PAGE,
    campaigns.PAGE,
    influencers.PAGE,
    influencer.PAGE,
    content.PAGE,
    payouts.PAGE,
)
