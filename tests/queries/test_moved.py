import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterator

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.spend import DUST
from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.model.dimensions import DIMENSIONS
from influencer_roi.queries.moved import MOVABLE, Split, moved, split
from influencer_roi.queries.selection import let_through
from tests.folders import ledger_of
from tests.trying import trying
from tests.viewers import viewed
from tests.worlds import World, selections, worlds

# Old is gone in February, New begins then, nobody paid Free, and Late has spend again, but no revenue.
LEDGER = ledger_of("""
date        influencer_id  brand  revenue  orders  spend  organic_revenue
2025-01-05  a              Old    300      3       100    0
2025-01-06  b              Both   300      3       200    0
2025-01-07  c              Free   100      1       0      0
2025-01-08  d              Late   0        0       50     0
2025-02-05  b              Both   900      4       300    0
2025-02-06  e              New    400      2       150    0
2025-02-07  c              Free   250      1       0      0
2025-02-08  d              Late   0        0       50     0
2025-02-09  -              Both   0        0       0      700
-           f              Both   0        0       40     0
""")
JANUARY = Filters(start=dt.date(2025, 1, 1), end=dt.date(2025, 1, 31))
FEBRUARY = Filters(start=dt.date(2025, 2, 1), end=dt.date(2025, 2, 28))
JUNE = Filters(start=dt.date(2025, 6, 1), end=dt.date(2025, 6, 30))
JULY = Filters(start=dt.date(2025, 7, 1), end=dt.date(2025, 7, 31))
EXACT = 1e-9
Sums = dict[object, dict[str, float]]


# ---- what a row says


def test_rows():
    """A value stands with what it was, is, and moved; without entries its sums are 0 and ROAS is nothing."""
    rows = moved(LEDGER, FEBRUARY, JANUARY, by="brand").select(
        "brand", "revenue_before", "revenue", "revenue_moved", "spend_before", "spend", "roas_before", "roas"
    )
    assert rows.rows() == [
        ("Both", 300, 900, 600, 200, 300, 1.5, 3),
        ("New", 0, 400, 400, 0, 150, None, 400 / 150),
        ("Free", 100, 250, 150, 0, 0, None, None),
        ("Late", 0, 0, 0, 50, 50, 0, 0),
        ("Old", 300, 0, -300, 100, 0, 3, None),
    ]


def test_contributions():
    """A value moves ROAS by what it is above the old ROAS of 2, now less then, over today's 500 of spend."""
    rows = moved(LEDGER, FEBRUARY, JANUARY, by="brand", metrics=("roas",))
    assert dict(rows.select("brand", "roas_moved").iter_rows()) == pytest.approx(
        {
            "Both": ((900 - 600) - (300 - 400)) / 500,
            "New": (400 - 300) / 500,
            "Free": (250 - 100) / 500,
            "Late": 0,
            "Old": -(300 - 200) / 500,
        }
    )
    assert rows["roas_moved"].sum() == pytest.approx(1550 / 500 - 700 / 350)


def test_split():
    """150 more spend at the old ROAS of 2 is 300; of 850 more the mix takes its part, the rest is return.

    350 of today's 500 had a ROAS before: Both 1.5, Late 0. New had none, and takes the whole's 2.
    """
    found = split(moved(LEDGER, FEBRUARY, JANUARY, by="brand"))
    mix = (300 * 1.5 + 50 * 0 + 150 * 2) - 2 * 500
    assert found == Split(change=850, spent=300, mix=mix, returns=850 - 300 - mix)


def test_a_new_value_is_no_part_of_the_mix():
    """Where all spend is of values that had none, more of it is at the old ROAS, and all else is return."""
    found = split(
        moved(LEDGER, FEBRUARY.choosing(brand=("New",)), JANUARY.choosing(brand=("Old",)), by="brand")
    )
    assert found == Split(change=100, spent=150, mix=0, returns=-50)


