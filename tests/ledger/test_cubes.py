import datetime as dt
from dataclasses import replace
from itertools import product

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.lazyframe.group_by import LazyGroupBy
from polars.testing import assert_frame_equal

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.ledger import cubes as made
from influencer_roi.ledger.entries import MEASURES, Ledger
from influencer_roi.model.dimensions import DIMENSIONS
from influencer_roi.queries import Who, adding, cubes
from influencer_roi.queries.selection import let_through
from tests.folders import ledger_of
from tests.trying import trying
from tests.worlds import World, selections, worlds

# Spend on C has no day; one entry is organic; nothing happens on January 2.
LEDGER = ledger_of("""
date        influencer_id  brand    platform  post_id  revenue  spend  organic_revenue
-           C              Unknown  X         -        0        200    0
2025-01-01  A              Mint     X         P1       1000     500    0
2025-01-03  A              Zest     X         P1       1500     500    0
2025-01-03  A              Zest     X         -        500      0      0
2025-01-03  B              Zest     Y         -        500      1000   0
2025-01-04  -              Zest     Y         -        0        0      700
""")
FIRST, LAST = dt.date(2025, 1, 1), dt.date(2025, 1, 4)
PAIRS = (("campaign", "brand"), ("campaign", "date"), ("basis", "date"), ("influencer_id", "date"))
LAW = trying(3)


