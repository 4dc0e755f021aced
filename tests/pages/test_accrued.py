import datetime as dt
from typing import Any

import pytest

from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.metrics.vocabulary import DEFAULT
from influencer_roi.pages.payouts.accrued import judge
from influencer_roi.ui.view import View

JULY: dict[str, Any] = {"start": dt.date(2025, 7, 1), "end": dt.date(2025, 7, 31)}


@pytest.mark.parametrize(
    ("filters", "sentence", "below"),
    [
        (
            Filters(**JULY),
            "July accrued ₹3.73 L to 12 people, ₹13,744 less than June; two payouts are not what was agreed.",
            "Six people cost ₹1.35 L more than they earned, 45 % of it Pooja Menon; six earned ₹1.50 L.",
        ),
        (
            Filters(influencer_id=("INF004",), **JULY),
            "July accrued ₹97,360 to 1 person, ₹24,340 less than June; every payout is what was agreed.",
            "One person cost ₹60,306 more than they earned.",
        ),
        (
            Filters(influencer_id=("INF005",)),
            "All time accrued ₹2.44 L to 1 person; every payout is what was agreed.",
            "That one person earned more than was paid: ₹2.75 L.",
        ),
        (Filters(basis=("No payout",)), "Nobody was paid in this selection.", ""),
        (Filters(start=dt.date(2031, 1, 1)), "Nobody was paid in this selection.", ""),
    ],
)
def test_sentences(sample: Ledger, filters: Filters, sentence: str, below: str):
    """What accrued, against June, whether it was agreed, and what it earned: of many, of one, of nobody."""
    found = judge(View("payouts", sample, filters, DEFAULT))
    assert (found.sentence, found.before) == (sentence, below)
