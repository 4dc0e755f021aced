import datetime as dt

import polars as pl
import pytest

from influencer_roi.ledger.pay_periods import pay_periods

DAYS = pl.Series([dt.date(2024, 9, 9), dt.date(2025, 5, 2), dt.date(2025, 9, 3), dt.date(2025, 12, 30)])


def days(text: str | None) -> str | None:
    """The days a text names, where orders and posts are of the days above."""
    found = pay_periods(pl.Series([text], dtype=pl.String), DAYS)
    return f"{found['first'].item()} {found['last'].item()}" if found.height else None


@pytest.mark.parametrize(
    "text",
    [
        *("2025-05", "2025/5", "202505", "2025-05-31", "2025-05-31 10:12:00", "05/2025", "31-05-2025"),
        *("May 2025", "may-25", "May'25", "2 May 2025", "2025 May", "MAY, 2025", "for May 2025", "May FY26"),
        *("May", "45778", "1-31 May 2025", "1st – 31st May '25", "01/05/2025 - 31/05/2025"),
        *("May 1 - May 31, 2025", "2025-05-01 to 2025-05-31"),
    ],
)
def test_months(text: str) -> None:
    """A month is read from any form that says it: as a day of it, as its days, by its name alone."""
    assert days(text) == "2025-05-01 2025-05-31"


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Q2 2025", "2025-04-01 2025-06-30"),
        ("2025-Q2", "2025-04-01 2025-06-30"),
        ("2025Q2", "2025-04-01 2025-06-30"),
        ("Q2'25", "2025-04-01 2025-06-30"),
        ("Q2 FY26", "2025-07-01 2025-09-30"),
        ("Q1 - Q2 FY26", "2025-04-01 2025-09-30"),
        *(
            (text, "2025-05-01 2025-06-30")
            for text in ("May & June 2025", "May/Jun 25", "May 2025 and June 2025")
        ),
        ("Apr, May, Jun 2025", "2025-04-01 2025-06-30"),
        ("Dec & Jan 2026", "2025-12-01 2026-01-31"),
        ("FY 2025-26 Q4", "2026-01-01 2026-03-31"),
        ("2025-H1", "2025-01-01 2025-06-30"),
        ("half 1 FY26", "2025-04-01 2025-09-30"),
        ("FY25", "2024-04-01 2025-03-31"),
        ("FY24-25", "2024-04-01 2025-03-31"),
        ("2024-25", "2024-04-01 2025-03-31"),
        ("2025", "2025-01-01 2025-12-31"),
        ("Jan FY26", "2026-01-01 2026-01-31"),
        ("Apr–Jun 2025", "2025-04-01 2025-06-30"),
        ("Nov-Jan 2026", "2025-11-01 2026-01-31"),
        ("26 Apr - 25 May 2025", "2025-04-26 2025-05-25"),
        ("1-15 May 2025", "2025-05-01 2025-05-15"),
        ("2025-W18", "2025-04-28 2025-05-04"),
        ("Week 18, 2025", "2025-04-28 2025-05-04"),
    ],
)
def test_periods(text: str, period: str) -> None:
    """Quarters and halves are the calendar's, or a financial year's that is named; weeks are ISO's."""
    assert days(text) == period


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("week 18", "2025-04-28 2025-05-04"),
        ("Apr-Jun", "2025-04-01 2025-06-30"),
        ("Nov-Jan", "2025-11-01 2026-01-31"),
        ("Q3", None),
        ("Sept", None),
        ("Feb", None),
    ],
)
def test_without_a_year(text: str, period: str | None) -> None:
    """What says no year is of the one year that has such days; of two years or none it names nothing."""
    assert days(text) == period


@pytest.mark.parametrize(
    "text",
    [
        *(
            "13/2025",
            "soon",
            "marketing",
            "May & July 2025",
            "1 & 15 May 2025",
            "Mayhem 2025",
            "Q5 2025",
            "week 60 2025",
            "2024-26",
            "12",
            "FY",
            "",
        ),
        *("Jan, Mar 2025", "H2 May 2025", "Diwali 2025", "9 May 2025 - 2 May 2025", None),
    ],
)
def test_no_period(text: str | None) -> None:
    """What says something else, or days the calendar has not, names no period."""
    assert days(text) is None