def test_organic_orders():
    """Organic revenue is in what moved organic revenue, and nowhere else."""
    of_influencers = moved(LEDGER, FEBRUARY, JANUARY, by="influencer_id")
    organic = moved(LEDGER, FEBRUARY, JANUARY, by="influencer_id", metrics=("organic_revenue",))
    assert None not in of_influencers["influencer_id"].to_list()
    assert organic.row(0) == (None, 0, 700, 700)


def test_spend_without_a_day():
    """It moves what is compared with a selection of no days, and no month."""
    by_day = moved(LEDGER, Filters(), JANUARY, by="influencer_id")
    of_f = by_day.filter(influencer_id="f")
    assert of_f["spend_moved"].to_list() == [40]
    assert "f" not in moved(LEDGER, FEBRUARY, JANUARY, by="influencer_id")["influencer_id"].to_list()


def test_nothing_to_divide_by():
    """Without spend in one of the selections sums moved, ROAS did not, and no split can be told."""
    nobody_paid = FEBRUARY.choosing(brand=("Free",))
    rows = moved(LEDGER, FEBRUARY, nobody_paid, by="brand")
    assert rows["roas_moved"].null_count() == rows.height
    assert rows["spend_moved"].sum() == 500
    assert split(rows) is None


def test_other_ratios():
    """Any ratio of two sums is taken apart in the same way, and one with a constant is one too."""
    rows = moved(LEDGER, FEBRUARY, JANUARY, by="brand", metrics=("cpa", "aov", "roi"))
    assert rows["cpa_moved"].sum() == pytest.approx(500 / 7 - 350 / 7)
    assert rows["aov_moved"].sum() == pytest.approx(1550 / 7 - 700 / 7)
    assert rows["roi_moved"].sum() == pytest.approx(1550 / 500 - 700 / 350)


def test_what_cannot_be_taken_apart():
    """A metric that is measured against its own selection is refused, in words that name those that can."""
    with pytest.raises(
        ValueError, match=r"nothing adds up to what moved roas_vs_average; it does for revenue"
    ):
        moved(LEDGER, FEBRUARY, JANUARY, by="brand", metrics=("revenue", "roas_vs_average"))


def test_viewers():
    """Who may not see what one person is paid sees what moved revenue, and of no person what moved ROAS."""
    may, june = (
        Filters(start=dt.date(2025, month, 1), end=dt.date(2025, month, last))
        for month, last in ((5, 31), (6, 30))
    )
    rows = moved(viewed(), june, may, by="influencer_id")
    assert rows["revenue_moved"].null_count() == 0
    assert {rows[f"{key}_moved"].null_count() for key in ("spend", "roas")} == {rows.height}
    assert split(rows) is None


def test_tiers_of_viewers():
    """Tiers that are shown together in one of the periods are together in both."""
    may, june = (Filters(start=dt.date(2025, month, 1), end=dt.date(2025, month, 28)) for month in (5, 6))
    sums = [queries.slices(viewed(), one, by="tier", metrics=("spend",)) for one in (may, june)]
    shown = [rows["tier"].to_list() for rows in sums]
    assert shown == [["Nano and Micro", "Mid"], ["Nano", "Micro and Mid"]]
    rows = moved(viewed(), june, may, by="tier")
    assert rows["tier"].to_list() == ["Nano and Micro and Mid"]
    for key in ("revenue", "spend", "roas"):
        now, before = (queries.totals(viewed(), one, metrics=(key,))[key] for one in (june, may))
        assert now is not None
        assert before is not None
        assert rows[f"{key}_moved"].sum() == pytest.approx(now - before)


# ---- the sample's July against June


