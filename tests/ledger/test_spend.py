import datetime as dt

import polars as pl
import pytest

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.load import check_frames, load_frames
from influencer_roi.ledger.spend import borne_by_orders, borne_by_posts
from tests.worlds import frame_of

INFLUENCERS = """
    id   name  category  follower_count  platform
    ann  Ann   Fitness   50000           Instagram
    bob  Bob   Health    8000            YouTube
    cat  Cat   Health    8000            YouTube
    dan  Dan   Health    8000            YouTube
    """
POSTS = """
    post_id  influencer_id  platform   date        reach  likes  comments  campaign
    p1       ann            Instagram  2025-05-01  100    10     1         Diwali
    p2       ann            Instagram  2025-06-02  100    10     1         Holi
    p3       cat            YouTube    2025-05-01  100    10     1         -
    """
ORDERS = """
    source     campaign  influencer_id  user_id  product      date        orders  revenue
    Instagram  Diwali    ann            u1       MuscleBlaze  2025-05-03  1       900
    Instagram  Holi      ann            u2       HKVitals     2025-06-04  3       100
    YouTube    Holi      bob            u3       Gritzo       2025-06-05  2       50
    """


def ledger(payouts: str, *, orders: str = ORDERS) -> Ledger:
    """The ledger of the tables above and some payouts."""
    tables = {"influencers": INFLUENCERS, "posts": POSTS, "orders": orders, "payouts": payouts}
    return load_frames({name: frame_of(table) for name, table in tables.items()})


def paid(header: str, *rows: str, orders: str = ORDERS) -> Ledger:
    """The ledger of payouts given by more columns than influencer_id, basis and total_payout."""
    lines = [f"influencer_id  basis  rate  orders  total_payout  {header}", *rows]
    return ledger("\n".join(lines), orders=orders)


def spent(of: Ledger, by: str) -> dict[object, float | None]:
    """Spend by the values of a dimension that have any, texts as texts."""
    rows = queries.slices(of, Filters(), by=by, metrics=("spend",)).filter(pl.col("spend") != 0)
    return {
        value if isinstance(value, dt.date) or value is None else str(value): amount
        for value, amount in rows.rows()
    }


@pytest.mark.in_turn(2)
@pytest.mark.parametrize(
    "basis", ["order", "Per orders", "sale", "per sale", "CPO", "cpa", "CPS", "cost per order"]
)
def test_by_the_order(basis: str) -> None:
    """A payout by the order, however spelled, goes to the orders by their number."""
    assert spent(paid("", f"ann  {basis}  -  0  400"), "campaign") == {"Diwali": 100.0, "Holi": 300.0}


@pytest.mark.parametrize("basis", ["post", "hybrid", "barter", "-"])
def test_by_the_post(basis: str) -> None:
    """Any other payout goes to the posts alike."""
    assert spent(paid("", f"ann  {basis}  -  0  400"), "campaign") == {"Diwali": 200.0, "Holi": 200.0}


@pytest.mark.parametrize(
    "basis", ["commission", "% of revenue", "Revenue share", "affiliate", "rev share", "percent of sales"]
)
def test_by_the_revenue(basis: str) -> None:
    """A share of revenue, however spelled, goes to the orders by their revenue."""
    assert spent(paid("", f"ann  {basis}  -  0  400"), "brand") == {"MuscleBlaze": 360.0, "HKVitals": 40.0}


@pytest.mark.parametrize(
    ("rate", "basis"), [("10%", "Revenue share"), ("10", "Per order"), ("-", "Per order")]
)
def test_a_rate_in_percent_is_a_share_of_revenue(rate: str, basis: str) -> None:
    """Whatever its basis says, a payout whose rate is written in percent is a share of revenue."""
    assert spent(paid("", f"ann  order  {rate}  0  400"), "basis") == {basis: 400.0}


def test_refunds_bear_no_share_of_revenue() -> None:
    """An order of negative revenue weighs 0, never less."""
    orders = ORDERS.replace("3       100", "3       -100")
    assert spent(paid("", "ann  commission  -  0  400", orders=orders), "brand") == {"MuscleBlaze": 400.0}


def test_without_revenue_orders_bear_alike() -> None:
    """Where no order has revenue above 0, rows bear a share of revenue alike."""
    orders = ORDERS.replace("3       100", "3       0").replace("1       900", "1       -5")
    assert spent(paid("", "ann  commission  -  0  400", orders=orders), "brand") == {
        "MuscleBlaze": 200.0,
        "HKVitals": 200.0,
    }


