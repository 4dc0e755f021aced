import datetime as dt
from collections.abc import Callable, Mapping

import polars as pl
import pytest

from influencer_roi.ledger.entries import MEASURES, Ledger
from influencer_roi.model.dimensions import ATTRIBUTES, GRAIN, SPEND_BASIS

Load = Callable[[Mapping[str, str]], Ledger]


def sums(entries: pl.DataFrame, by: str, *measures: str) -> dict[str, tuple[float, ...]]:
    """Sums of measures by a column."""
    grouped = entries.group_by(by).agg(pl.col(measure).sum() for measure in measures)
    return {row[0]: tuple(round(number, 2) for number in row[1:]) for row in grouped.iter_rows()}


def test_the_world_adds_up(world: Ledger) -> None:
    """Each measure of the ledger adds up to what the four files hold."""
    totals = world.entries.select(pl.col(MEASURES).sum()).row(0, named=True)
    assert {name: round(number, 6) for name, number in totals.items()} == {
        "revenue": 6800,
        "orders": 8,
        "new_customers": 4,
        "organic_revenue": 700,
        "organic_orders": 1,
        "spend": 2600,
        "posts": 4,
        "reach": 82000,
        "likes": 2550,
        "comments": 710,
        "clicks": 0,
        "revenue_squared": 1000**2 + 1500**2 / 2 + 3000**2 / 3 + 500**2 + 800**2,
        "reached_engagements": 3260,
        "reached_orders": 8,
        "reached_spend": 2600,
        "paid_revenue": 6000,
    }


def test_revenue_spend_and_posts_by_brand(world: Ledger) -> None:
    """Spend and posts follow the orders: ann's morning run sold one MB and two HK orders."""
    by_brand = sums(world.entries, "brand", "revenue", "spend", "posts", "reach")
    assert by_brand == {
        "MuscleBlaze": (1500, 500 + 166.67 + 400, 1.33, 10000 + 6666.67),
        "HKVitals": (4500, 333.33 + 1200, 1.67, 13333.33 + 50000),
        "Gritzo": (800, 0, 1, 2000),
    }


def test_spend_stands_on_the_days_it_was_paid_for(world: Ledger) -> None:
    """Ann is paid for posts on their days, bob for orders on theirs."""
    days = sums(world.entries.filter(pl.col("spend") > 0), "date", "spend")
    assert days == {
        dt.date(2025, 6, 1): (500,),
        dt.date(2025, 6, 15): (500,),
        dt.date(2025, 6, 11): (1200,),
        dt.date(2025, 7, 5): (400,),
    }


def test_revenue_by_credited_post(world: Ledger) -> None:
    """Orders stand at the post they are credited to, or at none; posts stand at themselves."""
    by_post = sums(
        world.entries.with_columns(pl.col("post_id").cast(pl.String)), "post_id", "revenue", "posts"
    )
    assert by_post == {"p1": (1000, 1), "p2": (1500, 1), "p3": (3000, 1), "p4": (800, 1), None: (500, 0)}


def test_an_organic_order_is_its_own(world: Ledger) -> None:
    """An order without influencer is organic in every attribute, and only in measures of its own."""
    (organic,) = world.entries.filter(pl.col("influencer_id").is_null()).to_dicts()
    assert {name: organic[name] for name in MEASURES if organic[name]} == {
        "organic_revenue": 700,
        "organic_orders": 1,
    }
    attributes = {organic[name] for name in ATTRIBUTES if name != "follower_count"}
    assert (attributes, organic["follower_count"]) == ({"Organic"}, None)


def test_entries_have_one_row_per_place(world: Ledger) -> None:
    """No two entries share date, influencer, platform, brand, campaign and post; they stand by date."""
    assert world.entries.select(GRAIN).is_unique().all()
    assert world.entries["date"].to_list() == sorted(world.entries["date"])
    assert world.entries.columns == [*GRAIN, SPEND_BASIS, *ATTRIBUTES, *MEASURES]


