from collections.abc import Callable, Mapping

import pytest

from influencer_roi.ledger.entries import Ledger

Load = Callable[[Mapping[str, str]], Ledger]


Noted = Callable[[str, str], dict[str, str]]


@pytest.fixture
def noted(ledger_of: Load) -> Noted:
    """The notes one table of the world gets when it is this one, by code, but for columns left out."""

    def of(table: str, rows: str) -> dict[str, str]:
        notes = ledger_of({table: rows}).report.notes
        return {one.code: str(one) for one in notes if one.table == table and one.code != "column_absent"}

    return of


ORGANIC = "tracking_data.csv: 1 row names no influencer and counts as organic (line 7); kept."
BLANK = "influencers.csv: 1 row has no gender (line 4); shown as (blank)."
SPELLED = (
    "posts.csv: platform: 2 rows spell a platform in another way: "
    "'Insta' as Instagram, 'YT' as YouTube (lines 2, 4)."
)


def test_the_world_is_nearly_in_order(world: Ledger) -> None:
    """Nothing is said of files without oddities; the world has a blank, two spellings, an organic order."""
    notes = {note.code: str(note) for note in world.report.notes if note.code != "column_absent"}
    assert notes == {"blank_attribute": BLANK, "platform_spelling": SPELLED, "organic": ORGANIC}


def test_what_is_odd_about_posts(noted: Noted) -> None:
    """Posts without reach, and with more likes and comments than reach, are kept with a note."""
    posts = """
        influencer_id  platform  date        reach  likes  comments
        ann            Instagram  2025-06-01  0      10     1
        ann            Instagram  2025-06-02  100    90     11
        ann            Instagram  2025-06-03  100    90     10
        cat            Instagram  2025-06-03  10     90     10
        """
    assert noted("posts", posts) == {
        "reach_zero": "posts.csv: 1 row has no reach (line 2); kept.",
        "engagement_over_100": (
            "posts.csv: 2 rows have more likes and comments than reach (lines 3, 5); kept."
        ),
    }


def test_what_is_odd_about_orders(noted: Noted) -> None:
    """Refunds and revenue of 0 orders are kept with a note."""
    orders = """
        source  campaign  influencer_id  user_id  date        orders  revenue
        coupon  Summer    ann            u1       2025-06-02  1       -100
        coupon  Summer    ann            u1       2025-06-02  2       100
        coupon  Summer    bob            u1       2025-06-02  0       100
        coupon  Summer    bob            u1       2025-06-02  0       0
        coupon  Summer    bob            u1       2025-06-02  4       0
        """
    assert noted("orders", orders) == {
        "refund": "tracking_data.csv: 1 row is a refund (negative) (line 2); kept.",
        "orders_zero": "tracking_data.csv: 1 row has revenue but 0 orders (line 4); kept.",
        "revenue_zero": "tracking_data.csv: 1 row has orders but revenue 0 (line 6); kept.",
    }


def test_ids_no_influencer_has(noted: Noted) -> None:
    """Ids missing from the influencers file are named, those with most first, with what stands on them."""
    payouts = """
        influencer_id  basis  rate  orders  total_payout
        ann            post   500   3       1000
        bo             order  400   4       600
        cy             order  400   4       1600
        bo             order  400   4       -100
        """
    said = (
        "payouts.csv: 3 rows name influencers not in influencers.csv (cy, bo), ₹2,100.00 in all; "
        "kept under category Unknown."
    )
    assert noted("payouts", payouts)["unknown_influencer"] == said


def test_a_name_is_no_id(noted: Noted) -> None:
    """Who is named by name stays unknown, for two may share one; a note says whose it is."""
    payouts = """
        influencer_id  basis  rate  orders  total_payout
        ANN RAO        post   500   3       1000
        """
    said = (
        " A name is no id: 'ANN RAO' is that of ann. Write the id, or give the name to one of them as a code."
    )
    assert said in noted("payouts", payouts)["unknown_influencer"]


def test_many_ids_are_cut_short(noted: Noted) -> None:
    """Of many unknown ids five are shown, and how many more there are."""
    rows = "\n".join(f"x{number}  post  1  0  0" for number in range(7))
    payouts = f"influencer_id  basis  rate  orders  total_payout\n{rows}"
    said = "7 rows name influencers not in influencers.csv (x0, x1, x2, x3, x4 and 2 more)"
    assert said in noted("payouts", payouts)["unknown_influencer"]


