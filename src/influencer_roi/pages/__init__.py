"""Says what is shown where: the one registry of pages, and of the desks where data is changed."""

from influencer_roi.pages import (
    campaigns,
    content,
    data_health,
    evidence,
    explorer,
    glossary,
    influencer,
    influencers,
    overview,
    payouts,
)
from influencer_roi.pages.publish import DESK as PUBLISH
from influencer_roi.pages.versions import DESK as VERSIONS
from influencer_roi.ui.desk import Desk
from influencer_roi.ui.page import Page

PAGES: tuple[Page, ...] = (
    overview.PAGE,
    campaigns.PAGE,
    influencers.PAGE,
    influencer.PAGE,
    content.PAGE,
    payouts.PAGE,
    explorer.PAGE,
    evidence.PAGE,
    data_health.PAGE,
    glossary.PAGE,
)
DESKS: tuple[Desk, ...] = (PUBLISH, VERSIONS)
