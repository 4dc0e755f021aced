"""Answers "What resonates?": posts that work, what they share, which revenue is theirs."""

from influencer_roi.pages.content import credit, patterns, table, top
from influencer_roi.pages.content.resonated import KPIS, RESONATED
from influencer_roi.pages.crediting import with_crediting
from influencer_roi.pages.kpis import kpis
from influencer_roi.ui.cards import Cards

KEY = "content"
CARDS = Cards(
    KEY,
    (top.CARD, patterns.ENGAGED, patterns.WEEKDAYS, credit.CARD, table.CARD),
    above=(RESONATED, kpis(*KPIS)),
    seen=with_crediting,
)
PAGE = CARDS.made(
    path="/content",
    label="Content",
    icon="content",
    question="What resonates?",
)