def test_equal_orders_are_one_entry(ledger_of: Load) -> None:
    """Orders of one place are added up, not kept apart; a row of two orders is two of half its value."""
    orders = """
        source  campaign  influencer_id  user_id  date        orders  revenue
        IG      Summer    ann            u1       2025-06-20  1       100
        IG      Summer    ann            u2       2025-06-20  2       -30
        """
    entries = ledger_of({"orders": orders}).entries.filter(pl.col("revenue") != 0)
    assert entries.select("revenue", "orders", "revenue_squared").rows() == [(70, 3, 10_450)]


def test_rates_over_reach_leave_out_what_was_not_seen(ledger_of: Load) -> None:
    """A post without reach is in no measure of the reached; what is credited to no post is."""
    posts = """
        post_id  influencer_id  platform   date        reach  likes  comments
        p1       ann            Instagram  2025-06-01  100    10     1
        p2       ann            Instagram  2025-06-10  0      500    5
        """
    orders = """
        source  campaign  influencer_id  user_id  date        orders  revenue  post_id
        IG      Summer    ann            u1       2025-05-20  2       100      -
        IG      Summer    ann            u1       2025-06-02  3       100      p1
        IG      Summer    ann            u2       2025-06-20  5       100      p2
        """
    payouts = """
        influencer_id  basis  rate  orders  total_payout
        ann            post   500   3       1000
        """
    entries = ledger_of({"posts": posts, "orders": orders, "payouts": payouts}).entries
    reached = entries.select(pl.col("reached_engagements", "reached_orders", "reached_spend").sum())
    assert reached.rows() == [(11, 5, 500)]


def test_revenue_of_the_paid(ledger_of: Load) -> None:
    """Revenue of who has a payout row, be it of 0, is the paid's; of who has none it is not."""
    orders = """
        source  campaign  influencer_id  user_id  date        orders  revenue
        IG      Summer    ann            u1       2025-06-20  1       100
        IG      Summer    bob            u2       2025-06-20  1       30
        IG      Summer    cat            u3       2025-06-20  1       7
        """
    payouts = """
        influencer_id  basis  rate  orders  total_payout
        ann            post   500   3       1000
        bob            post   0     0       0
        """
    entries = ledger_of({"orders": orders, "payouts": payouts}).entries
    assert entries["paid_revenue"].sum() == 130


def test_a_payout_with_nothing_to_bear_it_has_no_date(ledger_of: Load) -> None:
    """Spend of an influencer without posts and orders has no date, on the influencer's platform."""
    payouts = """
        influencer_id  basis  rate  orders  total_payout
        ghost          post   500   0       300
        ann            post   500   3       1000
        """
    ledger = ledger_of({"payouts": payouts})
    dateless = ledger.entries.filter(pl.col("date").is_null())
    assert dateless.select("influencer_id", "platform", "brand", "campaign", "category", "spend").rows() == [
        ("ghost", "Unknown", "Unknown", "No campaign", "Unknown", 300)
    ]
    assert ledger.entries["date"].to_list() == [None, *sorted(ledger.entries["date"].drop_nulls())]
    assert ledger.entries["spend"].sum() == pytest.approx(1300)
    assert (ledger.first_day, ledger.as_of) == (dt.date(2025, 6, 1), dt.date(2025, 7, 5))


def test_the_days_of_a_ledger(world: Ledger) -> None:
    """A ledger goes from its first entry to its last, organic ones too."""
    assert (world.first_day, world.as_of) == (dt.date(2025, 6, 1), dt.date(2025, 7, 5))


@pytest.mark.parametrize(
    ("dimension", "values"),
    [
        ("brand", ("Gritzo", "HKVitals", "MuscleBlaze")),
        ("platform", ("Instagram", "YouTube")),
        ("category", ("Beauty", "Fitness", "Health")),
        ("campaign", ("Monsoon", "No campaign", "Summer")),
        ("influencer_id", ("ann", "bob", "cat")),
        ("tier", ("Nano", "Micro", "Mega")),
        ("gender", ("(blank)", "Female", "Male")),
        ("basis", ("No payout", "Per order", "Per post")),
    ],
)
def test_what_a_filter_can_choose(world: Ledger, dimension: str, values: tuple[str, ...]) -> None:
    """A dimension's values are those of influencers' entries, tiers by size and all else by alphabet."""
    assert world.values(dimension) == values
