"""Holds how revenue varies among picked influencers to what it is worked out to for them alone."""

import datetime as dt
from dataclasses import replace

import pytest

from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.queries import variances
from influencer_roi.queries.cuts import Who, tuples_of
from influencer_roi.queries.variances import SUMS, spread

SUMMER = Filters(start=dt.date(2025, 6, 1), end=dt.date(2025, 8, 31))


@pytest.mark.parametrize(
    "filters",
    [
        Filters(followers_from=20_000),
        replace(SUMMER, followers_to=300_000),
        Filters(tier=("Nano", "Micro"), brand=("Gritzo", "HKVitals", "MuscleBlaze")),
    ],
    ids=["all days", "a summer", "of brands"],
)
@pytest.mark.parametrize("by", [("influencer_id",), ("campaign",), ("platform", "tier"), ()])
def test_picked(sample: Ledger, monkeypatch: pytest.MonkeyPatch, filters: Filters, by: tuple[str, ...]):
    """Whole influencers are picked out of what was worked out for all: to the same."""
    chosen = tuples_of(sample, filters, Who.INFLUENCERS)
    assert chosen is not None
    assert not chosen.all()
    monkeypatch.setattr(variances, "FEW_OF", len(chosen))
    picked = spread(replace(sample), filters, by=by)
    monkeypatch.setattr(variances, "FEW_OF", 0)
    alone = spread(replace(sample), filters, by=by)
    assert picked.slices.equals(alone.slices)
    for name in SUMS:
        assert picked.sums[name].tolist() == pytest.approx(alone.sums[name].tolist(), rel=1e-12)
        assert name != "variance" or picked.sums[name].sum() > 0
