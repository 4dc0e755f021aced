"""Says what is shown where: the one registry of pages."""

from influencer_roi.pages import (
    campaigns,
    content,
    data_health,
    explorer,
    glossary,
    influencer,
    influencers,
    overview,
    payouts,
)
from influencer_roi.ui.page import Page

PAGES: tuple[Page, ...] = (
    overview.PAGE,
    campaigns.PAGE,
    influencers.PAGE,
    influencer.PAGE,
    content.PAGE,
    payouts.PAGE,
    explorer.PAGE,
    data_health.PAGE,
    glossary.PAGE,
)
