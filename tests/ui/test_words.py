import datetime as dt

import pytest

from influencer_roi.ui.words import day, period, plural, short_period, some, span


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "0 rows"), (1, "1 row"), (2, "2 rows"), (1204, "1,204 rows"), (123204, "1,23,204 rows")],
)
def test_plural(count: int, words: str):
    """One is singular, all else plural, grouped as everywhere."""
    assert plural(count, "row") == words


def test_day():
    """A day has no leading zero."""
    assert day(dt.date(2025, 7, 1)) == "1 Jul 2025"


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2025-07-31", "2025-07-31", "31 Jul 2025"),
        ("2025-06-09", "2025-06-15", "9–15 Jun 2025"),
        ("2025-05-01", "2025-07-31", "1 May – 31 Jul 2025"),
        ("2024-12-30", "2025-01-05", "30 Dec 2024 – 5 Jan 2025"),
        ("2024-06-01", "2025-06-30", "1 Jun 2024 – 30 Jun 2025"),
    ],
)
def test_span(start: str, end: str, words: str):
    """A range says no more of its first day than is needed."""
    assert span(dt.date.fromisoformat(start), dt.date.fromisoformat(end)) == words


@pytest.mark.parametrize(
    ("names", "words"), [([], ""), (["A"], "A"), (["A", "B"], "A, B"), (["A", "B", "C", "D"], "A, B +2")]
)
def test_some(names: list[str], words: str):
    """Two names stand, the rest is counted."""
    assert some(names) == words


@pytest.mark.parametrize(
    ("start", "end", "words", "short"),
    [
        ("2025-06-01", "2025-06-30", "June 2025", "June"),
        ("2024-06-01", "2024-06-30", "June 2024", "June 2024"),
        ("2025-04-01", "2025-06-30", "April–June 2025", "Apr–Jun"),
        ("2024-04-01", "2025-03-31", "April 2024 – March 2025", "2024–25"),
        ("2025-06-03", "2025-06-30", "3–30 Jun 2025", "3–30 Jun"),
        ("2025-06-30", "2025-06-30", "30 Jun 2025", "30 Jun"),
        ("2024-12-30", "2025-01-05", "30 Dec 2024 – 5 Jan 2025", "30 Dec 2024 – 5 Jan"),
    ],
)
def test_period(start: str, end: str, words: str, short: str):
    """Whole months, quarters and financial years go by name; beside 2025 the year is not said again."""
    first, last = dt.date.fromisoformat(start), dt.date.fromisoformat(end)
    assert (period(first, last), short_period(first, last, year=2025)) == (words, short)
