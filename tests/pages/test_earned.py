import datetime as dt

import pytest

from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.pooled import pooled
from influencer_roi.metrics.vocabulary import Assumptions
from influencer_roi.pages.campaigns.earned import judge
from influencer_roi.ui.view import View
from tests.folders import ledger_of

HALF = Assumptions(margin=0.5)
JULY = Filters(start=dt.date(2025, 7, 1), end=dt.date(2025, 7, 31))


def said(ledger: Ledger, filters: Filters, assumed: Assumptions = HALF) -> tuple[str, str]:
    """The verdict on campaigns, and what stands under it."""
    found = judge(View("campaigns", ledger, filters, assumed))
    return found.sentence, found.before


def of(*campaigns: str) -> Ledger:
    """A ledger of campaigns on one day, each "name revenue spend"; one order each where there is revenue."""
    lines = [one.split() for one in campaigns]
    rows = [f"2025-07-05 A {name} {revenue} {revenue != '0':d} {spend}" for name, revenue, spend in lines]
    return ledger_of("date influencer_id campaign revenue orders spend\n" + "\n".join(rows))


def test_july_of_the_sample(sample: Ledger):
    """As drawn: five of ten earned 1.75 lakh, five lost, and the posts outside any campaign cost 24,640."""
    sentence, below = said(sample, JULY, Assumptions())
    assert sentence == (
        "Five of ten campaigns with spend earned more than they cost, ₹1.75 L together. The other five lost "
        "₹21,870, and ₹24,640 went to posts outside any campaign."
    )
    assert below == (
        "MuscleBlaze_MonsoonMuscle made ₹1.17 L of it. Four of the five that lost had no order after 6 June "
        "at the latest; they still cost ₹12,917."
    )


@pytest.mark.parametrize(
    ("campaigns", "sentence", "below"),
    [
        (["Good 900 100"], "The only campaign with spend earned ₹350 more than it cost.", ""),
        (["Bad 10 100"], "The only campaign with spend lost ₹95.", ""),
        (
            ["Good 900 100", "Best 900 50"],
            "All two campaigns with spend earned more than they cost, ₹750 together.",
            "Best made ₹400 of it.",
        ),
        (
            ["Bad 10 100", "Worse 10 200"],
            "All two campaigns with spend lost money, ₹290 together.",
            "",
        ),
        (
            ["Good 900 100", "Bad 0 100"],
            "One of two campaigns with spend earned more than it cost, ₹350. The other one lost ₹100.",
            "That is Good. The one that lost had no order in all time; it still cost ₹100.",
        ),
        (
            ["Good 900 100", "No~campaign 40 100"],
            (
                "The only campaign with spend earned ₹350 more than it cost; "
                "what belongs to no campaign lost ₹80."
            ),
            "",
        ),
        (["Free 900 0"], "No campaign has spend in this selection.", ""),
    ],
)
def test_sentences(campaigns: list[str], sentence: str, below: str):
    """One and many, all and none are said each in their words; what has no campaign is none."""
    assert said(of(*campaigns), Filters()) == (sentence, below)


def test_an_order_after_the_days_chosen():
    """Of a campaign that sells again later no last order is said."""
    ledger = ledger_of("""
date        influencer_id  campaign  revenue  orders  spend
2025-06-01  A              Late      0        0       100
2025-06-01  A              Good      900      1       100
2025-07-01  A              Late      500      1       0
""")
    june = Filters(start=dt.date(2025, 6, 1), end=dt.date(2025, 6, 30))
    assert said(ledger, june)[1].endswith("The one that lost had no order in June; it still cost ₹100.")


def test_nothing(sample: Ledger):
    """An empty selection says so."""
    assert said(sample, Filters(start=dt.date(2031, 1, 1)))[0] == "Nothing to show in this selection."


def test_viewers(sample: Ledger):
    """Where readers see no campaign's spend, the sentence says why."""
    one = JULY.choosing(influencer_id=sample.values("influencer_id")[:1])
    assert "Spend and ROAS are not shown for fewer than" in said(pooled(sample), one)[0]