def test_without_posts_orders_bear_it() -> None:
    """An influencer without posts is paid for orders, whatever the basis."""
    assert {dt.date(2025, 6, 5): 400.0} == spent(paid("", "bob  post  -  0  400"), "date")


def test_without_orders_posts_bear_it() -> None:
    """An influencer without orders is paid for posts, whatever the basis."""
    assert {dt.date(2025, 5, 1): 400.0} == spent(paid("", "cat  order  -  0  400"), "date")


def test_with_neither_it_has_no_day() -> None:
    """An influencer with neither has spend that has no day."""
    assert spent(paid("", "dan  order  -  0  400", "dan  post  -  0  5"), "date") == {None: 405.0}


def test_a_payment_date_places_what_has_no_day() -> None:
    """What has neither post nor order lies on its payment date; what has keeps its own days."""
    rows = ("dan  post  -  0  400  2025-05-20", "dan  post  -  0  5  -", "cat  post  -  0  7  2025-05-20")
    expected = {None: 5.0, dt.date(2025, 5, 1): 7.0, dt.date(2025, 5, 20): 400.0}
    assert expected == spent(paid("payment_date", *rows), "date")


def test_several_payouts_add_up() -> None:
    """Several rows of one influencer add up, each placed by its own basis."""
    rows = ("ann  post  -  0  100", "ann  order  -  0  8", "ann  post  -  0  300")
    assert spent(paid("", *rows), "campaign") == {"Diwali": 202.0, "Holi": 206.0}


# ---- payouts that name what they are for


@pytest.mark.in_turn(3)
@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("campaign", "Holi"),
        ("campaign", "HOLI"),
        ("post_id", "p2"),
        ("post_id", "https://www.example.com/reel/p2/?igsh=a"),
        ("month", "2025-06"),
        ("period", "June 2025"),
        ("month", "06/2025"),
        ("month", "Jun-25"),
        ("month", "2025-06-30"),
    ],
)
@pytest.mark.parametrize("basis", ["post", "order", "commission"])
def test_only_what_a_payout_names_bears_it(column: str, cell: str, basis: str) -> None:
    """A payout of a campaign, post or month is borne by the posts or orders of that alone."""
    assert spent(paid(column, f"ann  {basis}  -  0  400  {cell}"), "campaign") == {"Holi": 400.0}


@pytest.mark.parametrize("brand", ["MuscleBlaze", "mb", "muscle blaze"])
def test_a_brand_that_is_named_bears_it(brand: str) -> None:
    """A payout of a brand is borne by what is that brand's, however it is spelled."""
    assert spent(paid("brand", f"ann  order  -  0  400  {brand}"), "brand") == {"MuscleBlaze": 400.0}


def test_a_post_is_paid_for_the_part_that_is_named() -> None:
    """Of a post shared over brands, a payout of one brand is borne by that share alone, and whole."""
    posts_of_none = POSTS.replace("Diwali", "-").replace("Holi", "-")
    tables = {"influencers": INFLUENCERS, "posts": posts_of_none, "orders": ORDERS}
    payouts = "influencer_id  basis  rate  orders  total_payout  brand\nann  post  -  0  400  HKVitals"
    made = load_frames({name: frame_of(one) for name, one in (tables | {"payouts": payouts}).items()})
    assert spent(made, "brand") == {"HKVitals": 400.0}
    assert {dt.date(2025, 5, 1): 200.0, dt.date(2025, 6, 2): 200.0} == spent(made, "date")


def test_orders_of_what_is_named_bear_it_where_posts_are_not() -> None:
    """A payout by the post of a month without a post goes to that month's orders."""
    assert {dt.date(2025, 6, 5): 400.0} == spent(paid("month", "bob  post  -  0  400  2025-06"), "date")


@pytest.mark.parametrize(
    ("column", "cell"),
    [("campaign", "Eid"), ("brand", "Acme"), ("month", "2024-05"), ("month", "Q1"), ("post_id", "p9")],
)
def test_what_is_not_there_is_as_if_not_named(column: str, cell: str) -> None:
    """A payout that names what nothing is of is placed as if it named nothing, and a note says so."""
    made = paid(column, f"ann  post  -  0  400  {cell}")
    assert spent(made, "campaign") == {"Diwali": 200.0, "Holi": 200.0}
    (note,) = [str(one) for one in made.report.notes if one.code == "payout_unmatched"]
    named = column.removesuffix("_id")
    assert f"names a {named} that no post or order of the influencer is of (line 1); ₹400.00" in note


