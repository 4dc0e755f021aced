"""Answers "Where does the money go?": deals, the course of spend, payouts as agreed, and who earns none."""

from dataclasses import replace

from influencer_roi.pages.evidence import basis, needed
from influencer_roi.pages.payouts import course, deals, differing, file, groups, kpis, month, weak
from influencer_roi.pages.payouts.accrued import ACCRUED
from influencer_roi.ui.cards import Cards, Stack

KEY = "payouts"
CARDS = Cards(
    KEY,
    (
        month.CARD,
        Stack("w4", (differing.CARD, basis.CARD)),
        Stack("w8", (deals.CARD, course.CARD)),
        *(weak.CARD, replace(groups.CARD, width="w8"), needed.CARD, file.CARD),
    ),
    above=(ACCRUED, kpis.CARDS),
    others=weak.LINES,
)
PAGE = CARDS.made(
    path="/payouts",
    label="Payouts",
    icon="payouts",
    question="Where does the money go?",
    of_payouts=True,
)
