import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from influencer_roi.model.calendar import Compare, Days, before, earlier, months_of, shifted, year_before

NOTHING = ""
WINDOWS = """
first       last       | before                  | a year before
2025-07-01  2025-07-31 | 2025-06-01 2025-06-30   | 2024-07-01 2024-07-31
2025-03-01  2025-03-31 | 2025-02-01 2025-02-28   | 2024-03-01 2024-03-31
2024-03-01  2024-03-31 | 2024-02-01 2024-02-29   | 2023-03-01 2023-03-31
2025-02-01  2025-02-28 | 2025-01-01 2025-01-31   | 2024-02-01 2024-02-29
2024-02-01  2024-02-29 | 2024-01-01 2024-01-31   | 2023-02-01 2023-02-28
2025-01-01  2025-01-31 | 2024-12-01 2024-12-31   | 2024-01-01 2024-01-31
2025-12-01  2025-12-31 | 2025-11-01 2025-11-30   | 2024-12-01 2024-12-31
2025-05-01  2025-05-31 | 2025-04-01 2025-04-30   | 2024-05-01 2024-05-31
2025-08-01  2025-08-31 | 2025-07-01 2025-07-31   | 2024-08-01 2024-08-31
2025-04-01  2025-06-30 | 2025-01-01 2025-03-31   | 2024-04-01 2024-06-30
2024-01-01  2024-03-31 | 2023-10-01 2023-12-31   | 2023-01-01 2023-03-31
2025-01-01  2025-03-31 | 2024-10-01 2024-12-31   | 2024-01-01 2024-03-31
2025-07-01  2025-09-30 | 2025-04-01 2025-06-30   | 2024-07-01 2024-09-30
2025-10-01  2025-12-31 | 2025-07-01 2025-09-30   | 2024-10-01 2024-12-31
2025-04-01  2026-03-31 | 2024-04-01 2025-03-31   | 2024-04-01 2025-03-31
2024-04-01  2025-03-31 | 2023-04-01 2024-03-31   | 2023-04-01 2024-03-31
2023-04-01  2024-03-31 | 2022-04-01 2023-03-31   | 2022-04-01 2023-03-31
2025-07-01  2025-07-30 | 2025-06-01 2025-06-30   | 2024-07-01 2024-07-30
2025-07-02  2025-07-31 | 2025-06-02 2025-07-01   | 2024-07-02 2024-07-31
2025-07-01  2025-07-17 | 2025-06-14 2025-06-30   | 2024-07-01 2024-07-17
2025-07-10  2025-07-10 | 2025-07-09 2025-07-09   | 2024-07-10 2024-07-10
2025-07-25  2025-07-31 | 2025-07-18 2025-07-24   | 2024-07-25 2024-07-31
2025-03-01  2025-03-01 | 2025-02-28 2025-02-28   | 2024-03-01 2024-03-01
2024-03-01  2024-03-01 | 2024-02-29 2024-02-29   | 2023-03-01 2023-03-01
2024-02-29  2024-02-29 | 2024-02-28 2024-02-28   | 2023-02-28 2023-02-28
2024-02-15  2024-02-29 | 2024-01-31 2024-02-14   | 2023-02-15 2023-02-28
2025-02-15  2025-02-28 | 2025-02-01 2025-02-14   | 2024-02-15 2024-02-28
2025-02-01  2025-02-27 | 2025-01-05 2025-01-31   | 2024-02-01 2024-02-27
2024-02-01  2024-02-28 | 2024-01-04 2024-01-31   | 2023-02-01 2023-02-28
2025-05-01  2025-06-30 | 2025-03-01 2025-04-30   | 2024-05-01 2024-06-30
2025-01-01  2025-12-31 | 2024-01-02 2024-12-31   | 2024-01-01 2024-12-31
2024-01-01  2024-12-31 | 2022-12-31 2023-12-31   | 2023-01-01 2023-12-31
2025-02-01  2025-04-30 | 2024-11-04 2025-01-31   | 2024-02-01 2024-04-30
2025-05-01  2025-07-31 | 2025-01-29 2025-04-30   | 2024-05-01 2024-07-31
2025-04-01  2025-07-31 | 2024-11-30 2025-03-31   | 2024-04-01 2024-07-31
2024-12-25  2025-01-05 | 2024-12-13 2024-12-24   | 2023-12-25 2024-01-05
2025-06-30  2025-07-01 | 2025-06-28 2025-06-29   | 2024-06-30 2024-07-01
2025-10-01  2026-03-31 | 2025-04-02 2025-09-30   | 2024-10-01 2025-03-31
2025-06-01  2025-06-30 | 2025-05-01 2025-05-31   | 2024-06-01 2024-06-30
2025-11-01  2025-11-30 | 2025-10-01 2025-10-31   | 2024-11-01 2024-11-30
2025-07-07  2025-07-13 | 2025-06-30 2025-07-06   | 2024-07-07 2024-07-13
2024-12-30  2025-01-05 | 2024-12-23 2024-12-29   | 2023-12-30 2024-01-05
2024-02-26  2024-03-03 | 2024-02-19 2024-02-25   | 2023-02-26 2023-03-03
2024-01-01  2024-02-29 | 2023-11-02 2023-12-31   | 2023-01-01 2023-02-28
"""


def days(text: str) -> Days:
    """The two days of a text."""
    first, last = map(dt.date.fromisoformat, text.split())
    return first, last


BY_HAND = [[days(part) for part in line.split("|")] for line in WINDOWS.strip().splitlines()[1:]]
DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2090, 1, 1))
RANGES = st.tuples(DAYS, DAYS).map(lambda pair: (min(pair), max(pair)))


@pytest.mark.parametrize(("now", "expected", "a_year"), BY_HAND, ids=lambda pair: f"{pair[0]}..{pair[1]}")
def test_by_hand(now: Days, expected: Days, a_year: Days):
    """Windows by hand: months, quarters, financial years, leap years, weeks and parts of all of them."""
    assert (before(now), year_before(now)) == (expected, a_year)


def test_forty():
    """The table above holds forty and more different windows."""
    assert len({window[0] for window in map(tuple, BY_HAND)}) == len(BY_HAND) >= 40


@given(RANGES)
def test_before(now: Days):
    """What comes before ends the day before, and is as whole, or as long."""
    found = before(now)
    assert found is not None
    assert now[0] - found[1] == dt.timedelta(1)
    assert months_of(found) == months_of(now) or months_of(now) is None
    if months_of(now) is None:
        assert found[1] - found[0] == now[1] - now[0]


@given(RANGES)
def test_year_before(now: Days):
    """A year earlier a whole period is whole again; other days are at most a leap day shorter."""
    found = year_before(now)
    assert found is not None
    assert found[0] == shifted(now[0], -12)
    assert months_of(found) == months_of(now) or months_of(now) is None
    assert abs((found[1] - found[0]) - (now[1] - now[0])) <= dt.timedelta(1)


@pytest.mark.parametrize("text", ["0001-01-01 0001-01-31", "0001-01-01 9999-12-31", "0001-03-05 0001-03-09"])
def test_the_first_days_there_are(text: str):
    """Before the calendar begins there is nothing to compare with."""
    assert year_before(days(text)) is None


def test_the_last_days_there_are():
    """The last month of the calendar is a month like any other."""
    assert before(days("9999-12-01 9999-12-31")) == days("9999-11-01 9999-11-30")
    assert months_of(days("9999-04-01 9999-12-31")) is None


def test_nothing_asked_for():
    """Compared with nothing, no days are compared."""
    assert earlier(days("2025-07-01 2025-07-31"), Compare.NONE) is None
