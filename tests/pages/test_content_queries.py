import datetime as dt
from collections.abc import Callable, Iterator, Mapping

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.orders import order_book
from influencer_roi.queries import content, weekdays
from tests.trying import trying
from tests.worlds import selections

FEW = trying(60)
JUNE_END = Filters(start=dt.date(2025, 6, 16), end=dt.date(2025, 6, 30))


def order_rows(ledger: Ledger, filters: Filters) -> pl.DataFrame:
    """The rows of orders that influencers brought."""
    return pl.concat(order_book(ledger, filters).pieces()).filter(pl.col("influencer_id").is_not_null())


def credited(ledger: Ledger, filters: Filters | None = None) -> list[tuple[str, float, float]]:
    """How orders come to their post: the way, revenue, orders."""
    rows = content.credit_rows(ledger, filters or Filters())
    return list(rows.select("credited", "revenue", "orders").iter_rows())


def of_post(ledger: Ledger, post: str, filters: Filters | None = None) -> Mapping[str, float | None]:
    """The row of one post."""
    rows = content.post_rows(ledger, filters or Filters()).to_dicts()
    return next(row for row in rows if row["post_id"] == post)


# ---- the orders behind a selection


def test_order_rows_are_attributed_orders(world: Ledger):
    """Without a filter they are the five orders with an influencer; the organic one is behind none."""
    rows = order_rows(world, Filters())
    assert sorted(rows["revenue"]) == [500, 800, 1000, 1500, 3000]


@pytest.mark.parametrize(
    ("filters", "revenue"),
    [
        (Filters(brand=("MuscleBlaze",)), [500, 1000]),
        (Filters(platform=("YouTube",)), [500, 3000]),
        (Filters(campaign=("Summer",)), [1000, 1500]),
        (Filters(category=("Beauty",)), [800]),
        (Filters(gender=("Male",), brand=("HKVitals",)), [3000]),
        (Filters(tier=("Mega",)), [500, 3000]),
        (Filters(basis=("Per post",)), [1000, 1500]),
        (Filters(followers_to=50_000), [800, 1000, 1500]),
        (Filters(influencer_id=("cat",)), [800]),
        (JUNE_END, [1500]),
        (Filters(brand=("Gritzo",), platform=("YouTube",)), []),
    ],
)
def test_order_rows_follow_every_filter(world: Ledger, filters: Filters, revenue: list[float]):
    """Filters on the order's own values and on its influencer's attributes both choose orders."""
    assert sorted(order_rows(world, filters)["revenue"]) == revenue


def test_orders_name_their_influencer(world: Ledger):
    """Each order carries its influencer's name, category and follower count, once."""
    rows = order_rows(world, Filters(influencer_id=("bob",)))
    assert rows.select("name", "category", "follower_count").rows() == [("Bob Sen", "Health", 1_200_000)] * 2


def agrees(ledger: Ledger, filters: Filters) -> None:
    """Order rows and credit add up to the revenue and orders the totals show."""
    whole = queries.totals(ledger, filters, metrics=("revenue", "orders"))
    for rows in (order_rows(ledger, filters), content.credit_rows(ledger, filters)):
        for measure in ("revenue", "orders"):
            assert float(rows[measure].sum()) == pytest.approx(whole[measure] or 0.0, rel=1e-9, abs=1e-6)


@FEW
@given(data=st.data())
def test_sample_adds_up(sample: Ledger, data: st.DataObject):
    """In the sample, order rows and credit add up to the totals under any filter."""
    agrees(sample, data.draw(selections(sample)))


def edges(ledger: Ledger) -> Iterator[Filters]:
    """Everything, each platform and brand, a follower bound, the last day."""
    yield Filters()
    yield from (Filters(platform=(value,)) for value in ledger.values("platform"))
    yield from (Filters(brand=(value,)) for value in ledger.values("brand"))
    yield Filters(followers_from=50_000)
    yield Filters(start=ledger.as_of, end=ledger.as_of)


def test_real_folders_add_up(real_ledger: Ledger):
    """In every real folder, order rows and credit add up to the totals."""
    for filters in edges(real_ledger):
        agrees(real_ledger, filters)


# ---- recorded, inferred, not credited


def test_ways_to_a_post(world: Ledger):
    """p1 and p3 are named; ann's and cat's last posts fit; bob's HKVitals post does not fit MuscleBlaze."""
    assert credited(world) == [("Recorded", 4000, 4), ("Inferred", 2300, 3), ("Not credited", 500, 1)]
    assert content.credit_rows(world, Filters())["share"].to_list() == pytest.approx(
        [4000 / 6800, 2300 / 6800, 500 / 6800]
    )


def test_ways_under_a_filter(world: Ledger):
    """Each way stays, at zero where the selection has none of it."""
    bob = Filters(influencer_id=("bob",))
    assert credited(world, bob) == [("Recorded", 3000, 3), ("Inferred", 0, 0), ("Not credited", 500, 1)]


def test_nothing_to_credit(world: Ledger):
    """Without revenue there is no share."""
    empty = Filters(brand=("Gritzo",), platform=("YouTube",))
    assert content.credit_rows(world, empty)["share"].to_list() == [None, None, None]


