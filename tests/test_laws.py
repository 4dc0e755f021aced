"""Holds the laws of the ledger, for generated worlds and for every real folder, under any filter."""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import product

import polars as pl
import polars.selectors as cs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import MEASURES, Ledger
from influencer_roi.ledger.shares import post_shares
from influencer_roi.ledger.spend import DUST
from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.model.dimensions import DIMENSIONS
from influencer_roi.queries.selection import let_through
from tests.trying import trying
from tests.worlds import World, credit_differences, entry_differences, selections, worlds

ADDITIVE = tuple(key for key, metric in REGISTRY.items() if metric.additive)
INFLUENCERS_ONLY = tuple(key for key in ADDITIVE if not REGISTRY[key].organic)
SEEDS = st.integers(0, 9999)
# The quick runs try the same worlds every time; the slow ones look for new ones.
FEW, FEWER = trying(5), trying(6, here=2)
MANY = settings(FEW, max_examples=1000, derandomize=False)
Sums = Mapping[str, float | None]


# ---- laws of a ledger under a filter


def slices_add_up(ledger: Ledger, filters: Filters, _: st.DataObject) -> None:
    """By any dimension, the slices of every measure add up to its total."""
    entries = let_through(ledger.entries, filters)
    whole = dict(queries.totals(ledger, filters, metrics=ADDITIVE))
    for by, metrics in product(DIMENSIONS, (ADDITIVE, INFLUENCERS_ONLY)):
        rows = queries.slices(ledger, filters, by=by, metrics=metrics, keep=("revenue_squared",))
        # Less than half a paisa is no spend: each slice may be as far off.
        assert_close(
            {metric: whole[metric] for metric in metrics}, sums_of(rows, metrics), by, DUST * rows.height
        )
        assert_close(sums_of(entries, ("revenue_squared",)), sums_of(rows, ("revenue_squared",)), by)


def widening_never_lowers(ledger: Ledger, filters: Filters, data: st.DataObject) -> None:
    """Letting go of a filter, or of a day's bound, never lowers a measure that has no negative entry."""
    measures = [name for name in MEASURES if (ledger.entries[name] >= 0).all()]
    wider = data.draw(st.sampled_from(list(_widened(filters, ledger))))
    narrow, wide = (sums_of(let_through(ledger.entries, one), measures) for one in (filters, wider))
    lowered = {name: (narrow[name], wide[name]) for name in measures if wide[name] < _least(narrow[name])}
    assert lowered == {}


def _least(number: float) -> float:
    return number - 1e-6 - 1e-9 * abs(number)


def _widened(filters: Filters, ledger: Ledger) -> Iterator[Filters]:
    yield Filters()
    yield from (filters.without([name]) for name in filters.set_names())
    yield replace(filters, start=filters.start and ledger.first_day, end=filters.end and ledger.as_of)


def dateless_spend_is_in_no_window(ledger: Ledger, filters: Filters, _: st.DataObject) -> None:
    """Spend without a date counts while neither start nor end is set, and never else."""
    open_ended = filters.without(["start", "end"])
    dated = ledger.entries.filter(pl.col("date").is_not_null())
    condition = open_ended.condition()
    of_days = dated if condition is None else dated.filter(condition)
    since = replace(open_ended, start=ledger.first_day)
    for window in (since, replace(open_ended, end=ledger.as_of), replace(since, end=ledger.as_of)):
        selected = let_through(ledger.entries, window)
        assert_close(sums_of(of_days, MEASURES), sums_of(selected, MEASURES), window.to_query())


# ---- laws of four files


def spend_is_what_was_paid(world: World, _: int) -> None:
    """With no filter, spend is the sum of total_payout over the payouts kept."""
    paid = sum(float(text) for text in world.accepted["payouts"]["total_payout"])
    spent = queries.totals(world.ledger, Filters(), metrics=("spend",))["spend"]
    assert_close({"spend": paid}, {"spend": spent}, "no filter", DUST)


def every_row_is_kept_or_set_aside(world: World, _: int) -> None:
    """Each row of each file is kept or set aside, never both, never neither."""
    report, tables = world.ledger.report, world.ledger.tables
    for name, frame in world.frames.items():
        aside = {fault.line for fault in report.set_aside if fault.table == name}
        counts = report.counts[name]
        assert (frame.height, frame.height - len(aside)) == (counts.read, counts.kept)
    for name, kept in (("posts", tables.posts), ("orders", tables.orders), ("payouts", tables.payouts)):
        aside = {fault.line for fault in report.set_aside if fault.table == name}
        lines = sorted([*kept["line"], *aside])
        assert list(range(1, world.frames[name].height + 1)) == lines


