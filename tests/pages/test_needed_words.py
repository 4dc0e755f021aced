"""The share that must be caused is said in words that never contradict each other."""

import pytest

from influencer_roi.pages.needed_words import in_short
from influencer_roi.queries.evidence.needed import Needed


@pytest.mark.parametrize(
    ("part", "begins"),
    [
        (1.004, "It would take just over 100 % of"),
        (1.02, "It would take 102 % of"),
        (1.0, "For the spend to pay, influencers must cause 100 % of"),
        (0.058, "For the spend to pay, influencers must cause 5.8 % of"),
    ],
)
def test_a_little_more_than_all(part: float, begins: str):
    """What is more than all never reads as all of it."""
    assert in_short(Needed(part, None, None, 3, part * 1000, 1000.0)).startswith(begins)
