"""Sets the currency a test's process writes in."""

import pytest

from influencer_roi.settings import base_currency


def write_in(currency: str, patch: pytest.MonkeyPatch) -> None:
    """Have amounts written in a currency until the test ends."""
    patch.setenv("INFLUENCER_ROI_CURRENCY", currency)
    base_currency.cache_clear()