def shares_of_a_post_add_up_to_one(world: World, _: int) -> None:
    """Every post is shared, its shares add up to 1, and none is negative."""
    tables = world.ledger.tables
    orders = tables.orders.with_columns(cs.enum().cast(pl.String), rows=pl.lit(1.0))  # as the texts of posts
    shares = post_shares(tables.posts, orders)
    whole = shares.group_by("post_key").agg(pl.col("share").sum()).sort("post_key")
    expected = tables.posts.select("post_key", share=pl.lit(1.0)).sort("post_key")
    assert_frame_equal(expected, whole, rel_tol=1e-9)
    assert shares.filter(pl.col("share") < 0).is_empty()


def order_of_rows_does_not_matter(world: World, seed: int) -> None:
    """With the rows of every file shuffled, each entry is the same, posts included."""
    shuffled = world.shuffled(seed).ledger
    assert_frame_equal(world.ledger.entries, shuffled.entries, rel_tol=1e-9, abs_tol=1e-6)


def entries_are_the_second_opinions(world: World, _: int) -> None:
    """Every shared measure is the second opinion's, entry by entry."""
    assert list(entry_differences(world)) == []


def credits_are_acceptable(world: World, _: int) -> None:
    """The second opinion accepts the post each order is credited to."""
    assert list(credit_differences(world)) == []


# ---- the laws, over generated worlds and over real folders

LAWS_OF_LEDGERS = (slices_add_up, widening_never_lowers, dateless_spend_is_in_no_window)
LAWS_OF_FILES = (
    spend_is_what_was_paid,
    every_row_is_kept_or_set_aside,
    shares_of_a_post_add_up_to_one,
    order_of_rows_does_not_matter,
)
# For real folders, tests/test_real_folders.py asks these.
SECOND_OPINIONS = (entries_are_the_second_opinions, credits_are_acceptable)


def hold_laws_of_ledgers(ledger: Ledger, data: st.DataObject) -> None:
    """Hold each law of ledgers under a filter of its own."""
    for law in LAWS_OF_LEDGERS:
        law(ledger, data.draw(selections(ledger)), data)


def hold_laws_of_files(world: World, seed: int) -> None:
    """Hold each law of files, and ask for each second opinion."""
    for law in (*LAWS_OF_FILES, *SECOND_OPINIONS):
        law(world, seed)


@FEW
@given(world=worlds(), data=st.data())
def test_ledgers(world: World, data: st.DataObject) -> None:
    """Every law of ledgers holds in eight generated worlds, under any filter."""
    hold_laws_of_ledgers(world.ledger, data)


@FEW
@given(world=worlds(), seed=SEEDS)
def test_files(world: World, seed: int) -> None:
    """Every law of files holds for eight generated sets of them."""
    hold_laws_of_files(world, seed)


@pytest.mark.slow
@MANY
@given(world=worlds(), data=st.data())
def test_ledgers_at_length(world: World, data: st.DataObject) -> None:
    """Every law of ledgers holds in a thousand generated worlds, under any filter."""
    hold_laws_of_ledgers(world.ledger, data)


@pytest.mark.slow
@MANY
@given(world=worlds(), seed=SEEDS)
def test_files_at_length(world: World, seed: int) -> None:
    """Every law of files holds for a thousand generated sets of them."""
    hold_laws_of_files(world, seed)


@pytest.mark.at_length
@FEWER
@given(data=st.data())
def test_real_ledgers(real_world: World, data: st.DataObject) -> None:
    """Every law of ledgers holds in every real folder, under any filter."""
    hold_laws_of_ledgers(real_world.ledger, data)


def test_real_files(real_world: World) -> None:
    """Every law of files holds for every real folder."""
    for law in LAWS_OF_FILES:
        law(real_world, 1)


def sums_of(entries: pl.DataFrame, measures: Iterable[str]) -> dict[str, float]:
    """Sum each measure."""
    return entries.select(pl.col(name).sum() for name in measures).row(0, named=True)


def assert_close(expected: Sums, actual: Sums, title: str, of_spend: float = 1e-6) -> None:
    """Hold numbers together to one in a million, and to a millionth near 0, spend to `of_spend`."""
    off = {
        name: (one, actual[name])
        for name, one in expected.items()
        if not math.isclose(
            one or 0, actual[name] or 0, rel_tol=1e-6, abs_tol=of_spend if name == "spend" else 1e-6
        )
    }
    assert off == {}, title