@pytest.fixture
def every_roll_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes every roll-up there is, over blocks of two and of four days, however little it saves."""
    monkeypatch.setattr(made, "BLOCKS", (4, 2))
    monkeypatch.setattr(made, "FEW_ROWS", 0)
    monkeypatch.setattr(made, "SAVING", 0)


def test_finest():
    """The finest roll-up has a row per entry, what has no day first; organic orders have a place."""
    cube = LEDGER.cubes.finest
    assert cube.starts.tolist() == [0, 1, 2, 2, 5, 6]
    assert cube.measures["revenue"].tolist() == LEDGER.entries["revenue"].to_list()
    tuples = cube.keys[cube.tuples.astype(np.int64)]
    assert_frame_equal(tuples.select(made.ENTRY_TUPLE), LEDGER.entries.select(made.ENTRY_TUPLE))
    assert cube.keys.filter("organic").select("influencer_id", "brand").rows() == [(None, "Zest")]


def test_blocks(every_roll_up: None):
    """Over longer blocks there are fewer rows, and the same sums."""
    del every_roll_up
    found = cubes.blocks(replace(LEDGER))
    rows = [(one.step, one.starts.tolist()) for one in found]
    assert rows == [(4, [0, 1, 5]), (2, [0, 1, 2, 5]), (1, [0, 1, 2, 2, 5, 6])]
    assert [one.measures["revenue"].sum() for one in found] == [3500, 3500, 3500]


@pytest.mark.parametrize(
    ("asked", "known"),
    [
        ((), ["brand", "platform", "campaign"]),
        (("category",), ["brand", "platform", "campaign", "category"]),
        (("platform", "campaign"), ["brand", "platform", "campaign"]),
        (("campaign", "category"), ["brand", "platform", "campaign", "category"]),
        (("tier", "brand"), ["brand", "platform", "category", "tier", "gender", "basis", "spend_basis"]),
    ],
)
def test_smallest(every_roll_up: None, asked: tuple[str, ...], known: list[str]):
    """A question is answered from the smallest roll-up that knows what it asks for."""
    del every_roll_up
    assert cubes.daily(replace(LEDGER), asked).keys.columns == [*known, "organic"]


@pytest.mark.parametrize("asked", [("influencer_id",), ("campaign", "tier")])
def test_finest_knows_all(every_roll_up: None, asked: tuple[str, ...]):
    """What no smaller roll-up knows is asked of the finest."""
    del every_roll_up
    ledger = replace(LEDGER)
    assert cubes.daily(ledger, asked) is ledger.cubes.finest


def test_few_rows_are_not_rolled_up():
    """Where there are few entries, they are the only roll-up."""
    ledger = replace(LEDGER)
    assert cubes.blocks(ledger) == (ledger.cubes.finest,)
    assert cubes.daily(ledger, ["brand"]) is ledger.cubes.finest


@pytest.mark.parametrize("last", range(1, 13))
@pytest.mark.parametrize("first", range(12))
def test_pieces(first: int, last: int):
    """Pieces cover each day asked for once, no other, in the order of days, and few where they are many."""
    found = list(cubes.pieces((_empty(4), _empty(2), _empty(1)), first, last))
    covered = [
        day for cube, start, stop in found for block in range(start, stop) for day in _days(cube, block)
    ]
    assert covered == list(range(first, last))
    assert len(found) <= 6


def _empty(step: int) -> made.Cube:
    return made.Cube(pl.DataFrame(), step, np.zeros(13 // step + 2, int), np.zeros(0, int), {})


def _days(cube: made.Cube, block: int) -> range:
    return range(1) if block == 0 else range(1 + (block - 1) * cube.step, 1 + block * cube.step)


def test_summed():
    """There is one row per combination that has entries, in order, and a date beside what is sold on it."""
    rows = queries.summed(
        LEDGER, Filters(), by=("brand", "date"), measures=("revenue", "spend"), who=Who.INFLUENCERS
    )
    assert rows.rows() == [
        ("Mint", FIRST, 1000, 500),
        ("Unknown", None, 0, 200),
        ("Zest", dt.date(2025, 1, 3), 2500, 1500),
    ]


@pytest.mark.parametrize(("who", "found"), [(Who.EVERYONE, [(LAST, 700)]), (Who.INFLUENCERS, [])])
def test_organic_days(who: Who, found: list[tuple[dt.date, float]]):
    """A day with organic orders only is a day of everyone's entries, and none of influencers'."""
    rows = queries.summed(LEDGER, Filters(start=LAST), by=("date",), measures=("organic_revenue",), who=who)
    assert rows.rows() == found


def test_by_post():
    """By post there is a row per post that has entries; what is of none comes last."""
    rows = queries.summed(LEDGER, Filters(), by=("post_id",), measures=("revenue",), who=Who.INFLUENCERS)
    assert rows.rows() == [("P1", 2500), (None, 1000)]


def test_different():
    """Influencers are counted once per week."""
    found = queries.counts(LEDGER, Filters(start=FIRST), of="influencer_id", by="week")
    assert found.rows() == [(dt.date(2024, 12, 30), 2)]


@LAW
@given(world=worlds(), data=st.data())
def test_roll_ups_add_up_to_entries(every_roll_up: None, world: World, data: st.DataObject):
    """Under any filter, every sum by every dimension is that of the entries themselves."""
    del every_roll_up
    hold_sums(replace(world.ledger), data.draw(selections(world.ledger)))


@pytest.mark.slow
@settings(LAW, max_examples=400)
@given(world=worlds(), data=st.data())
def test_roll_ups_add_up_at_length(every_roll_up: None, world: World, data: st.DataObject):
    """So they are under four hundred filters of as many worlds."""
    del every_roll_up
    hold_sums(replace(world.ledger), data.draw(selections(world.ledger)))


@pytest.mark.in_turn(9)
@trying(2)
@given(data=st.data())
def test_roll_ups_of_real_folders(every_roll_up: None, real_world: World, data: st.DataObject):
    """So they are in every real folder."""
    del every_roll_up
    hold_sums(replace(real_world.ledger), data.draw(selections(real_world.ledger)))


@pytest.mark.slow
@settings(LAW, max_examples=20)
@given(data=st.data())
def test_roll_ups_of_real_folders_at_length(every_roll_up: None, real_world: World, data: st.DataObject):
    """So they are under twenty filters of every real folder."""
    del every_roll_up
    hold_sums(replace(real_world.ledger), data.draw(selections(real_world.ledger)))


def hold_sums(ledger: Ledger, filters: Filters) -> None:
    """Hold every question against the same asked of entries, to a billionth of what was added."""
    everyone = let_through(ledger.entries, filters)
    asked = {Who.EVERYONE: everyone, Who.INFLUENCERS: queries.attributed(ledger, filters).collect()}
    for who, by in product(Who, (*((name,) for name in DIMENSIONS), *PAIRS)):
        expected = _by_hand(ledger, asked[who], by)
        found = queries.summed(ledger, filters, by=by, measures=MEASURES, who=who)
        assert found.select(by).rows() == expected.select(by).rows()
        _hold(found, expected)
    sums = adding.whole(ledger, filters, measures=MEASURES, who=Who.EVERYONE)
    _hold(pl.DataFrame(sums, nan_to_null=True), _added(ledger, everyone.lazy()))
    assert queries.is_empty(ledger, filters) == everyone.is_empty()


def _by_hand(ledger: Ledger, entries: pl.DataFrame, by: tuple[str, ...]) -> pl.DataFrame:
    """Each combination of values of the entries, in order, and its sums."""
    values = {f"by_{name}": DIMENSIONS[name].expression for name in by}
    groups = entries.lazy().with_columns(**values).group_by(*values, maintain_order=True)
    found = _added(ledger, groups).sort(*values, nulls_last=True)
    return found.rename({f"by_{name}": name for name in by})


def _added(ledger: Ledger, rows: pl.LazyFrame | LazyGroupBy) -> pl.DataFrame:
    """The sum of each measure, null where the files have none of it, and how much was added up for it."""
    sums = {
        name: pl.lit(None, pl.Float64) if name in ledger.unmeasured else pl.col(name).sum()
        for name in MEASURES
    }
    every = {**sums, **{f"{name}_added": pl.col(name).abs().sum() for name in MEASURES}}
    return (rows.select(**every) if isinstance(rows, pl.LazyFrame) else rows.agg(**every)).collect()


def _hold(found: pl.DataFrame, expected: pl.DataFrame) -> None:
    for name in MEASURES:
        one, other, added = found[name], expected[name], expected[f"{name}_added"]
        assert one.is_null().equals(other.is_null(), check_names=False), name
        apart = (one - other).abs().fill_null(0.0) - 1e-9 * added.fill_null(0.0)
        assert not (apart > 0).any(), name
