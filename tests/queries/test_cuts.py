"""Holds sums of a selection to those of the same worked out another way."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

import pytest

from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.queries import cuts, person_days
from influencer_roi.queries.cuts import Sums, Who, sums_by_day, sums_by_tuple
from influencer_roi.queries.person_days import describe_persons

JULY = Filters(start=dt.date(2025, 7, 1), end=dt.date(2025, 7, 31))


@pytest.mark.parametrize(
    "filters",
    [
        Filters(brand=("Gritzo",)),
        JULY.toggled(platform="Twitter"),
        JULY.toggled(category="Yoga"),
        replace(JULY, end=JULY.start).toggled(brand="HKVitals"),
        Filters(start=dt.date(2031, 1, 1), brand=("Gritzo",)),
    ],
    ids=["all days", "a month", "an attribute", "a day", "no day of the data"],
)
@pytest.mark.parametrize("who", Who)
def test_few_of_many(sample: Ledger, monkeypatch: pytest.MonkeyPatch, filters: Filters, who: Who):
    """Where places are many, those selected are added up by themselves: to the same, bit for bit."""
    among_few = told(sums_by_tuple(replace(sample), filters, who), sample.measured)
    monkeypatch.setattr(cuts, "MANY_TUPLES", 0)
    assert told(sums_by_tuple(replace(sample), filters, who), sample.measured) == among_few


@pytest.mark.parametrize(
    "filters",
    [JULY.toggled(brand="Gritzo"), Filters(followers_from=20_000), JULY],
    ids=["roll-up", "rows", "all"],
)
def test_days_added_up_later(sample: Ledger, filters: Filters):
    """A measure by day is the same whether it is asked for at once, or after others let the rows go."""
    ledger = replace(sample)
    later = sums_by_day(ledger, filters, Who.EVERYONE)
    at_once = told(sums_by_day(replace(sample), filters, Who.EVERYONE), sample.measured)
    for number in range(cuts.KEPT_ROWS + 1):
        told(sums_by_day(ledger, Filters(followers_from=number), Who.EVERYONE), sample.measured)
    assert told(later, sample.measured) == at_once


@pytest.mark.parametrize(
    "filters",
    [
        Filters(followers_from=20_000),
        JULY.toggled(category="Yoga"),
        Filters(end=JULY.start, tier=("Nano", "Micro"), followers_to=90_000),
        Filters(start=dt.date(2031, 1, 1), gender=("Female",)),
    ],
    ids=["all days", "a month", "until a day", "no day of the data"],
)
@pytest.mark.parametrize("who", Who)
def test_days_of_influencers(sample: Ledger, monkeypatch: pytest.MonkeyPatch, filters: Filters, who: Who):
    """Days of whole influencers add up to the same from a table of both as from entries."""
    assert describe_persons(sample, filters.columns() - {"date"})
    days, sums = told(sums_by_day(replace(sample), filters, who), sample.measured)
    monkeypatch.setattr(person_days, "MOST_CELLS", 0)
    days_of_entries, of_entries = told(sums_by_day(replace(sample), filters, who), sample.measured)
    assert days == days_of_entries
    for name, one in sums.items():
        assert one == pytest.approx(of_entries[name], rel=1e-12)


def test_tables_are_of_influencers_alone(sample: Ledger):
    """A selection that looks at more than influencers, or at nothing, is none of whole influencers."""
    asked = [Filters(), Filters(brand=("Gritzo",), tier=("Nano",)), Filters(tier=("Nano",))]
    assert [describe_persons(sample, one.columns()) for one in asked] == [False, False, True]


def told(sums: Sums, names: Iterable[str]) -> tuple[list[int], dict[str, list[float]]]:
    """Return sums as plain values."""
    return sums.numbers.tolist(), {name: sums.measures[name].tolist() for name in names}
