"""Answers "How much can these numbers carry?": four gates, what they rest on, and what they switch."""

from influencer_roi.pages.evidence import again, around, basis, coming, gates, judged, needed, rule, uses
from influencer_roi.pages.verdict import verdict
from influencer_roi.periods import all_time
from influencer_roi.ui.cards import Cards

KEY = "evidence"
CARDS = Cards(
    KEY,
    (around.CARD, coming.CARD, again.CARD, rule.CARD, needed.CARD, basis.CARD, uses.BLOCK),
    above=(verdict(judged.judged), gates.BLOCK),
)
PAGE = CARDS.made(
    path="/evidence",
    label="Evidence",
    icon="evidence",
    question="How much can these numbers carry?",
    group="data",
    opens=all_time,
)
