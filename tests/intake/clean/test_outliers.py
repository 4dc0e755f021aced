import datetime as dt

import polars as pl
import pytest

from influencer_roi.intake.clean.outliers import days_of

ALL = (dt.date.min, dt.date.max)


def days(rows: dict[str, int]) -> tuple[dt.date, dt.date]:
    """The days that are not far from all others, of dates and their rows."""
    dates = [dt.date.fromisoformat(date) for date in rows]
    return days_of(pl.DataFrame({"date": dates, "rows": list(rows.values())}))


def test_one_row_after_all_others() -> None:
    """One row half a year after all others lies outside."""
    assert (dt.date.min, dt.date(2031, 5, 2)) == days({"2031-05-01": 20, "2031-05-02": 20, "2033-05-02": 1})


def test_one_row_before_all_others() -> None:
    """One row half a year before all others lies outside."""
    assert (dt.date(2031, 5, 1), dt.date.max) == days({"2013-05-01": 1, "2031-05-01": 20, "2031-05-02": 20})


@pytest.mark.parametrize(("few", "outside"), [(5, True), (6, False)])
def test_one_row_in_two_hundred(few: int, *, outside: bool) -> None:
    """Of a thousand rows five may be slips, and six are a time of their own."""
    rows = {"2031-05-01": 500, "2031-05-02": 500 - few, "2033-05-02": few - 1, "2033-05-03": 1}
    assert outside == (days(rows) != ALL)


@pytest.mark.parametrize(
    "rows",
    [
        {"2031-05-01": 1, "2032-05-01": 1},
        {"2031-05-01": 1, "2032-05-01": 1, "2033-05-01": 1},
        {"2031-05-01": 3, "2032-05-01": 3},
        {"2031-05-01": 9, "2031-10-28": 1},
    ],
)
def test_no_slip(rows: dict[str, int]) -> None:
    """Where it could be either, where rows are many, or less than half a year apart, all stay."""
    assert days(rows) == ALL
