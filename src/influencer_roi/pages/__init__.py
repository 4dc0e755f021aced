"""Says what is shown where: the one registry of pages."""

from influencer_roi.pages import overview
from influencer_roi.ui.page import Page

PAGES: tuple[Page, ...] = (overview.PAGE,)
