import datetime as dt

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.metrics.vocabulary import Assumptions
from influencer_roi.queries.stopping import FLOOR, Balance, profits_before, stopping
from tests.folders import ledger_of
from tests.trying import trying
from tests.viewers import viewed
from tests.worlds import World, selections, worlds

# Of 10,000 spent, 1 % is 100: Even stands on it, Tiny below; nobody paid Free. At 50 % break-even is 2×.
LEDGER = ledger_of("""
date        influencer_id  campaign  revenue  orders  spend
2025-01-01  Bad            Summer    1000     1       4000
2025-01-01  Worse          Summer    0        0       5000
2025-01-02  Good           Winter    1700     2       850
2025-01-02  Even           Winter    200      1       100
2025-01-03  Tiny           Winter    0        0       50
2025-01-03  Free           Winter    9000     3       0
""")
HALF = Assumptions(margin=0.5)
JULY = Filters(start=dt.date(2025, 7, 1), end=dt.date(2025, 7, 31))


def test_rows():
    """Who lost most rupees comes first, whatever their ROAS; who is under the floor has no row."""
    found = stopping(LEDGER, Filters(), assumed=HALF)
    assert found.floor == 100
    assert found.rows.select("influencer_id", "spend", "lost").rows() == [
        ("Worse", 5000, 5000),
        ("Bad", 4000, 3500),
        ("Good", 850, 0),
        ("Even", 100, 0),
    ]


def test_losing_and_earning():
    """Losers and earners stand apart, each with the most rupees first; on break-even is no loss."""
    found = stopping(LEDGER, Filters(), assumed=Assumptions(margin=0.75))
    assert found.losing["influencer_id"].to_list() == ["Worse", "Bad"]
    assert found.earning.select("influencer_id", "profit").rows() == [("Good", 425), ("Even", 50)]


def test_under_the_floor():
    """Those under the floor are one sum: how many, what they cost, what that lost."""
    assert stopping(LEDGER, Filters(), assumed=HALF).under == Balance(0, 0, 1, 50, spend=50)


def test_balance():
    """Earned less lost is the profit of all that was paid for; what nobody paid for is not in it."""
    found = stopping(LEDGER, Filters(), assumed=HALF)
    assert found.every == Balance(earning=2, earned=0, losing=3, lost=8550, spend=10_000)
    assert (found.every.count, found.every.profit) == (5, -8550)


def test_by_campaign():
    """A campaign counts with all its revenue, of people nobody paid too."""
    found = stopping(LEDGER, Filters(), by="campaign", assumed=HALF)
    assert found.rows.select("campaign", "lost").rows() == [("Summer", 8500), ("Winter", -4450)]


def test_profit_per_rupee():
    """Worse lost all of each rupee, Bad 0.875 of it; on break-even nothing is earned or lost."""
    rows = stopping(LEDGER, Filters(), by="influencer_id", assumed=HALF).rows
    assert dict(rows.select("influencer_id", "per_rupee").iter_rows()) == {
        "Worse": -1.0,
        "Bad": -0.875,
        "Good": 0.0,
        "Even": 0.0,
    }


def test_profits_before():
    """What was earned or lost on the days before, in rupees and per rupee; nothing where nothing was paid."""
    second = Filters(start=dt.date(2025, 1, 2), end=dt.date(2025, 1, 2))
    found = profits_before(LEDGER, second, by="influencer_id", assumed=HALF)
    assert (found["Bad"], found["Good"]) == ((-3500.0, -0.875), (None, None))


def test_nobody_paid():
    """Where nobody was paid there is nothing to stop."""
    found = stopping(LEDGER, Filters(influencer_id=("Free",)))
    assert (found.rows.height, found.every) == (0, Balance(0, 0, 0, 0, 0))


def test_viewers():
    """Who may not see what one person is paid is told of nobody to stop."""
    found = stopping(viewed(), Filters())
    assert (found.rows.height, found.every.count) == (0, 0)


@pytest.mark.at_length
@trying(40, here=15)
@given(data=st.data())
def test_balance_of_the_sample(sample: Ledger, data: st.DataObject):
    """Of any selection rows and those under the floor are the paid ones, and their profits add up."""
    hold_balance(sample, data.draw(selections(sample)))


@pytest.mark.at_length
@trying(15, here=5)
@given(world=worlds(), data=st.data())
def test_balance_in_worlds(world: World, data: st.DataObject):
    """So they are in generated worlds."""
    hold_balance(world.ledger, data.draw(selections(world.ledger)))


def hold_balance(ledger: Ledger, filters: Filters) -> None:
    """Hold the balance by every dimension of the card to what slices say."""
    for by in ("influencer_id", "campaign", "brand"):
        found = stopping(ledger, filters, by=by)
        paid = queries.slices(ledger, filters, by=by, metrics=("spend", "profit")).filter(pl.col("spend") > 0)
        assert found.rows.height + found.under.count == found.every.count == paid.height
        assert found.losing.height + found.earning.height == found.rows.height
        assert found.every.profit == pytest.approx(paid["profit"].sum(), abs=1e-6)
        of_rows = float(found.rows["profit"].sum())
        assert found.under.profit + of_rows == pytest.approx(found.every.profit, abs=1e-6)
        assert found.every.spend == pytest.approx(paid["spend"].sum(), abs=1e-6)
        whole = queries.totals(ledger, filters, metrics=("spend",))["spend"] or 0.0
        assert (found.rows["spend"] >= FLOOR * whole).all()
        assert found.rows["lost"].is_sorted(descending=True)


# ---- the sample's July


def test_who_should_stop(sample: Ledger):
    """Six of twelve paid people lost 1.35 lakh, six earned 1.50, counted from 1 % of spend."""
    found = stopping(sample, JULY)
    names = dict(queries.influencers(sample).select("influencer_id", "name").iter_rows())
    lost = {
        names[key]: round(rupees) for key, rupees in found.losing.select("influencer_id", "lost").iter_rows()
    }
    assert lost == {
        "Pooja Menon": 60_306,
        "karthik.moves": 35_058,
        "Aarav Bhatt": 24_640,
        "Kabir Sethi": 10_522,
        "Manav Deshmukh": 3_624,
        "sahil.eatsclean": 750,
    }
    assert found.floor is not None
    every = found.every
    assert (round(found.floor), every.earning, every.losing) == (3_733, 6, 6)
    assert [round(one) for one in (every.earned, every.lost, every.profit)] == [149_764, 134_899, 14_865]
    assert round(found.losing["spend"].sum()) == 208_100


def test_which_campaigns_should_stop(sample: Ledger):
    """Three campaigns lost, three more under the floor did; five earned 1.75 lakh, and all is the profit."""
    found = stopping(sample, JULY, by="campaign")
    assert found.losing.select("campaign", pl.col("lost").round()).rows() == [
        ("No campaign", 24_640),
        ("Gritzo_SummerCamp", 8_953),
        ("Gritzo_SuperMilk_Launch", 6_837),
    ]
    assert (found.under.losing, round(found.under.lost), found.under.earning) == (3, 6_080, 0)
    assert (found.every.earning, round(found.every.earned), round(found.every.lost)) == (5, 174_742, 46_510)
    profit = queries.totals(sample, JULY, metrics=("profit",))["profit"]
    assert found.every.profit == pytest.approx(profit)
