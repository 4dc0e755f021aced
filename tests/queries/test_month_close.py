import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Mapping

import pandas as pd
import polars as pl
import pytest
from hypothesis import given

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.spend import DUST
from influencer_roi.queries.month_close import COLUMNS, MonthClose, month_close, month_named, months
from tests.trying import trying
from tests.viewers import viewed
from tests.worlds import World, worlds

EVERYBODY = Filters()
JUNE, JULY = dt.date(2025, 6, 1), dt.date(2025, 7, 1)
PER_ORDER = {"order", "orders", "perorder", "perorders", "cps", "cpa", "cpo", "sale", "sales", "persale"}
PER_POST = {"post", "posts", "perpost", "perposts"}
GROUPS = {"Per order": "order", "Revenue share": "revenue"}
Tables = Mapping[str, str | bytes | None]
Counts = dict[str, dict[str, float]]
Rates = dict[tuple[str, str], float | None]


# ---- what a row says


def test_a_month(world: Ledger):
    """A payee has a month, a financial year and a life: what was agreed, and what it came to.

    Of bob's four orders three came in June, of ann's two posts both; 1,600 for four orders is 400 each.
    """
    rows = month_close(world, EVERYBODY, month=JUNE).rows
    assert rows.columns == list(COLUMNS)
    assert rows.rows() == [
        ("bob", "Bob Sen", "Per order", 400, 3, 1200, 0, 1200, 1200, 4, 1600, 1600, 0),
        ("ann", "Ann Rao", "Per post", 500, 2, 1000, 0, 1000, 1000, 2, 1000, 1000, 0),
    ]


def test_a_month_of_little(world: Ledger):
    """Who delivered nothing in a month has 0 there, and the running total of the year all the same."""
    rows = month_close(world, EVERYBODY, month=JULY).rows
    assert rows.select("name", "month_units", "month_accrued", "year_accrued").rows() == [
        ("Bob Sen", 1, 400, 1600),
        ("Ann Rao", 0, 0, 1000),
    ]


def test_the_total(world: Ledger):
    """The last row sums rupees, and no units: orders and posts are no sum."""
    close = month_close(world, EVERYBODY, month=JULY)
    last = close.with_total.tail(1).row(0, named=True)
    assert (last["name"], last["influencer_id"], last["rate"], last["month_units"]) == (
        "2 payees",
        None,
        None,
        None,
    )
    assert [last[name] for name in ("month_accrued", "year_accrued", "life_stated")] == [400, 2600, 2600]


def test_the_financial_year(ledger_of: Callable[[Tables], Ledger]):
    """The running total begins on 1 April: what was earned in March is in the year before."""
    ledger = ledger_of(
        {
            "orders": """
                source  campaign  influencer_id  user_id  product  date        orders  revenue
                coupon  Summer    bob            u1       MB Whey  2025-03-31  1       100
                coupon  Summer    bob            u2       MB Whey  2025-04-01  1       100
                coupon  Summer    bob            u3       MB Whey  2025-05-02  2       100
                """
        }
    )
    closes = [month_close(ledger, Filters(influencer_id=("bob",)), month=one) for one in months(ledger)[:3]]
    assert [close.year for close in closes] == [dt.date(2024, 4, 1), dt.date(2025, 4, 1), dt.date(2025, 4, 1)]
    assert [close.total["year_accrued"].item() for close in closes] == [400, 400, 1200]


def test_another_than_agreed(ledger_of: Callable[[Tables], Ledger]):
    """What was stated is spread over what was delivered: a month bears its part of the difference."""
    ledger = ledger_of(
        {
            "payouts": """
                influencer_id  basis  rate  orders  total_payout
                bob            order  400   5       2000
                """
        }
    )
    row = month_close(ledger, EVERYBODY, month=JUNE).rows.row(0, named=True)
    assert (row["month_expected"], row["month_accrued"], row["month_difference"]) == (1200, 1500, 300)
    assert (row["life_expected"], row["life_stated"], row["life_difference"]) == (1600, 2000, 400)


