import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.metrics.vocabulary import Assumptions
from influencer_roi.pages.campaigns.waterfall import CARD, Step, fall, steps_of
from influencer_roi.ui.view import View

JULY = Filters(start=dt.date(2025, 7, 1), end=dt.date(2025, 7, 31))


def test_from_june_to_july(sample: Ledger):
    """The first row is June, the last July, between them three each way and the others, as drawn."""
    card = CARD.regions(View("p", sample, JULY, Assumptions(), choices={"moved": "campaign"}))
    found = [
        tuple(card[f"p-moved-{place}-{part}.children"] for part in ("name", "cell-0", "cell-1"))
        for place in range(9)
    ]
    assert found == [
        ("June", "₹11.9 L", "3.08×"),
        ("MuscleBlaze_MonsoonMuscle", "+₹3.74 L", "+0.55×"),
        ("HKVitals_ImmunityBoost", "+₹2.51 L", "−0.25×"),
        ("Gritzo_BackToSchool", "+₹1.19 L", "+0.14×"),
        ("7 other campaigns", "−₹24,480", "+0.03×"),
        ("Gritzo_SummerCamp", "−₹3.04 L", "+0.03×"),
        ("HKVitals_OmegaHeart", "−₹2.59 L", "−0.33×"),
        ("MuscleBlaze_SummerFit", "−₹2.36 L", "−0.26×"),
        ("July", "₹11.1 L", "2.99×"),
    ]
    assert [card[f"p-moved-{place}-line.aria-disabled"] for place in (0, 1, 4, 8)] == [
        "true",
        "false",
        "true",
        "true",
    ]


def test_steps():
    """Each step begins where the one before ends; wholes stand on the ground."""
    assert steps_of(10.0, [5.0, -3.0]) == [Step(0, 10), Step(10, 15), Step(15, 12), Step(0, 12)]


def test_bars():
    """A step up is full, one down is hollow, wholes are quiet; the longest reach is the whole width."""
    bars = fall(steps_of(10.0, [10.0, -5.0]), [0.0, 10.0, -5.0, 0.0])
    assert [(one.left, one.length, one.tone) for one, _, _ in bars] == [
        (0.0, 0.5, "total"),
        (0.5, 0.5, ""),
        (0.75, 0.25, "down"),
        (0.0, 0.75, "total"),
    ]
    assert [(link.left, link.tone) for _, link, _ in bars] == [
        (0.5, "link"),
        (1.0, "link"),
        (0.75, "link"),
        (0.75, ""),
    ]


@given(st.floats(0, 1e9), st.lists(st.floats(-1e8, 1e8), max_size=7))
def test_steps_end_where_the_sum_is(before: float, gaps: list[float]):
    """Whatever moved, the last whole is the first and all steps together, and every bar lies in the room."""
    steps = steps_of(before, gaps)
    assert steps[-1].end == pytest.approx(before + sum(gaps), abs=1e-3)
    for one, _, _ in fall(steps, [0.0, *gaps, 0.0]):
        assert -1e-9 <= one.left <= one.left + one.length <= 1 + 1e-9
