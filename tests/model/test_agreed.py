"""What was paid beside what was agreed."""

import math

import polars as pl

from influencer_roi.model.agreed import agreements


def test_nothing_expected_of_less_than_nothing() -> None:
    """A rate of 0 times a negative number of orders expects 0, not −0."""
    payouts = pl.DataFrame(
        {
            "influencer_id": ["k"],
            "rate": [0.0],
            "basis": ["order"],
            "line": [2],
            "total_payout": [7.0],
            "orders": [1.0],
        }
    )
    delivered = pl.DataFrame({"influencer_id": ["k"], "orders": [-1.0], "posts": [0.0]})
    found = agreements(payouts, delivered)
    assert (found["expected"].item(), math.copysign(1, found["expected"].item())) == (0.0, 1.0)
    assert found["difference"].item() == 7.0
