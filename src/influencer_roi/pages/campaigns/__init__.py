"""Answers "Which campaigns earn their spend?": revenue beside spend, gains around zero, courses, all rows."""

from dataclasses import replace
from urllib.parse import urlencode

from influencer_roi.pages.campaigns import courses, gains, spend, table, waterfall, worth
from influencer_roi.pages.campaigns.earned import EARNED
from influencer_roi.pages.kpis import kpis
from influencer_roi.ui.cards import Cards
from influencer_roi.ui.view import View

KEY = "campaigns"
KPIS = ("revenue", "spend", "roas", "profit")


def _with_baseline(view: View) -> View:
    """Return the view under the baseline picked, in percent, which its files must know too."""
    baseline = view.choices["baseline"]
    if baseline in ("", gains.BASELINE.assuming(view.assumed).default):
        return view
    assumed = replace(view.assumed, baseline=float(baseline) / 100)
    return replace(view, assumed=assumed, picked=urlencode({"baseline": baseline}))


CARDS = Cards(
    KEY,
    (worth.CARD, waterfall.CARD, courses.CARD, spend.CARD, gains.CARD, table.CARD),
    above=(EARNED, kpis(*KPIS)),
    others={"baseline": gains.BASELINE},
    seen=_with_baseline,
)
PAGE = CARDS.made(
    path="/campaigns",
    label="Campaigns",
    icon="campaigns",
    question="Which campaigns earn their spend?",
)
