"""Answers "How are the campaigns doing overall?": KPI cards, the course of days, who and what earns."""

from influencer_roi.pages.headline import HEADLINE
from influencer_roi.pages.insights import insights
from influencer_roi.pages.kpis import kpis
from influencer_roi.pages.moved import MOVED
from influencer_roi.pages.rankings import CAMPAIGNS, INFLUENCERS
from influencer_roi.pages.shares import BRANDS, PLATFORMS
from influencer_roi.pages.stop import STOP
from influencer_roi.pages.trends import TREND
from influencer_roi.pages.verdict import verdict, verdict_of
from influencer_roi.ui.cards import Cards

KEY = "overview"
KPIS = ("orders", "new_customers", "cpa", "engagement_rate")
CARDS = Cards(
    KEY,
    (TREND, MOVED, STOP, insights(5), CAMPAIGNS, INFLUENCERS, PLATFORMS, BRANDS),
    above=(verdict(verdict_of), HEADLINE, kpis(*KPIS)),
)
PAGE = CARDS.made(
    path="/",
    label="Overview",
    icon="overview",
    question="How are the campaigns doing overall?",
)
