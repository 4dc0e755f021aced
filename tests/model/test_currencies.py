"""Words of one currency are told from those of all others."""

import re

import pytest

from influencer_roi.model.currencies import foreign


@pytest.mark.parametrize(
    ("base", "header", "other"),
    [
        ("INR", "Revenue (Rs)", False),
        ("INR", "Revenue (Indian Rupees)", False),
        ("INR", "Revenue (Pakistani rupees)", True),
        ("INR", "Payout (kr)", True),
        ("INR", "Branding Remarks", False),
        ("PKR", "Revenue (Rupees)", False),
        ("PKR", "Revenue (Indian rupees)", True),
        ("SEK", "Payout (kr)", False),
    ],
)
def test_another_currency(base: str, header: str, other: bool) -> None:  # noqa: FBT001
    """A word several currencies share is the base's where it is one of them; a nation's word is its own."""
    assert bool(re.search(foreign(base), header)) is other