def test_orders_a_payout_states_and_those_tracked(noted: Noted) -> None:
    """Where a payout states other orders than were tracked, both sums are named; absent states nothing."""
    payouts = """
        influencer_id  basis  rate  orders  total_payout
        ann            post   500   5       1000
        bob            order  400   4       1600
        cat            order  400   -       0
        """
    assert noted("payouts", payouts)["orders_differ"] == (
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
        noted("payouts", payouts)["clawback"] == "payouts.csv: 1 row is a clawback (negative) (line 2); kept."
    )


def test_payouts_without_a_date(noted: Noted) -> None:
    """Who is paid with neither posts nor orders is named with the amount; a payout of 0 is not."""
    payouts = """
        influencer_id  basis  rate  orders  total_payout
        ghost          post   500   0       1000.5
        zoe            post   500   0       0
        """
    assert noted("payouts", payouts)["no_date"] == (
        "payouts.csv: 1 influencer has neither posts nor orders (ghost); their ₹1,000.50 has no date "
        "and counts only while no date is chosen."
    )


def test_payouts_that_are_not_rate_times_units(noted: Noted) -> None:
    """Payouts of one influencer, basis and rate that add up to over a rupee off rate × units are noted."""
    payouts = """
        influencer_id  basis   rate  orders  total_payout
        ann            post    500   3       400
        ann            post    500   3       601.01
        bob            order   400   4       1601
        cat            order   300   9       200
        cat            Orders  300   -       90
        bob            hybrid  400   4       7
        """
    assert noted("payouts", payouts)["payout_mismatch"] == (
        "payouts.csv: 2 of 3 agreements (payouts of one influencer, basis and rate) are not rate × units "
        "(lines 2, 3, 5, 6), by ₹11.01 in all; used as written."
    )


def test_monthly_payouts_add_up_to_what_was_agreed(noted: Noted) -> None:
    """Two right monthly payouts of one influencer at one rate are not noted; units are of both."""
    payouts = """
        influencer_id  basis  rate  orders  total_payout
        ann            post   500   2       500
        ann            post   500   1       500
        """
    assert noted("payouts", payouts).keys() == set()


def test_paid_by_post_without_one(noted: Noted) -> None:
    """Who is paid by post and has none is noted; what was paid is then not rate × units either."""
    payouts = """
        influencer_id  basis     rate  orders  total_payout
        ghost          Per Post  500   3       500
        """
    notes = noted("payouts", payouts)
    assert notes["no_posts"] == (
        "payouts.csv: 1 row is paid by post without a post (line 2); borne by orders where there are any."
    )
    assert notes["payout_mismatch"] == (
        "payouts.csv: 1 of 1 agreements (payouts of one influencer, basis and rate) is not rate × units "
        "(line 2), by ₹500.00 in all; used as written."
    )


def test_a_payout_of_nothing(noted: Noted) -> None:
    """A payout of 0 is noted: what it pays for has no ROAS."""
    payouts = """
        influencer_id  basis  rate  orders  total_payout
        ann            post   0     3       0
        """
    said = "payouts.csv: 1 row pays nothing, so it has no ROAS (line 2); kept."
    assert noted("payouts", payouts)["no_spend"] == said


def test_spellings_of_the_basis(noted: Noted) -> None:
    """Other spellings of post and order are noted by what they became; what is neither, by itself."""
    payouts = """
        influencer_id  basis     rate  orders  total_payout
        ann            Post      500   3       1000
        ann            per post  500   3       1000
        bob            Orders    400   4       1600
        bob            order     400   4       1600
        bob            barter    400   4       1600
        bob            -         400   4       1600
        """
    notes = noted("payouts", payouts)
    assert notes["basis_spelling"] == (
        "payouts.csv: basis: 3 rows spell it in another way: "
        "'Orders' as order, 'Post' as post, 'per post' as post (lines 2, 3, 4)."
    )
    assert notes["basis_unknown"] == (
        "payouts.csv: basis: 2 rows are neither post nor order: 'barter' (lines 6, 7); "
        "placed on posts, none is lost."
    )


