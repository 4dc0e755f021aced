import datetime as dt

import pytest

from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.queries.findings import Shift, newcomers, shift, unsold_campaigns, unsold_outside
from tests.folders import ledger_of
from tests.viewers import viewed

JUNE = Filters(start=dt.date(2025, 6, 1), end=dt.date(2025, 6, 30))
JULY = Filters(start=dt.date(2025, 7, 1), end=dt.date(2025, 7, 31))
Money = tuple[int, int]  # revenue and spend


def platforms(then: dict[str, Money], now: dict[str, Money]) -> Ledger:
    """A ledger of platforms in June and July."""
    rows = [
        f"{day} a {name} {revenue} {spend}"
        for day, found in (("2025-06-10", then), ("2025-07-10", now))
        for name, (revenue, spend) in found.items()
    ]
    return ledger_of("\n".join(("date influencer_id platform revenue spend", *rows)))


def test_unsold():
    """Campaigns with spend and no order, most spend first; one that sold or cost nothing, or none, is not."""
    ledger = ledger_of("""
        date        influencer_id  campaign     revenue  orders  spend
        2025-07-01  a              Small        0        0       50
        2025-07-01  a              Large        0        0       900
        2025-07-01  a              Sold         10       1       100
        2025-07-01  a              Free         0        0       0
        2025-07-01  a              No~campaign  0        0       70
    """)
    found = unsold_campaigns(ledger, Filters())
    assert list(found.items()) == [("Large", 900), ("Small", 50)]
    assert unsold_outside(ledger, Filters()) == 70


def test_shift():
    """From half to 75 % of the spend moved to Y at 1×: 50 × 4 + 150 × 1 is 150 less than 2.5 × 200."""
    ledger = platforms({"X": (400, 100), "Y": (100, 100)}, {"X": (200, 50), "Y": (150, 150)})
    assert shift(ledger, JULY, JUNE, by="platform") == Shift("Y", then=0.5, now=0.75, roas=1.0, cost=150)


@pytest.mark.parametrize(
    ("then", "now"),
    [
        ({"X": (400, 100), "Y": (100, 100)}, {"X": (600, 150), "Y": (50, 50)}),  # to the better one
        ({"X": (400, 100), "Y": (100, 100)}, {"X": (400, 100), "Y": (108, 108)}),  # 2 % of it
        ({"X": (100, 100), "Y": (400, 100)}, {"X": (200, 50), "Y": (150, 150)}),  # Y was the better one
        ({"X": (400, 100)}, {"X": (400, 100)}),  # one alone
        ({"X": (400, 0), "Y": (100, 0)}, {"X": (200, 50), "Y": (150, 150)}),  # nothing spent before
        ({"X": (400, 100), "Y": (100, 100)}, {"X": (200, 0), "Y": (150, 0)}),  # nothing spent now
    ],
)
def test_no_shift(then: dict[str, Money], now: dict[str, Money]):
    """No money moved to where it earns least, or that cost nothing."""
    assert shift(platforms(then, now), JULY, JUNE, by="platform") is None


def test_newcomers(world: Ledger):
    """Four of eight orders are a customer's first."""
    assert newcomers(world, Filters()) == (4, 8)
    assert newcomers(world, Filters(followers_from=10**9)) is None


def test_viewers():
    """Where readers may not see what was spent nothing is unsold, and no money moved."""
    one = Filters(influencer_id=("n1",))
    assert (unsold_campaigns(viewed(), one), unsold_outside(viewed(), one)) == ({}, 0)
    assert (
        shift(
            viewed(),
            JULY.choosing(influencer_id=("n1",)),
            JUNE.choosing(influencer_id=("n1",)),
            by="platform",
        )
        is None
    )
