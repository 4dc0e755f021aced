"""Answers "Where does the money go?": deals, the course of spend, payouts as agreed, and who earns none."""

from dataclasses import replace

from influencer_roi.pages.evidence import basis, needed
from influencer_roi.pages.payouts import course, deals, differing, file, groups, kpis, month, weak
from influencer_roi.pages.payouts.accrued import ACCRUED
from influencer_roi.ui.cards import Cards
from influencer_roi.ui.page import Page

KEY = "payouts"
CARDS = Cards(
    KEY,
    (
        *(month.CARD, differing.CARD, deals.CARD, basis.CARD, replace(course.CARD, width="w8")),
        *(weak.CARD, groups.CARD, replace(needed.CARD, width="w6"), file.CARD),
    ),
    above=(ACCRUED, kpis.CARDS),
    others=weak.LINES,
)
PAGE = Page(
    key=KEY,
    path="/payouts",
    label="Payouts",
    icon="payouts",
    question="Where does the money go?",
    frame=CARDS.frame,
    update=CARDS.update,
    choices=CARDS.choices,
    tables=CARDS.tables,
    of_payouts=True,
)