def test_several_rates(ledger_of: Callable[[Tables], Ledger]):
    """Payouts of one basis are one row; where their rates differ nobody knows what was agreed for which."""
    ledger = ledger_of(
        {
            "payouts": """
                influencer_id  basis       rate  orders  total_payout
                bob            order       400   2       800
                bob            Per Order   500   2       1000
                ann            post        500   0       500
                ann            commission  -     0       90
                """
        }
    )
    rows = month_close(ledger, EVERYBODY, month=JUNE).rows
    assert rows.select("name", "basis", "rate", "month_units", "month_expected", "life_stated").rows() == [
        ("Bob Sen", "Per order", None, 3, None, 1800),
        ("Ann Rao", "Per post", 500, 2, 1000, 500),
        ("Ann Rao", "Revenue share", None, None, None, 90),
    ]


def test_filters(world: Ledger):
    """Filters on influencers choose payees; a brand does not, for a payout has none."""
    of_bob = month_close(world, Filters(influencer_id=("bob",)), month=JUNE)
    of_brand = month_close(world, Filters(brand=("Gritzo",), start=JULY), month=JUNE)
    assert of_bob.rows["name"].to_list() == ["Bob Sen"]
    assert of_brand.rows.equals(month_close(world, EVERYBODY, month=JUNE).rows)


def test_months(world: Ledger):
    """Months are those of the data; another one is refused with a sentence."""
    assert months(world) == (JUNE, JULY)
    assert month_named(world, "2025-07") == JULY
    for text in ("2025-08", "2025-7", "July", ""):
        with pytest.raises(
            ValueError, match=rf"There is no month '{text}'; months go from 2025-06 to 2025-07\."
        ):
            month_named(world, text)


def test_viewers():
    """Who may not see payouts has no row."""
    assert month_close(viewed(), EVERYBODY, month=JUNE).rows.is_empty()


# ---- the sample's July


def test_july_of_the_sample(sample: Ledger):
    """What July is worth, payee by payee, and what no month has."""
    close = month_close(sample, EVERYBODY, month=JULY)
    found = {row["name"]: row for row in close.rows.to_dicts()}
    months_of = ("month_units", "month_expected", "month_difference", "month_accrued", "year_accrued")
    life = ("life_units", "life_expected", "life_stated", "life_difference")
    ishaan, kavya = found["Ishaan Gill"], found["kavya.eatsclean"]
    assert [round(ishaan[name]) for name in (*months_of, *life)] == [
        *(42, 16_800, 690, 17_490, 55_803),
        *(146, 58_400, 60_800, 2_400),
    ]
    assert [kavya[name] for name in (*months_of, *life)] == [0, 0, 0, 0, 0, 0, 0, 4_220, 4_220]
    total = close.total.row(0, named=True)
    assert [total["name"], *(round(total[name]) for name in (*months_of[1:], *life[1:]))] == [
        "14 payees",
        *(372_630, 690, 373_320, 1_680_013),
        *(1_997_900, 2_004_520, 6_620),
    ]
    assert close.undated == 4_220
    march = month_close(sample, EVERYBODY, month=dt.date(2025, 3, 1))
    assert round(march.total["month_accrued"].item()) == 320_287


# ---- against pandas


@pytest.mark.at_length
@trying(25, here=5)
@given(world=worlds())
def test_generated_worlds(world: World):
    """In generated worlds every month is what pandas makes of the files."""
    hold_months(world)


def test_real_folders(real_world: World):
    """So it is in every real folder."""
    hold_months(real_world)


def hold_months(world: World) -> None:
    """Hold each month to a computation that shares no code, and all months to what was stated."""
    ledger = world.ledger
    closes = [month_close(ledger, EVERYBODY, month=month) for month in months(ledger)]
    spent, counts = (
        spent_by_month(world),
        {"Per order": delivered(world, "orders"), "Per post": delivered(world, "posts")},
    )
    rates = rates_of(world.accepted["payouts"])
    for close in closes:
        hold_accrued(close, spent)
        hold_units(close, counts, rates)
        hold_total(close)
    accrued = sum(close.total["month_accrued"].item() or 0.0 for close in closes)
    stated = world.accepted["payouts"]["total_payout"].astype(float).sum()
    dust = DUST * len(closes) * max(1, closes[0].rows.height)
    assert accrued + closes[0].undated == pytest.approx(stated, rel=1e-9, abs=dust)
    dated = queries.slices(ledger, EVERYBODY, by="month", metrics=("spend",)).drop_nulls("month")
    assert accrued == pytest.approx(dated["spend"].sum(), rel=1e-9, abs=dust)


