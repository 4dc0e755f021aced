import datetime as dt
from typing import Any

import polars as pl
import pytest

from influencer_roi.filters import Filters
from influencer_roi.model.calendar import Compare
from influencer_roi.queries.comparing import slices_beside, slices_twice, totals_beside
from tests.folders import ledger_of
from tests.viewers import viewed

# March against the 31 days before it would be 29 January to 28 February, and hold the launch of 30 January.
LAUNCH = ledger_of(
    """
    date        influencer_id  revenue  orders  brand
    2025-01-30  A              33000    9       Mint
    2025-02-10  A              1000     2       Mint
    2025-03-05  A              607      1       Mint
    2025-03-06  B              500      1       Rose
    """
)
MARCH: dict[str, Any] = {"start": dt.date(2025, 3, 1), "end": dt.date(2025, 3, 31)}


def asked(**where: Any) -> dict[str, Any]:
    """The revenue of a selection and before, with the days compared with, as texts."""
    row = totals_beside(LAUNCH, Filters(**where), metrics=("revenue",)).row(0, named=True)
    return {name: value if isinstance(value, float) else str(value) for name, value in row.items()}


def test_a_month_is_compared_with_the_month_before():
    """March is 10.7 % above February, whatever happened at the end of January."""
    found = asked(**MARCH)
    assert found == {
        "revenue": 1107.0,
        "revenue_before": 1000.0,
        "compared_from": "2025-02-01",
        "compared_to": "2025-02-28",
    }


def test_a_year_earlier_there_is_nothing():
    """The days compared with are named even where the data have none of them."""
    found = asked(**MARCH, compare=Compare.YEAR)
    assert (found["revenue_before"], found["compared_from"]) == ("None", "2024-03-01")


@pytest.mark.parametrize("where", [{}, {**MARCH, "compare": Compare.NONE}])
def test_nothing_to_compare_with(where: dict[str, Any]):
    """All time, and a comparison nobody asks for, have no days to compare with."""
    assert asked(**where)["compared_from"] == "None"


def test_slices_of_either_side():
    """A value that has entries on one side alone has a row, and 0 on the other, but no ratio."""
    rows = slices_beside(LAUNCH, Filters(**MARCH), by="brand", metrics=("revenue", "aov"))
    assert rows.select("brand", "revenue", "revenue_before", "aov_before").rows() == [
        ("Mint", 607.0, 1000.0, 500.0),
        ("Rose", 500.0, 0.0, None),
    ]


def test_days_stand_beside_the_day_of_the_same_number():
    """10 February stands beside 10 March; a day without an entry on one side is nothing there."""
    rows = slices_beside(LAUNCH, Filters(**MARCH), by="date", metrics=("revenue",))
    assert rows.select(pl.col("date").cast(pl.String), "revenue", "revenue_before").rows() == [
        ("2025-03-05", 607.0, None),
        ("2025-03-06", 500.0, None),
        ("2025-03-10", None, 1000.0),
    ]


def test_months_stand_beside_months():
    """The months of a quarter stand beside those of the quarter before."""
    ledger = ledger_of("date influencer_id revenue\n2025-01-30 A 30\n2025-02-01 A 20\n2025-05-10 A 10")
    quarter = Filters(start=dt.date(2025, 4, 1), end=dt.date(2025, 6, 30))
    rows = slices_beside(ledger, quarter, by="month", metrics=("revenue",))
    assert rows.select(pl.col("month").cast(pl.String), "revenue", "revenue_before").rows() == [
        ("2025-04-01", None, 30.0),
        ("2025-05-01", 10.0, 20.0),
    ]


def test_weeks_that_cannot_stand_beside_each_other():
    """Weeks of periods that begin on different weekdays are refused, and days offered instead."""
    ledger = ledger_of("date influencer_id revenue\n2025-03-05 A 10\n2025-04-05 A 10")
    april = Filters(start=dt.date(2025, 4, 1), end=dt.date(2025, 4, 30))
    with pytest.raises(ValueError, match="compare days"):
        slices_beside(ledger, april, by="week", metrics=("revenue",))


@pytest.mark.parametrize("by", ["brand", "platform", "campaign", "influencer_id", "date"])
def test_sums_add_up_on_both_sides(by: str):
    """Over the rows of any dimension, now and before add up to the totals."""
    rows = slices_beside(LAUNCH, Filters(**MARCH), by=by, metrics=("revenue",))
    assert (rows["revenue"].sum(), rows["revenue_before"].sum()) == (1107.0, 1000.0)


def test_hidden_spend_is_not_nothing():
    """Spend that readers may not see is null beside what it was, never 0: too few people were paid."""
    one = Filters(influencer_id=("n1",), start=dt.date(2025, 6, 1), end=dt.date(2025, 6, 30))
    rows = slices_twice(viewed(), one, by="platform", metrics=("revenue", "spend"))
    assert rows.filter(rows["revenue"] > 0)["spend"].to_list() == [None]
