"""Words of one currency are told from those of all others."""

import pytest

from influencer_roi.model.currencies import names_another


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
        ("USD", "Revenue (US$)", False),
        ("SGD", "Revenue (S$)", False),
        ("AUD", "Revenue (A$ or $)", True),
        ("USD", "Revenue (A$)", True),
    ],
)
def test_another_currency(base: str, header: str, other: bool) -> None:  # noqa: FBT001
    """A word several currencies share is the base's where it is one of them; a nation's word is its own."""
    assert names_another(header, base) is other
