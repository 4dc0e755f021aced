"""Answers "How much can these numbers carry?": four gates, what they rest on, and what they switch."""

from influencer_roi.pages.evidence import again, around, basis, coming, gates, judged, needed, rule, uses
from influencer_roi.pages.verdict import verdict
from influencer_roi.periods import all_time
from influencer_roi.ui.cards import Cards
from influencer_roi.ui.page import Page

KEY = "evidence"
CARDS = Cards(
    KEY,
    (around.CARD, coming.CARD, again.CARD, rule.CARD, needed.CARD, basis.CARD, uses.BLOCK),
    above=(verdict(judged.judged), gates.BLOCK),
)
PAGE = Page(
    key=KEY,
    path="/evidence",
    label="Evidence",
    icon="evidence",
    question="How much can these numbers carry?",
    frame=CARDS.frame,
    update=CARDS.update,
    choices=CARDS.choices,
    group="data",
    opens=all_time,
)
