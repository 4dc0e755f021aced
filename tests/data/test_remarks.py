from collections.abc import Callable, Mapping

import pytest

from influencer_roi.data.ledger import Ledger

Load = Callable[[Mapping[str, str]], Ledger]


@pytest.fixture
def noted(ledger_of: Load) -> Callable[[Mapping[str, str]], dict[str, str]]:
    """The notes a folder with these tables gets, by code."""
    return lambda tables: {note.code: str(note) for note in ledger_of(tables).report.notes}


Noted = Callable[[Mapping[str, str]], dict[str, str]]

ORGANIC = "tracking_data.csv: 1 row names no influencer and counts as organic (line 7); kept."


def test_the_world_is_in_order(noted: Noted) -> None:
    """Files without oddities get no note; that an order is organic is said."""
    assert noted({}) == {"organic": ORGANIC}


def test_what_is_odd_about_posts(noted: Noted) -> None:
    """Posts without reach, and with more likes and comments than reach, are kept with a note."""
    posts = """
        influencer_id  platform  date        reach  likes  comments
        ann            IG        2025-06-01  0      10     1
        ann            IG        2025-06-02  100    90     11
        ann            IG        2025-06-03  100    90     10
        cat            IG        2025-06-03  10     90     10
        """
    assert noted({"posts": posts}) == {
        "reach_zero": "posts.csv: 1 row has no reach (line 2); kept.",
        "engagement_over_100": (
            "posts.csv: 2 rows have more likes and comments than reach (lines 3, 5); kept."
        ),
        "organic": ORGANIC,
    }


def test_what_is_odd_about_orders(noted: Noted) -> None:
    """Refunds and revenue of 0 orders are kept with a note."""
    orders = """
        source  campaign  influencer_id  user_id  date        orders  revenue
        IG      Summer    ann            u1       2025-06-02  1       -100
        IG      Summer    ann            u1       2025-06-02  2       100
        IG      Summer    bob            u1       2025-06-02  0       100
        IG      Summer    bob            u1       2025-06-02  0       0
        IG      Summer    bob            u1       2025-06-02  4       0
        """
    assert noted({"orders": orders}) == {
        "refund": "tracking_data.csv: 1 row is a refund (negative) (line 2); kept.",
        "orders_zero": "tracking_data.csv: 1 row has revenue but 0 orders (line 4); kept.",
    }


def test_ids_no_influencer_has(noted: Noted) -> None:
    """Ids missing from the influencers file are named, table by table, and kept."""
    influencers = """
        id   name  category  follower_count  platform
        ann  Ann   Fitness   50000           IG
        """
    ledger_notes = noted({"influencers": influencers})
    said = "payouts.csv: 1 row names influencers not in influencers.csv (bob); kept under category Unknown."
    assert ledger_notes["unknown_influencer"] == said


def test_many_ids_are_cut_short(noted: Noted) -> None:
    """Of many unknown ids five are shown, and how many more there are."""
    rows = "\n".join(f"x{number}  post  1  0  0" for number in range(7))
    payouts = f"influencer_id  basis  rate  orders  total_payout\n{rows}"
    said = "7 rows name influencers not in influencers.csv (x0, x1, x2, x3, x4 and 2 more)"
    assert said in noted({"payouts": payouts})["unknown_influencer"]


def test_orders_a_payout_states_and_those_tracked(noted: Noted) -> None:
    """Where a payout states other orders than were tracked, both sums are named; absent states nothing."""
    payouts = """
        influencer_id  basis  rate  orders  total_payout
        ann            post   500   5       1000
        bob            order  400   4       1600
        cat            order  400   -       0
        """
    assert noted({"payouts": payouts})["orders_differ"] == (
        "payouts.csv: orders stated for 1 of 2 influencers are not those tracked (5 stated, 3 tracked); "
        "total_payout is used as it stands."
    )


def test_a_clawback(noted: Noted) -> None:
    """A negative payout is kept with a note."""
    payouts = """
        influencer_id  basis  rate  orders  total_payout
        ann            post   500   3       -1000
        """
    assert (
        noted({"payouts": payouts})["clawback"]
        == "payouts.csv: 1 row is a clawback (negative) (line 2); kept."
    )


def test_payouts_without_a_date(noted: Noted) -> None:
    """Who is paid with neither posts nor orders is named with the amount; a payout of 0 is not."""
    payouts = """
        influencer_id  basis  rate  orders  total_payout
        ghost          post   500   0       1000.5
        zoe            post   500   0       0
        """
    assert noted({"payouts": payouts})["no_date"] == (
        "payouts.csv: 1 influencer has neither posts nor orders (ghost); their ₹1,000.50 has no date "
        "and counts only while no date is chosen."
    )
