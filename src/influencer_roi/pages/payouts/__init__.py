"""Answers "Where does the money go?": deals, the course of spend, payouts as agreed, and who earns none."""

from dataclasses import replace

from influencer_roi.pages.evidence import basis, needed
from influencer_roi.pages.payouts import course, deals, file, groups, kpis, month, weak
from influencer_roi.pages.payouts.accrued import ACCRUED
from influencer_roi.ui.cards import Cards
from influencer_roi.ui.page import Page

KEY = "payouts"
CARDS = Cards(
    KEY,
    (
        *(month.CARD, deals.CARD, basis.CARD, course.CARD),
        *(groups.CARD, replace(needed.CARD, width="w6"), weak.CARD, file.CARD),
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