def test_july_against_june(sample: Ledger):
    """Six campaigns moved most; they and seven others come to the change of the total."""
    rows = moved(sample, JULY, JUNE, by="campaign").cast({"campaign": pl.String})
    found = {
        row["campaign"]: (round(row["revenue_moved"]), round(row["roas_moved"], 2)) for row in rows.to_dicts()
    }
    named = {
        "MuscleBlaze_MonsoonMuscle": (374_344, 0.55),
        "HKVitals_ImmunityBoost": (251_030, -0.25),
        "Gritzo_BackToSchool": (119_132, 0.14),
        "Gritzo_SummerCamp": (-303_817, 0.03),
        "HKVitals_OmegaHeart": (-258_624, -0.33),
        "MuscleBlaze_SummerFit": (-235_575, -0.26),
    }
    assert {name: found[name] for name in named} == named
    others = rows.filter(~rows["campaign"].is_in(list(named)))
    assert (others.height, round(others["revenue_moved"].sum())) == (7, -24_480)
    assert others["roas_moved"].sum() == pytest.approx(0.03, abs=0.005)


def test_split_of_july_against_june(sample: Ledger):
    """Less spend, a weaker mix and a better return within campaigns come to 77,989 less revenue."""
    found = split(moved(sample, JULY, JUNE, by="campaign"))
    assert found is not None
    assert [round(one) for one in (found.change, found.spent, found.mix, found.returns)] == [
        -77_989,
        -42_344,
        -119_287,
        83_642,
    ]


# ---- exactness


def values_of(ledger: Ledger, filters: Filters, by: str) -> Sums:
    """Revenue and spend by value, entry after entry, spend of less than half a paisa as none."""
    entries = let_through(ledger.entries, filters).filter(pl.col("influencer_id").is_not_null())
    values = entries.select(DIMENSIONS[by].expression.alias(by))[by].to_list()
    sums: Sums = defaultdict(lambda: {"revenue": 0.0, "spend": 0.0})
    for value, revenue, spend in zip(values, entries["revenue"], entries["spend"], strict=True):
        sums[value]["revenue"] += revenue or 0.0
        sums[value]["spend"] += spend
    for one in sums.values():
        one["spend"] = one["spend"] if abs(one["spend"]) >= DUST else 0.0
    return sums


def slowly(now: Sums, before: Sums) -> Iterator[tuple[object, float, float | None]]:
    """What each value moved revenue and ROAS by, worked out as it is defined."""
    spend, earlier = (math.fsum(one["spend"] for one in sums.values()) for sums in (now, before))
    revenue = math.fsum(one["revenue"] for one in before.values())
    defined = spend > 0 and earlier > 0
    for value in now.keys() | before.keys():
        new, old = (sums.get(value, {"revenue": 0.0, "spend": 0.0}) for sums in (now, before))
        part = None
        if defined:
            roas = revenue / earlier
            part = ((new["revenue"] - roas * new["spend"]) - (old["revenue"] - roas * old["spend"])) / spend
        yield value, new["revenue"] - old["revenue"], part


def hold_exactness(ledger: Ledger, filters: Filters, before: Filters) -> None:
    """By every dimension, rows are those of the slow definition, and parts add up to the change."""
    for by in DIMENSIONS:
        rows = moved(ledger, filters, before, by=by)
        sides = [values_of(ledger, one, by) for one in (filters, before)]
        title = f"{by}: {before.to_query()} -> {filters.to_query()}"
        parts = {row[by]: (row["revenue_moved"], row["roas_moved"]) for row in rows.to_dicts()}
        expected = {value: (revenue, roas) for value, revenue, roas in slowly(*sides)}
        assert parts.keys() == expected.keys(), title
        for value, (revenue, roas) in expected.items():
            assert parts[value][0] == pytest.approx(revenue, rel=EXACT, abs=1e-6), title
            assert parts[value][1] == (None if roas is None else pytest.approx(roas, rel=1e-6, abs=1e-6)), (
                title
            )
        hold_sums(rows, title)


def size_of(*columns: pl.Series) -> float:
    """How large the numbers of columns are together: what rounding is relative to."""
    return math.fsum(abs(number) for column in columns for number in column.drop_nulls())


