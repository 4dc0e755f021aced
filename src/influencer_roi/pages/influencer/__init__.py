"""Answers "How does this influencer do?": verdict, facts, figures, the next deal, posts, orders, payouts."""

from dataclasses import replace

from influencer_roi.pages.crediting import with_crediting
from influencer_roi.pages.influencer import fee, orders, paid, posts, price, tables
from influencer_roi.pages.influencer.facts import HEADING, chosen_days
from influencer_roi.pages.influencer.months import monthly
from influencer_roi.pages.influencer.person import of_one, of_several
from influencer_roi.pages.influencer.result import judged
from influencer_roi.pages.kpis import kpis
from influencer_roi.pages.trends import TREND
from influencer_roi.pages.verdict import verdict
from influencer_roi.ui.cards import Cards

KEY = "influencer"
MONEY, DONE = ("revenue", "spend", "roas", "profit"), ("orders", "posts", "reach", "engagement_rate")
CARDS = Cards(
    KEY,
    (
        of_several(replace(TREND, width="w12")),
        of_one(price.CARD),
        of_one(fee.CARD),
        of_one(posts.CARD),
        of_several(tables.POSTS),
        orders.CARD,
        of_one(paid.CARD),
        of_several(tables.PAYOUTS),
    ),
    seen=with_crediting,
    above=(verdict(judged), HEADING, monthly(*MONEY), kpis(*DONE)),
)
PAGE = CARDS.made(
    path="/influencer",
    label="Influencer",
    icon="influencers",
    question="How does this influencer do?",
    listed=False,
    under="influencers",
    asks=chosen_days,
)