@pytest.mark.parametrize(
    ("column", "cell", "way_out"),
    [
        ("campaign", "Dewali", "of campaign 'Dewali' (is it 'Diwali'?): spell it as they do"),
        (
            "month",
            "Q1",
            "orders are of month 'Q1': spell it as they do, a period as 2025-03 or Q2 2025.",
        ),
        ("post_id", "p9", "Nobody's posts or orders are of post 'p9'"),
        ("campaign", "Diwali", "What others' posts and orders are of: check the influencer_id"),
    ],
)
def test_a_note_says_what_to_do(column: str, cell: str, way_out: str) -> None:
    """A name that is nowhere is to be spelled as elsewhere, the nearest named; one of others is another's."""
    who = "bob" if cell == "Diwali" else "ann"
    made = paid(column, f"{who}  post  -  0  400  {cell}")
    (note,) = [str(one) for one in made.report.notes if one.code == "payout_unmatched"]
    assert way_out in note


def test_check_says_what_is_not_there() -> None:
    """`check` has the note too, though it makes no ledger where payouts name nothing."""
    payouts = "influencer_id  basis  rate  orders  total_payout  campaign\nann  post  -  0  400  Eid"
    tables = {"influencers": INFLUENCERS, "posts": POSTS, "orders": ORDERS, "payouts": payouts}
    report = check_frames({name: frame_of(table) for name, table in tables.items()})
    assert [one.code for one in report.notes if "unmatched" in one.code] == ["payout_unmatched"]


# ---- the basis of rupees


MIXED = ("ann  post  -  0  100", "ann  order  -  0  400", "bob  order  -  0  50")


def test_rupees_have_the_basis_of_their_payout() -> None:
    """By basis, spend stands under the basis of its payout; no rupee is Mixed."""
    assert spent(paid("", *MIXED), "basis") == {"Per post": 100.0, "Per order": 450.0}


def test_people_are_chosen_by_their_own_basis() -> None:
    """A filter on the basis chooses people, with all they were paid: who has several is Mixed."""
    made = paid("", *MIXED)
    assert made.values("basis") == ("Mixed", "No payout", "Per order")
    found = queries.totals(made, Filters(basis=("Mixed",)), metrics=("spend", "revenue"))
    assert found == {"spend": 500.0, "revenue": 1000.0}


def test_a_payout_reversed_under_another_basis_leaves_nothing() -> None:
    """What is paid by the post and taken back by the order is no spend, to the last bit, and no ratio."""
    made = paid("", "ann  post  -  0  10000.10", "ann  commission  -  0  -10000.10", "cat  post  -  0  3")
    rows = queries.slices(made, Filters(), by="influencer_id", metrics=("spend", "roas", "cpa", "roi"))
    assert rows.filter(pl.col("influencer_id") == "ann").rows() == [("ann", 0.0, None, None, None)]


# ---- the parts of one payout


def spend(rows: str, *, per_revenue: bool = False) -> pl.DataFrame:
    """Spend by influencer."""
    amounts = frame_of("influencer_id  spend\n" + rows).with_columns(pl.col("spend").cast(float))
    return amounts.with_columns(per_revenue=pl.lit(per_revenue))


@pytest.fixture
def orders() -> pl.DataFrame:
    """Four rows of orders, three of them somebody's."""
    rows = frame_of("influencer_id  weight  earned\nann  1  30\nann  3  10\nbob  2  0\n-  9  5")
    return rows.with_columns(pl.col("weight", "earned").cast(float), rows=pl.lit(1.0))


def test_orders_bear_by_their_number(orders: pl.DataFrame) -> None:
    """Each order row bears its part of the influencer's orders; who has no spend bears none."""
    assert borne_by_orders(orders, spend("ann  400")).to_list() == [100.0, 300.0, 0.0, 0.0]


def test_orders_bear_by_their_revenue(orders: pl.DataFrame) -> None:
    """Of a share of revenue each row bears its part of what was earned, alike where nothing was."""
    borne = borne_by_orders(orders, spend("ann  400\nbob  7", per_revenue=True))
    assert borne.to_list() == [300.0, 100.0, 7.0, 0.0]


def test_orders_of_zero_bear_alike(orders: pl.DataFrame) -> None:
    """Where an influencer's rows all count 0 orders, they bear alike."""
    zero = orders.with_columns(weight=pl.lit(0.0))
    assert borne_by_orders(zero, spend("ann  400\nbob  50")).to_list() == [200.0, 200.0, 50.0, 0.0]


def test_posts_bear_alike() -> None:
    """Each of an influencer's posts bears an equal part; who has no spend bears none."""
    posts = frame_of("influencer_id\nann\nann\ncat")
    assert borne_by_posts(posts, spend("ann  400")).to_list() == [200.0, 200.0, 0.0]
