import datetime as dt

import pytest

from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.pooled import pooled
from influencer_roi.metrics.vocabulary import DEFAULT
from influencer_roi.pages.influencers.judged import judge
from influencer_roi.ui.view import View
from influencer_roi.ui.withheld import OF_PEOPLE
from influencer_roi.ui.words import grouped_words

JULY = Filters(start=dt.date(2025, 7, 1), end=dt.date(2025, 7, 31))


def said(ledger: Ledger, filters: Filters) -> tuple[str, str]:
    """The verdict on influencers, and what stands under it."""
    found = judge(View("influencers", ledger, filters, DEFAULT))
    return found.sentence, found.before


def test_july_of_the_sample(sample: Ledger):
    """As drawn: three clearly earned their cost, one did not, one sold nothing, seven nobody can tell."""
    sentence, below = said(sample, JULY)
    assert sentence == (
        "Three of twelve paid influencers clearly earned their cost, one clearly did not and one sold "
        "nothing. For the other seven, July alone cannot tell."
    )
    assert below == (
        "nikhil.livewell, Ishaan Gill and Yash Deshmukh stay above the break-even of 2.22× even at the low "
        "end; Pooja Menon does not reach it at the high end; Aarav Bhatt had no order."
    )


def test_nobody_was_paid(sample: Ledger):
    """Without spend there is nobody to judge."""
    assert said(sample, Filters(basis=("No payout",)))[0] == "Nobody has spend in this selection."


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("INF002", "The only paid influencer clearly earned their cost."),
        ("INF004", "The only paid influencer clearly did not earn their cost."),
        ("INF013", "The only paid influencer sold nothing."),
        ("INF006", "July alone cannot tell whether the only paid influencer earned their cost."),
    ],
)
def test_one_person_was_paid(sample: Ledger, who: str, words: str):
    """Of one person the sentence counts nothing."""
    assert said(sample, JULY.choosing(influencer_id=(who,)))[0] == words


def test_viewers(sample: Ledger):
    """What single people were paid for is not for viewers."""
    assert said(pooled(sample), JULY)[0] == OF_PEOPLE


@pytest.mark.parametrize(("count", "words"), [(0, "none"), (3, "three"), (12, "twelve"), (1204, "1,204")])
def test_numbers(count: int, words: str):
    """Up to twelve a number is a word."""
    assert grouped_words(count) == words
