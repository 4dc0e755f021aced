"""Two versions are compared month by month, and what changes of the past is explained to the paisa."""

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given

from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.load import load_folder
from influencer_roi.queries.versions import Why, difference
from influencer_roi.queries.versions.changes import headline
from influencer_roi.queries.versions.rows import recorded
from influencer_roi.store.summary import SUMS
from tests.trying import trying
from tests.worlds import FILES, World, worlds, write_folder

LedgerOf = Callable[..., Ledger]

PEOPLE = """
    id   name     category  gender  follower_count  platform
    ann  Ann Rao  Fitness   Female  50000           Instagram
    bob  Bob Sen  Health    Male    20000           YouTube
    """
ORDERS = """
    order_id  source  campaign  influencer_id  user_id  date        orders  revenue  status
    o1        IG      Summer    ann            u1       2025-03-05  1       1000     paid
    o2        IG      Summer    ann            u2       2025-03-06  1       2000     paid
    o3        YT      Summer    bob            u3       2025-04-07  1       3000     paid
    o4        YT      Summer    bob            u4       2025-04-08  1       4000     paid
    """
PAYOUTS = """
    influencer_id  basis  rate  orders  total_payout
    ann            order  50    2       100
    bob            order  100   2       200
    """
POSTS = """
    influencer_id  platform   date        reach  likes  comments
    ann            Instagram  2025-03-01  10     1      1
    bob            YouTube    2025-04-01  10     1      1
    """


@pytest.fixture
def of(ledger_of: LedgerOf) -> Callable[..., Ledger]:
    """The ledger of the tables above, of which some are others."""

    def made(**others: str) -> Ledger:
        tables = {"influencers": PEOPLE, "posts": POSTS, "orders": ORDERS, "payouts": PAYOUTS}
        return ledger_of({**tables, **others})

    return made


def causes(before: Ledger, after: Ledger) -> list[tuple[str, Why, int, float]]:
    """Measure, kind, how many rows and how many rupees of each cause."""
    found = difference(before, after).causes
    return [(one.measure, one.why, one.count, round(one.rupees, 2)) for one in found]


def test_the_same_files_change_nothing(of: Callable[..., Ledger]):
    """Two ledgers of one folder differ in no month and for no cause."""
    found = difference(of(), of())
    assert (found.causes, found.comparison.closed, headline(found.comparison)) == (
        (),
        (),
        "No figure changes.",
    )


def test_each_kind_of_changed_order_is_named(of: Callable[..., Ledger]):
    """Gone, left out, another amount and new: each with its rupees, and they add up to the past's change."""
    after = ORDERS.replace("1000     paid", "1000     refunded").replace("3000", "3500")
    after = after.replace(
        "o2        IG      Summer    ann            u2", "o9        IG      Summer    ann            u9"
    )
    found = [one for one in causes(of(), of(orders=after)) if one[0] == "revenue"]
    assert found == [
        ("revenue", Why.GONE, 1, -2000.0),
        ("revenue", Why.NEW, 1, 2000.0),
        ("revenue", Why.LEFT_OUT, 1, -1000.0),
        ("revenue", Why.STATED, 1, 500.0),
    ]


def test_what_is_set_aside_is_no_more_gone(of: Callable[..., Ledger]):
    """An order whose amount nobody can read any more is set aside now, not gone."""
    after = ORDERS.replace("4000", "lots")
    assert causes(of(), of(orders=after))[:1] == [("revenue", Why.SET_ASIDE, 1, -4000.0)]


def test_orders_read_in_files_are_compared_by_their_sums(of: Callable[..., Ledger], tmp_path: Path):
    """Orders that stay in a folder are not paired: the change is there to the rupee, and no row says why."""
    folder = tmp_path / "in files"
    folder.mkdir()
    tables = {"influencers": PEOPLE, "posts": POSTS, "orders": ORDERS, "payouts": PAYOUTS}
    (folder / "orders").mkdir()
    (write_folder(folder, tables) / FILES["orders"]).rename(folder / "orders" / "all.csv")
    here, there = of(orders=ORDERS.replace("1000", "1400")), load_folder(folder)
    assert there.in_place is not None
    assert causes(there, there) == []
    assert causes(there, here) == [("revenue", Why.OTHER, 0, 400.0)]
    assert causes(here, there) == [("revenue", Why.OTHER, 0, -400.0)]


