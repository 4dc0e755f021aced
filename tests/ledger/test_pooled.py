import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.ledger import cubes
from influencer_roi.ledger.entries import MEASURES, Ledger
from influencer_roi.ledger.load import load_frames
from influencer_roi.ledger.masked import MASK, masked
from influencer_roi.ledger.pooled import NEAR, pay_groups, pooled, pooled_spend
from influencer_roi.ledger.spend import SPENT
from influencer_roi.model.dimensions import DIMENSIONS
from influencer_roi.model.schema import TABLES
from influencer_roi.orders import order_book
from tests.trying import trying
from tests.viewers import PAID, frames, full, viewed
from tests.worlds import World, worlds

OTHERS = tuple(name for name in MEASURES if name not in SPENT)
AMOUNTS = st.lists(st.floats(-50_000, 500_000).map(lambda paise: round(paise, 2)), min_size=1, max_size=40)


def by_person(ledger: Ledger, spend: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> dict[str, float]:
    """What each person bears of the spend of entries, nobody without any."""
    rows = ledger.entries.select(pl.col("influencer_id").cast(pl.String), spend=pl.Series(spend))
    sums = rows.group_by("influencer_id").agg(pl.col("spend").sum()).filter(pl.col("spend") != 0)
    return dict(sums.iter_rows())


# ---- pay groups


def test_groups_are_neighbours_of_one_tier():
    """Five paid people of a tier make a group; those left over join the last one of their tier."""
    paid = np.array([10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 10.0, 20.0, 30.0, 40.0, 50.0])
    tiers = ["Nano"] * 6 + ["Micro"] * 5
    assert pay_groups(paid, tiers, least=5) == [[0, 1, 2, 3, 4, 5], [6, 7, 8, 9, 10]]


def test_tiers_too_small_go_together():
    """Tiers that are no group by themselves are one together, as one row on screen."""
    paid = np.array([10.0, 20.0, 30.0, 40.0, 50.0, 60.0])
    tiers = ["Nano", "Nano", "Micro", "Micro", "Mid", "Mid"]
    assert pay_groups(paid, tiers, least=5) == [[0, 1, 2, 3, 4, 5]]


def test_who_gave_money_back_does_not_count():
    """Whoever is paid nothing in all, or less, is in a group but none of its five."""
    paid = np.array([10.0, -20.0, 30.0, 40.0, 50.0, 60.0])
    assert pay_groups(paid[:5], ["Nano"] * 5, least=5) == []
    assert pay_groups(paid, ["Nano"] * 6, least=5) == [[0, 1, 2, 3, 4, 5]]


def test_who_stands_out_needs_more_beside():
    """A sum that is nearly one person's payout is no group's: neighbours join until it is not."""
    paid = np.array([1.0, 1.0, 1.0, 1.0, 1000.0, 100.0, 100.0, 90.0, 80.0, 70.0])
    assert pay_groups(paid, ["Mid"] * 10, least=5) == [[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]]
    assert pay_groups(paid[:5], ["Mid"] * 5, least=5) == []


@given(AMOUNTS, st.integers(1, 3))
def test_groups_hold_everybody_once(amounts: list[float], tiers: int):
    """Every person is in one group, or there are none, and each has five who were paid."""
    paid = np.array(amounts)
    groups = pay_groups(paid, [str(place * tiers // len(paid)) for place in range(len(paid))], least=5)
    assert [person for group in groups for person in group] in ([], list(range(len(paid))))
    assert all((paid[group] > 0).sum() >= 5 for group in groups)


# ---- what is laid out


def test_tiers_keep_their_sums():
    """What a tier with five paid people was paid is exact to the paisa, and so is the total."""
    for by, keep in (("tier", 1e-9), ("platform", 1.0)):
        mine = queries.slices(viewed(), Filters(), by=by, metrics=("spend",))["spend"]
        theirs = queries.slices(full(), Filters(), by=by, metrics=("spend",))["spend"]
        assert np.allclose(mine, theirs, rtol=keep)
    assert queries.totals(viewed(), Filters())["spend"] == pytest.approx(sum(PAID.values()), abs=0.005)


def test_nobody_bears_what_they_were_paid():
    """What anybody bears lies apart from what they were paid, so that no difference comes near it."""
    borne = by_person(full(), pooled_spend(full(), least=5))
    assert borne.keys() == PAID.keys()
    assert all(abs(borne[person] - amount) >= NEAR * amount for person, amount in PAID.items())


def test_like_payouts_are_not_laid_out_alike():
    """Where all of a group are paid the same, equal parts would be just that: nobody bears them."""
    alike = {person: 10_000.0 if person[0] == "n" else amount for person, amount in PAID.items()}
    ledger = load_frames(frames(alike))
    borne = by_person(ledger, pooled_spend(ledger, least=5))
    nano = [amount for person, amount in borne.items() if person[0] == "n"]
    assert sum(nano) == pytest.approx(50_000)
    assert min(abs(amount - 10_000) for amount in nano) >= 600


def test_moving_money_inside_a_group_changes_nothing():
    """Who of a group was paid what does not matter to any entry: only the sum of the group does."""
    moved = {**PAID, "n1": PAID["n1"] + 400, "n4": PAID["n4"] - 400, "d2": PAID["d2"] + 9_000}
    moved["d5"] -= 9_000
    other = load_frames(frames(moved))
    assert other.tables.payouts["total_payout"].to_list() != full().tables.payouts["total_payout"].to_list()
    assert np.allclose(pooled_spend(other, least=5), pooled_spend(full(), least=5), rtol=1e-12)


def test_too_few_have_no_spend():
    """Where fewer than five people are paid, there is no spend to see at all."""
    four = dict(list(PAID.items())[:4])
    ledger = pooled(load_frames(frames(four)))
    assert queries.totals(ledger, Filters(), metrics=("spend", "roas")) == {"spend": None, "roas": None}


# ---- what else is left, and what is not


@pytest.mark.at_length
@given(worlds())
@trying(30, here=5)
def test_all_but_spend_is_the_same(world: World):
    """Every other measure of every slice is what it was."""
    ledger = pooled(world.ledger, least=2)
    for by in DIMENSIONS:
        mine, theirs = (
            queries.summed(one, Filters(), by=(by,), measures=OTHERS, who=queries.Who.EVERYONE)
            for one in (ledger, world.ledger)
        )
        assert_frame_equal(mine, theirs)


@pytest.mark.at_length
@given(worlds())
@trying(30, here=5)
def test_pooled_totals(world: World):
    """The total is the files' wherever it is shown."""
    mine = queries.totals(pooled(world.ledger, least=2), Filters(), metrics=("spend",))["spend"]
    theirs = queries.totals(world.ledger, Filters(), metrics=("spend",))["spend"]
    assert mine is None or mine == pytest.approx(theirs, abs=0.005)


def test_every_roll_up_is_pooled(monkeypatch: pytest.MonkeyPatch):
    """Spend is the same whichever roll-up answers: the longest blocks, the fewest dimensions, the entries."""
    monkeypatch.setattr(cubes, "FEW_ROWS", 10)
    monkeypatch.setattr(cubes, "SAVING", 1)
    ledger = pooled(load_frames(frames(PAID)))
    assert len(ledger.cubes.longer) == len(cubes.BLOCKS)
    assert len({id(cube) for cube in ledger.cubes.daily.values()}) > 2
    for by in ("month", "brand", "campaign", "weekday"):
        mine, theirs = (
            queries.slices(one, Filters(platform=("YouTube",)), by=by, metrics=("spend", "cpm", "revenue"))
            for one in (ledger, viewed())
        )
        assert_frame_equal(mine, theirs)


def test_nothing_is_copied():
    """What does not change is shared with the full ledger; every entry's spend is null."""
    mine, theirs = viewed(), full()
    assert mine.tables.orders is theirs.tables.orders
    assert mine.cubes.finest.tuples is theirs.cubes.finest.tuples
    assert mine.cubes.finest.measures["revenue"] is theirs.cubes.finest.measures["revenue"]
    assert all(mine.entries[name].null_count() == mine.entries.height for name in SPENT)


def test_payouts_are_gone():
    """No payout row is left, and neither a note, a fault nor an amount of any."""
    report = viewed().report
    assert viewed().tables.payouts.is_empty()
    assert full().report.counts["payouts"].money.kept == pytest.approx(sum(PAID.values()))
    assert report.counts["payouts"].money.kept == 0
    assert {note.table for note in full().report.notes} >= {"payouts"}
    assert "payouts" not in {*(note.table for note in report.notes), *report.faults["table"]}
    assert report.counts.keys() == {table.name for table in TABLES}


# ---- customers


def test_customers_are_masked():
    """An order has a customer or none; who it is stays with those who look after the data."""
    book = order_book(masked(full()))
    theirs = pl.concat(book.pieces())["user_id"].unique().to_list()
    assert theirs == [MASK]
    assert pl.concat(order_book(full()).pieces())["user_id"][0].endswith("@example.com")


def test_rows_set_aside_are_masked():
    """A row of orders that was set aside stands without its text, for that names the customer."""
    tables = frames(PAID)
    bad = tables["orders"].head(1).with_columns(date=pl.lit("never"))
    faults = masked(load_frames({**tables, "orders": pl.concat([tables["orders"], bad])})).report.faults
    assert faults.select("table", "column", "raw").rows() == [("orders", "date", MASK)]