def test_platforms_that_are_new(noted: Noted) -> None:
    """A platform no table of spellings has is its own, and named; a source that is none is no platform."""
    posts = """
        influencer_id  platform   date        reach  likes  comments
        ann            Koo        2025-06-01  100    10     1
        ann            instagram  2025-06-01  100    10     1
        """
    assert noted("posts", posts) == {
        "platform_spelling": (
            "posts.csv: platform: 1 row spells a platform in another way: 'instagram' as Instagram (line 3)."
        ),
        "new_platform": (
            "posts.csv: platform: 1 row names a platform that is new: 'Koo' (line 2); kept as its own."
        ),
    }
    orders = """
        source  campaign  influencer_id  user_id  date        orders  revenue
        IG      Summer    ann            u1       2025-06-02  1       100
        email   Summer    ann            u1       2025-06-02  1       100
        """
    assert noted("orders", orders) == {
        "platform_spelling": (
            "tracking_data.csv: source: 1 row spells a platform in another way: 'IG' as Instagram (line 2)."
        )
    }


def test_posts_of_one_address(noted: Noted) -> None:
    """Posts that share an address are each a post; the later ones are named."""
    posts = """
        influencer_id  platform   date        url              reach  likes  comments
        ann            Instagram  2025-06-01  https://x.com/1  100    10     1
        ann            Instagram  2025-06-02  https://x.com/1  100    10     1
        ann            Instagram  2025-06-03  -                100    10     1
        ann            Instagram  2025-06-04  -                100    10     1
        """
    assert noted("posts", posts) == {
        "duplicate_url": (
            "posts.csv: 1 row has the address of an earlier post (line 3); each counts as a post of its own."
        )
    }


def test_values_beyond_a_thousand_medians(noted: Noted) -> None:
    """A value of more than a thousand medians of its column is noted and kept; a thousand is not."""
    posts = """
        influencer_id  platform   date        reach   likes  comments
        ann            Instagram  2025-06-01  100     10     1
        ann            Instagram  2025-06-02  100     10     1
        ann            Instagram  2025-06-03  100000  10     1
        ann            Instagram  2025-06-04  100001  10     1
        ann            Instagram  2025-06-05  100     10     1
        """
    assert noted("posts", posts) == {
        "outlier": (
            "posts.csv: 1 row has a reach of more than 1,000 times the median, 100.00 (line 5); kept."
        )
    }


def test_orders_outside_their_campaign(noted: Noted) -> None:
    """Where the orders file says when a campaign ran, orders before or after are noted; its days count."""
    orders = """
        source  campaign  influencer_id  user_id  date        orders  revenue  campaign_start  campaign_end
        coupon  Summer    ann            u1       2025-06-01  1       100      2025-06-01      2025-06-30
        coupon  Summer    ann            u1       2025-06-30  1       100      2025-06-01      2025-06-30
        coupon  Summer    ann            u1       2025-05-31  1       100      2025-06-01      -
        coupon  Summer    ann            u1       2025-07-01  1       100      -               2025-06-30
        """
    said = "tracking_data.csv: 2 rows lie outside the days of their campaign (lines 4, 5); kept."
    assert noted("orders", orders) == {"outside_campaign": said}


def test_genders_spelled_in_several_ways(ledger_of: Load) -> None:
    """All spellings of a gender are one value, with a note; what is none stays."""
    people = """
        id  name  category  gender  follower_count  platform
        a   Asha  Food      F       100             Instagram
        b   Bina  Food      Female  100             Instagram
        c   Cara  Food      woman   100             Instagram
        d   Dev   Food      M.      100             Instagram
        e   Esha  Food      Couple  100             Instagram
        """
    ledger = ledger_of({"influencers": people})
    found = dict(ledger.tables.influencers.select("id", "gender").iter_rows())
    assert [found[one] for one in "abcde"] == ["Female", "Female", "Female", "Male", "Couple"]
    (said,) = (note.text for note in ledger.report.notes if note.code == "gender_spelling")
    assert said.startswith("gender: 3 rows spell it in another way: 'F' as Female, 'M.' as Male, 'woman'")