def test_a_record_names_its_row():
    """The order's own id and one name more are enough: exports say a code where a row has a person."""
    pairs = pl.DataFrame(
        {
            "order_id": ["7", "8", "9", None, "6"],
            "user_id": ["u7", "u8", "u9", "u5", "u6"],
            "influencer_id": ["ann", "ann", "bob", "bob", "ann"],
            "is_after": [None, None, None, None, True],
        }
    )
    raw = ["7;u7;ANN10;refunded", "8,someone,ANN10", "\"u5\", 'bob', 2025-03-01", "6,u6,ann", "1,9,ann"]
    records = pl.DataFrame({"raw": raw})
    found = recorded(pairs, records, by=("order_id", "user_id", "influencer_id"))
    assert [*found] == [True, False, False, True, False]


def test_a_payout_stated_otherwise_says_so(of: Callable[..., Ledger]):
    """Another sum is stated differently, another rate says so, one is left out, a missing row is gone."""
    other = PAYOUTS.replace("2       100", "2       130")
    rate = PAYOUTS.replace("50    2       100", "60    2       120")
    gone = "\n".join(line for line in PAYOUTS.splitlines() if "bob" not in line)
    status = PAYOUTS.replace("payout\n", "payout  status\n").replace("100\n", "100  paid\n")
    void = status.replace("200\n", "200  cancelled\n")
    assert causes(of(), of(payouts=void)) == [("spend", Why.LEFT_OUT, 1, -200.0)]
    assert causes(of(), of(payouts=other)) == [("spend", Why.STATED, 1, 30.0)]
    assert causes(of(), of(payouts=rate)) == [("spend", Why.RATE, 1, 20.0)]
    assert causes(of(), of(payouts=gone)) == [("spend", Why.GONE, 1, -200.0)]


def test_the_past_is_told_in_words(of: Callable[..., Ledger]):
    """A month, what moves, by how much, and why."""
    gone = "\n".join(line for line in PAYOUTS.splitlines() if "bob" not in line)
    assert difference(of(), of(payouts=gone)).sentences() == [
        "April 2025's spend falls by ₹200: 1 payout is gone."
    ]


def test_a_payout_spread_over_a_new_month_is_no_payout_changed(of: Callable[..., Ledger]):
    """An order of May takes a part of what March bore; nothing was stated differently."""
    may = "o5        IG      Summer    ann            u5       2025-05-05  2       500      paid"
    after = f"{ORDERS.rstrip()}\n    {may}\n"
    found = difference(of(), of(orders=after))
    assert [one.label for one in found.comparison.new] == ["May 2025"]
    assert causes(of(), of(orders=after)) == [("spend", Why.OTHER, 1, -50.0)]
    brings = "May 2025 brings ₹500 of revenue on ₹50 of spend"
    assert headline(found.comparison) == f"{brings}, but closed months change too."


@given(worlds(), worlds())
@trying(200, here=5)
@pytest.mark.at_length
def test_months_and_causes_add_up(one: World, other: World):
    """Of any two worlds, months add up to the change of totals, and causes to that of the past."""
    before, after = one.ledger, other.ledger
    found = difference(before, after)
    for measure in SUMS:
        totals = [float(side.entries[measure].sum()) for side in (before, after)]
        by_month = sum(month.change(measure) or 0.0 for month in found.comparison.months)
        assert by_month == pytest.approx(totals[1] - totals[0], abs=0.005)
        if measure != "orders":
            explained = sum(cause.rupees for cause in found.of(measure))
            assert explained == pytest.approx(found.comparison.past(measure), abs=0.005)
            rows = sum(float(cause.rows["change"].sum()) for cause in found.of(measure) if cause.count)
            named = sum(cause.rupees for cause in found.of(measure) if cause.count)
            assert rows == pytest.approx(named, abs=0.005)