def test_ways_by_hand(real_ledger: Ledger):
    """In every real folder the ways are those of the orders table, counted one order at a time."""
    expected = dict.fromkeys(content.CREDITS, 0.0)
    for order in real_ledger.tables.orders.iter_rows(named=True):
        if order["influencer_id"] is not None:
            way = "Recorded" if order["link"] else "Inferred" if order["credit"] else "Not credited"
            expected[way] += order["revenue"]
    found = {way: revenue for way, revenue, _ in credited(real_ledger)}
    assert found == pytest.approx(expected)


# ---- posts


def test_metrics_of_a_post(world: Ledger):
    """p3: one order of 3,000 credited, 3 of bob's 4 orders' spend, 2,000 engagements on a reach of 50,000."""
    row = of_post(world, "p3")
    assert (row["revenue"], row["orders"], row["spend"], row["roas"]) == (3000, 3, 1200, 2.5)
    assert (row["posts"], row["reach"], row["engagement_rate"]) == (1, 50_000, 0.04)


def test_a_post_published_before(world: Ledger):
    """p2 of 15 June is credited with an order of 20 June: revenue in the second half, no reach there."""
    assert [row["post_id"] for row in content.post_rows(world, JUNE_END).to_dicts()] == ["p2"]
    row = of_post(world, "p2", JUNE_END)
    assert (row["revenue"], row["posts"], row["reach"], row["engagement_rate"]) == (1500, 0, 0, None)


def test_texts_of_a_post(world: Ledger):
    """A post's words come once, and change no number."""
    rows = content.with_texts(content.post_rows(world, Filters()), world)
    assert rows.height == 4
    assert rows.select("post_id", "name", "caption").row(2) == ("p3", "Bob Sen", "HKVitals, a review")


def test_posts_are_the_ledgers(real_ledger: Ledger):
    """In every real folder each post is there once; credited revenue and posts add up."""
    rows = content.with_texts(content.post_rows(real_ledger, Filters()), real_ledger)
    posts = real_ledger.tables.posts
    assert sorted(rows["post_id"].to_list()) == sorted(posts["post_key"].to_list())
    assert rows["posts"].sum() == pytest.approx(posts.height)
    ways = {way: revenue for way, revenue, _ in credited(real_ledger)}
    assert rows["revenue"].sum() == pytest.approx(ways["Recorded"] + ways["Inferred"])


def test_values_of_a_post(world: Ledger):
    """p2 names no brand: it stands for what ann's orders are of, the one it is credited for first."""
    rows = content.described(content.listed(content.post_rows(world, Filters())), world)
    valued = content.completed(rows, world, Filters(), caption=300)
    assert valued.columns == [*rows.columns, "brand", "campaign"]
    assert dict(valued.select("caption", "brand").iter_rows()) == {
        "Try MuscleBlaze Whey!": "MuscleBlaze",
        "A run in the morning": "HKVitals, MuscleBlaze",
        "HKVitals, a review": "HKVitals",
        "Gritzo for growing up": "Gritzo",
    }


# ---- patterns


def test_weekdays(world: Ledger):
    """Two posts on Tuesdays reach 52,000 together, two on Sundays 30,000."""
    rows = weekdays.weekdays(world, Filters())
    shown = rows.select("weekday", "posts", "reach_per_post", "engagement_rate").rows()
    assert shown == [("Tuesday", 2, 26_000, 2060 / 52_000), ("Sunday", 2, 15_000, 0.04)]
    assert weekdays.over_weekdays(rows, of="reach_per_post") == 20_500
    assert weekdays.over_weekdays(rows, of="engagement_rate") == 3260 / 82_000


def test_weekdays_of_an_order(world: Ledger):
    """A day with orders and no post is no weekday of posts: 20 June, a Friday, is left out."""
    assert weekdays.weekdays(world, JUNE_END).is_empty()
    assert weekdays.over_weekdays(weekdays.weekdays(world, JUNE_END), of="reach_per_post") is None


def test_engaging_third(world: Ledger):
    """Of four posts the first by engagement rate is p1: 1,000 of 6,300 credited, 10,000 of 82,000 reach."""
    rows = content.post_rows(world, Filters())
    assert content.engaging_third(rows) == pytest.approx((1000 / 6300, 10_000 / 82_000))
    assert content.engaging_third(content.post_rows(world, JUNE_END)) is None


def test_share_of(world: Ledger):
    """Two of four posts hold 4,500 of 6,300; of nothing there is no share."""
    rows = content.post_rows(world, Filters())
    first = queries.ranked(rows, rank_by="revenue", top=2)
    assert content.share_of(rows, first, measure="revenue") == 4500 / 6300
    assert content.share_of(rows.clear(), first.clear(), measure="revenue") is None


LATER = """
    post_id  influencer_id  platform   date        caption  reach  likes  comments
    p9       cat            Instagram  2025-08-01  Gritzo!  2000   50     10
    """


def test_no_fitting_posts(ledger_of: Callable[[Mapping[str, str]], Ledger]):
    """Where the only post came after every order, all revenue is there and none is credited."""
    ledger = ledger_of({"posts": LATER})
    assert credited(ledger) == [("Recorded", 0, 0), ("Inferred", 0, 0), ("Not credited", 6800, 8)]
    assert of_post(ledger, "p9")["revenue"] == 0
