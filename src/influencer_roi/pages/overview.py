"""Answers "How are the campaigns doing overall?": KPI cards, the course of days, who and what earns."""

from influencer_roi.pages.insights import insights
from influencer_roi.pages.kpis import kpis
from influencer_roi.pages.rankings import CAMPAIGNS, INFLUENCERS
from influencer_roi.pages.shares import BRANDS, PLATFORMS
from influencer_roi.pages.trends import trend
from influencer_roi.ui.cards import Cards
from influencer_roi.ui.page import Page

KEY = "overview"
KPIS = ("revenue", "spend", "roas", "roi", "orders", "reach", "engagement_rate", "incremental_roas")
CARDS = Cards(
    KEY,
    (trend(KPIS, width="w8"), PLATFORMS, INFLUENCERS, CAMPAIGNS, BRANDS, insights(3)),
    above=(kpis(*KPIS),),
)
PAGE = Page(
    key=KEY,
    path="/",
    label="Overview",
    icon="overview",
    question="How are the campaigns doing overall?",
    frame=CARDS.frame,
    update=CARDS.update,
    choices=CARDS.choices,
)
