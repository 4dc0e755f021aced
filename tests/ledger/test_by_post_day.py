"""Dated by the posts they are credited to, sales move between days; nothing is lost, nothing else moves."""

import datetime as dt
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.ledger.by_post_day import SOLD, by_post_day
from influencer_roi.ledger.entries import MEASURES, Ledger
from influencer_roi.ledger.pooled import pooled
from influencer_roi.ledger.spend import SPENT
from influencer_roi.model.calendar import Dating
from influencer_roi.queries.credit import credit
from influencer_roi.queries.credit_rules import Rule
from influencer_roi.queries.dating import dated, earning_from, not_credited, sentences
from tests.trying import trying
from tests.worlds import World, worlds

BY_POST = Filters(day=Dating.POST)
KEYS = ("date", "influencer_id", "brand", "post_id")


def sums(ledger: Ledger) -> dict[str, float]:
    """Every measure over the whole ledger, spend as readers have it in sums."""
    measures = ledger.cubes.finest.measures
    return {name: float(measures[name].sum()) for name in measures}


def test_sales_stand_on_the_day_of_their_post(world: Ledger) -> None:
    """Ann's orders of 2 and 20 June stand on 1 and 15 June, Bob's on the 10th; his uncredited on none."""
    entries = by_post_day(world).entries.filter(pl.col("revenue") != 0)
    assert entries.select(*KEYS, "revenue", "orders").cast(
        {pl.Enum: pl.String, pl.Date: pl.String}
    ).rows() == [
        (None, "bob", "MuscleBlaze", None, 500.0, 1.0),
        ("2025-06-01", "ann", "MuscleBlaze", "p1", 1000.0, 1.0),
        ("2025-06-10", "bob", "HKVitals", "p3", 3000.0, 3.0),
        ("2025-06-15", "ann", "HKVitals", "p2", 1500.0, 2.0),
        ("2025-07-01", "cat", "Gritzo", "p4", 800.0, 1.0),
    ]


def test_all_else_stays(world: Ledger) -> None:
    """Spend, posts, reach and organic orders keep their days; so do the first and the last day."""
    stay = [name for name in MEASURES if name not in SOLD]
    seen = by_post_day(world)
    by_day = [
        one.entries.group_by("date").agg(pl.col(stay).sum()).filter(pl.any_horizontal(pl.col(stay) != 0))
        for one in (world, seen)
    ]
    assert by_day[0].sort("date").equals(by_day[1].sort("date"))
    assert (seen.first_day, seen.as_of) == (world.first_day, world.as_of)


def is_the_same_in_all(ledger: Ledger) -> None:
    """Every measure adds up to what it did; revenue of posts' days and revenue of no post to all of it."""
    seen = dated(ledger, BY_POST)
    assert sums(seen) == pytest.approx(sums(ledger), rel=1e-9, abs=1e-6)
    of_days = Filters(day=Dating.POST, start=ledger.first_day, end=ledger.as_of)
    posted = queries.totals(seen, of_days, metrics=("revenue",))["revenue"] or 0.0
    whole = queries.totals(ledger, Filters(), metrics=("revenue",))["revenue"] or 0.0
    assert posted + not_credited(ledger, BY_POST) == pytest.approx(whole, rel=1e-9, abs=1e-6)
    # By influencer, by post and the like, nothing moves.
    for by in ("influencer_id", "campaign", "post_id"):
        one, other = (
            queries.slices(each, filters, by=by, metrics=("revenue", "spend"))
            for each, filters in ((ledger, Filters()), (seen, BY_POST))
        )
        assert one.select(by).equals(other.select(by))
        assert (one["revenue"] - other["revenue"]).fill_null(0.0).abs().sum() < 1e-6


@pytest.mark.at_length
@trying(12, here=3)
@given(world=worlds())
def test_worlds(world: World) -> None:
    """In generated worlds, as readers with payouts and without see them."""
    is_the_same_in_all(world.ledger)
    is_the_same_in_all(pooled(world.ledger))


def test_real_folders(real_ledger: Ledger) -> None:
    """In every real folder too."""
    is_the_same_in_all(real_ledger)
    is_the_same_in_all(pooled(real_ledger))


def test_viewers_see_no_spend_of_entries(real_ledger: Ledger) -> None:
    """Readers who see no payouts see none here: entries have no spend, days have what they had."""
    viewed = pooled(real_ledger)
    seen = by_post_day(viewed)
    assert seen.entries.select(SPENT).null_count().row(0) == (seen.entries.height,) * 2
    days = [
        dict(queries.slices(one, Filters(), by="month", metrics=("spend",)).drop_nulls("spend").rows())
        for one in (viewed, seen)
    ]
    assert days[0] == pytest.approx(days[1])


def test_months_of_the_published_seed(real_folder: Path, real_ledger: Ledger) -> None:
    """By day of post, months of the published seed return .52 to .87; by day of order, 0 to 1.97."""
    if real_folder.name != "seed-roi-dashboard":
        pytest.skip("published of one folder only")
    by_order, by_post = (
        queries.slices(dated(real_ledger, filters), filters, by="month", metrics=("roas",))["roas"]
        for filters in (Filters(), BY_POST)
    )
    assert [round(one, 2) for one in (min(by_post), max(by_post))] == [0.52, 0.87]
    assert [round(one, 2) for one in (min(by_order), max(by_order))] == [0.0, 1.97]


@pytest.mark.parametrize("rule", list(Rule))
def test_posts_of_some_days_have_all_they_are_credited_with(world: Ledger, rule: Rule) -> None:
    """By any rule, posts of June have what they are credited with on any day; what no post has is apart."""
    june = Filters(day=Dating.POST, start=dt.date(2025, 6, 1), end=dt.date(2025, 6, 30))
    whole = dict(credit(world, rule=rule, window=90).select("post_id", "revenue").rows())
    found = dict(credit(world, june, rule=rule, window=90).select("post_id", "revenue").rows())
    in_june = {post: whole[post] for post in ("p1", "p2", "p3") if whole.get(post)}
    assert found == in_june | {None: 0.0}


def test_what_is_said(world: Ledger) -> None:
    """Beside the figures stands what is credited to no post, and which posts are still earning."""
    june = Filters(day=Dating.POST, start=dt.date(2025, 6, 1), end=dt.date(2025, 6, 30))
    july = Filters(day=Dating.POST, start=dt.date(2025, 7, 1), end=dt.date(2025, 7, 31))
    assert (not_credited(world, june), not_credited(world, july)) == (0.0, 500.0)
    assert earning_from(world, june) == dt.date(2025, 6, 6)
    assert list(sentences(world, july)) == [
        "Revenue stands on the day of its post; rows of orders keep their own",
        "₹500 of orders of these days is credited to no post and stands apart",
        "Posts since 1 Jul 2025 are still earning",
    ]
    assert not list(sentences(world, Filters()))
