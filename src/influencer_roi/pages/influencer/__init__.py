"""Answers "How does this influencer do?": facts, KPI cards, the course of days, posts, orders, payouts."""

from influencer_roi.pages.influencer import tables
from influencer_roi.pages.influencer.facts import HEADING
from influencer_roi.pages.kpis import kpis
from influencer_roi.pages.trends import trend
from influencer_roi.ui.cards import Cards
from influencer_roi.ui.page import Page

KEY = "influencer"
KPIS = ("revenue", "spend", "roas", "profit", "orders", "new_customers", "aov", "engagement_rate")
CARDS = Cards(
    KEY,
    (trend(width="w12"), tables.POSTS, tables.ORDERS, tables.PAYOUTS),
    above=(HEADING, kpis(*KPIS)),
)
PAGE = Page(
    key=KEY,
    path="/influencer",
    label="Influencer",
    icon="influencers",
    question="How does this influencer do?",
    frame=CARDS.frame,
    update=CARDS.update,
    choices=CARDS.choices,
    listed=False,
    under="influencers",
)
