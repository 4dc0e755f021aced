import datetime as dt

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