def hold_sums(rows: pl.DataFrame, title: str) -> None:
    """What rows moved, and the parts of the split, add up to the change of the totals."""
    sums = {name: math.fsum(rows[name].fill_null(0.0)) for name in rows.columns[1:]}
    for key in ("revenue", "spend"):
        change = sums[key] - sums[f"{key}_before"]
        size = size_of(rows[key], rows[f"{key}_before"])
        assert sums[f"{key}_moved"] == pytest.approx(change, rel=EXACT, abs=EXACT * size), title
    if not rows["roas_moved"].null_count() and rows.height:
        change = sums["revenue"] / sums["spend"] - sums["revenue_before"] / sums["spend_before"]
        size = size_of(rows["roas_moved"])
        assert sums["roas_moved"] == pytest.approx(change, rel=EXACT, abs=EXACT * size), title
    if found := split(rows):
        size = size_of(rows["revenue"]) + sum(map(abs, (found.spent, found.mix, found.returns)))
        added = found.spent + found.mix + found.returns
        assert added == pytest.approx(found.change, rel=EXACT, abs=EXACT * size), title
        assert found.change == pytest.approx(sums["revenue_moved"], rel=EXACT, abs=EXACT * size), title


@trying(8)
@given(data=st.data())
def test_exactness_on_the_sample(sample: Ledger, data: st.DataObject):
    """Between two selections of the sample, by every dimension, parts are exact and add up."""
    hold_exactness(sample, data.draw(selections(sample)), data.draw(selections(sample)))


@trying(8)
@given(world=worlds(), data=st.data())
def test_exactness_in_worlds(world: World, data: st.DataObject):
    """So they are in generated worlds, with refunds, clawbacks and spend without a day."""
    hold_exactness(world.ledger, data.draw(selections(world.ledger)), data.draw(selections(world.ledger)))


@pytest.mark.slow
@settings(trying(25), max_examples=500, derandomize=False)
@given(data=st.data())
def test_exactness_of_500_selections(sample: Ledger, data: st.DataObject):
    """Five hundred pairs of selections of the sample are exact by every dimension."""
    hold_exactness(sample, data.draw(selections(sample)), data.draw(selections(sample)))


@pytest.mark.slow
@settings(trying(25), max_examples=500, derandomize=False)
@given(world=worlds(), data=st.data())
def test_exactness_of_500_worlds(world: World, data: st.DataObject):
    """Five hundred generated worlds are exact by every dimension."""
    hold_exactness(world.ledger, data.draw(selections(world.ledger)), data.draw(selections(world.ledger)))


@trying(20)
@given(data=st.data())
def test_totals_are_those_of_queries(sample: Ledger, data: st.DataObject):
    """What moved adds up to the difference of what `query` answers to both selections."""
    both = [data.draw(selections(sample)) for _ in range(2)]
    rows = moved(sample, *both, by="campaign")
    now, before = (queries.totals(sample, one, metrics=("revenue", "spend", "roas")) for one in both)
    for key in ("revenue", "spend", "roas"):
        one, other = now[key], before[key]
        if one is not None and other is not None:
            parts = rows[f"{key}_moved"]
            assert parts.sum() == pytest.approx(one - other, rel=EXACT, abs=EXACT * size_of(parts))


@pytest.mark.parametrize("key", [key for key in MOVABLE if key not in ("revenue", "spend", "roas")])
def test_every_metric_adds_up(sample: Ledger, key: str):
    """By every dimension, what moved any metric adds up to the change of its total."""
    now, before = (queries.totals(sample, one, metrics=(key,))[key] for one in (JULY, JUNE))
    for by in DIMENSIONS:
        parts = moved(sample, JULY, JUNE, by=by, metrics=(key,))[f"{key}_moved"]
        if now is None or before is None:
            assert parts.null_count() == parts.len()
        else:
            assert parts.sum() == pytest.approx(now - before, rel=EXACT, abs=EXACT * size_of(parts))


def test_every_metric_can_be_taken_apart():
    """All but what is measured against its own selection either adds up or is a ratio of two sums."""
    assert [key for key in REGISTRY if key not in MOVABLE] == [
        key for key, metric in REGISTRY.items() if metric.formula.beside
    ]