def spent_by_month(world: World) -> pd.DataFrame:
    """The second opinion's spend: one row per influencer, basis and month that has a day."""
    entries = world.opinion[["date", "influencer_id", "basis", "spend"]].dropna(
        subset=["date", "influencer_id"]
    )
    month = pd.to_datetime(entries["date"]).dt.to_period("M")
    return (
        entries.assign(month=month).groupby(["influencer_id", "basis", "month"])["spend"].sum().reset_index()
    )


def hold_accrued(close: MonthClose, spent: pd.DataFrame) -> None:
    """What a month and its financial year accrued, by payee and what bears it, is what pandas adds up."""
    month, year = pd.Period(close.month, "M"), pd.Period(close.year, "M")
    rows = close.rows.to_pandas()
    rows["basis"] = rows["basis"].map(lambda name: GROUPS.get(name, "post"))
    mine = rows.groupby(["influencer_id", "basis"])[["month_accrued", "year_accrued"]].sum()
    for name, first in (("month_accrued", month), ("year_accrued", year)):
        of_days = spent[(spent["month"] >= first) & (spent["month"] <= month)]
        theirs = of_days.groupby(["influencer_id", "basis"])["spend"].sum()
        both = pd.concat([mine[name], theirs], axis=1).fillna(0.0)
        assert both[name].to_numpy() == pytest.approx(both["spend"].to_numpy(), rel=1e-9, abs=3 * DUST)


def hold_units(close: MonthClose, counts: Mapping[str, Counts], rates: Rates) -> None:
    """Units are the payee's orders or posts, in the month and in all; expected is rate × units."""
    for row in close.rows.filter(pl.col("basis").is_in(list(counts))).to_dicts():
        of_months = counts[row["basis"]].get(row["influencer_id"], {})
        units = {"month": of_months.get(str(close.month)[:7], 0.0), "life": sum(of_months.values())}
        rate = rates[row["influencer_id"], row["basis"]]
        assert row["rate"] == rate
        for group, count in units.items():
            assert row[f"{group}_units"] == pytest.approx(count)
            expected = None if rate is None else pytest.approx(rate * count)
            assert row[f"{group}_expected"] == expected


def delivered(world: World, table: str) -> Counts:
    """Accepted orders, or posts, by influencer and month; an order row that states no count is one."""
    rows = world.accepted[table]
    units = pd.Series(1.0, index=rows.index)
    if table == "orders":
        one = (rows["revenue"].astype(float) >= 0).astype(float)
        units = rows["orders"].astype(float).fillna(one) if "orders" in rows else one
    months_of = rows["date"].astype(str).str[:7]
    counts: Counts = defaultdict(lambda: defaultdict(float))
    for payee, month, count in zip(rows["influencer_id"], months_of, units, strict=True):
        counts[payee][month] += count
    return counts


def rates_of(payouts: pd.DataFrame) -> Rates:
    """The one rate of each payee and basis, None where there are several or none."""
    words = payouts["basis"].map(lambda text: re.sub(r"[\s_-]", "", str(text)).lower())
    named = words.map(
        lambda word: "Per order" if word in PER_ORDER else "Per post" if word in PER_POST else None
    )
    found: dict[tuple[str, str], set[float | None]] = defaultdict(set)
    for payee, basis, rate in zip(payouts["influencer_id"], named, payouts["rate"], strict=True):
        found[payee, basis].add(None if pd.isna(rate) else float(rate))
    return {deal: rates.pop() if len(rates) == 1 else None for deal, rates in found.items()}


def hold_total(close: MonthClose) -> None:
    """The total row is the sum of each column of rupees over the rows that have it."""
    total = close.total.row(0, named=True)
    for name in COLUMNS[4:]:
        if name.endswith("_units"):
            assert total[name] is None
        else:
            known = close.rows[name].drop_nulls().to_list()
            assert total[name] == (pytest.approx(sum(known), abs=1e-6) if known else None)
    payees = len(set(close.rows["influencer_id"]))
    assert total["name"] == ("1 payee" if payees == 1 else f"{payees:,} payees")
