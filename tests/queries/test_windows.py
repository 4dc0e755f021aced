import datetime as dt
from dataclasses import replace

import pytest

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.model.calendar import Compare
from tests.folders import ledger_of

# Data from 10 May to 20 July 2025.
LEDGER = ledger_of("date influencer_id revenue\n2025-05-10 a 1\n2025-07-20 a 1")


def over(start: str, end: str, compare: Compare = Compare.PREVIOUS) -> Filters:
    """Filters over some days."""
    return Filters(start=dt.date.fromisoformat(start), end=dt.date.fromisoformat(end), compare=compare)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (over("2025-06-20", "2025-07-10"), True),  # 21 days, and 21 before, from 30 May on
        (over("2025-06-01", "2025-06-30"), False),  # May is there from the 10th on
        (over("2025-07-01", "2025-07-31"), False),  # July is there to the 20th
        (over("2025-06-01", "2025-07-10"), False),  # 40 days, and the 40 before begin in April
        (over("2025-05-20", "2025-05-29"), True),  # ten days, and ten from the first day on
        (over("2025-05-21", "2025-05-31"), True),
        (over("2025-05-20", "2025-05-31"), False),  # twelve days, and the data hold ten before
        (over("2025-06-20", "2025-07-10", Compare.NONE), False),
        (over("2025-06-20", "2025-07-10", Compare.YEAR), False),
        (Filters(), False),
    ],
)
def test_comparable(filters: Filters, expected: object):
    """A change says something where the data cover both sides, rolling days as well as months."""
    assert queries.comparable(LEDGER, filters) is expected


# Days asked for, those that are compared, those before, those a year before: the data cover all in part.
IN_PART = """
asked                  | compared              | before                | a year before
2025-07-01 2025-07-31  | 2025-07-01 2025-07-31 | 2025-06-01 2025-06-30 | 2024-07-01 2024-07-31
2025-05-01 2025-05-31  | 2025-05-01 2025-05-31 | 2025-04-01 2025-04-30 | 2024-05-01 2024-05-31
2025-07-01 2025-09-30  | 2025-07-01 2025-09-30 | 2025-04-01 2025-06-30 | 2024-07-01 2024-09-30
2025-04-01 2026-03-31  | 2025-04-01 2026-03-31 | 2024-04-01 2025-03-31 | 2024-04-01 2025-03-31
2025-07-05 2025-08-31  | 2025-07-05 2025-07-20 | 2025-06-19 2025-07-04 | 2024-07-05 2024-07-20
2025-04-20 2025-05-31  | 2025-05-10 2025-05-31 | 2025-04-18 2025-05-09 | 2024-05-10 2024-05-31
2025-07-01 -           | 2025-07-01 2025-07-20 | 2025-06-11 2025-06-30 | 2024-07-01 2024-07-20
2025-07-20 -           | 2025-07-20 2025-07-20 | 2025-07-19 2025-07-19 | 2024-07-20 2024-07-20
-          2025-05-31  | 2025-05-10 2025-05-31 | 2025-04-18 2025-05-09 | 2024-05-10 2024-05-31
-          2026-12-31  | 2025-05-10 2025-07-20 | 2025-02-27 2025-05-09 | 2024-05-10 2024-07-20
2025-07-14 2025-07-27  | 2025-07-14 2025-07-20 | 2025-07-07 2025-07-13 | 2024-07-14 2024-07-20
2025-09-01 2025-09-30  | 2025-09-01 2025-09-30 | -          -          | -          -
"""


def ends(text: str) -> tuple[dt.date | None, dt.date | None]:
    """The two days of a text, None for those it does not name."""
    first, last = (None if day == "-" else dt.date.fromisoformat(day) for day in text.split())
    return first, last


@pytest.mark.parametrize("line", IN_PART.strip().splitlines()[1:])
def test_days_the_data_cover_in_part(line: str):
    """A whole period is compared whole; of other days those the data cover, with as many before."""
    (start, end), now, before, year = (ends(part) for part in line.split("|"))
    asked = Filters(start=start, end=end)
    window = queries.asked_window(LEDGER, asked)
    found = [
        queries.compared_days(LEDGER, replace(asked, compare=one)) for one in (Compare.PREVIOUS, Compare.YEAR)
    ]
    assert (window.start, window.end) == now
    assert [(one.start, one.end) if one else (None, None) for one in found] == [before, year]
