import datetime as dt

import pytest

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.metrics.vocabulary import Assumptions
from influencer_roi.queries.stretches import stretches
from tests.folders import ledger_of
from tests.viewers import viewed

JULY = Filters(start=dt.date(2025, 7, 1), end=dt.date(2025, 7, 31))
Row = tuple[str, str, int, bool]


def days(ledger: Ledger, filters: Filters = JULY) -> list[Row]:
    """The stretches of a selection: first and last day, how many, whether that is a part."""
    rows = stretches(ledger, filters).select("start", "end", "days", "part").iter_rows()
    return [(str(start), str(end), count, part) for start, end, count, part in rows]


def between(first: str, last: str) -> Ledger:
    """A ledger that holds these days."""
    return ledger_of(f"date influencer_id revenue spend\n{first} a 100 10\n{last} a 50 10")


def test_a_month():
    """A month has four weeks from its first day, and what is left."""
    assert days(between("2025-06-01", "2025-08-31")) == [
        ("2025-07-01", "2025-07-07", 7, False),
        ("2025-07-08", "2025-07-14", 7, False),
        ("2025-07-15", "2025-07-21", 7, False),
        ("2025-07-22", "2025-07-28", 7, False),
        ("2025-07-29", "2025-07-31", 3, True),
    ]


def test_february_has_no_rest():
    """Four weeks are February, whole."""
    february = Filters(start=dt.date(2025, 2, 1), end=dt.date(2025, 2, 28))
    assert [row[2:] for row in days(between("2025-01-01", "2025-03-31"), february)] == [(7, False)] * 4


def test_data_in_part():
    """Where the data begin or end within a week, that much of it is there, and said to be a part."""
    assert days(between("2025-07-03", "2025-07-19")) == [
        ("2025-07-03", "2025-07-07", 5, True),
        ("2025-07-08", "2025-07-14", 7, False),
        ("2025-07-15", "2025-07-19", 5, True),
    ]


def test_weeks_before_the_data_are_left_out():
    """Weeks the data hold nothing of are no stretches."""
    assert [row[0] for row in days(between("2025-07-16", "2025-07-31"))] == [
        "2025-07-16",
        "2025-07-22",
        "2025-07-29",
    ]


def test_a_long_selection_is_by_month():
    """More than sixteen weeks are calendar months, the first and the last in part."""
    assert days(between("2025-01-15", "2025-05-20"), Filters()) == [
        ("2025-01-15", "2025-01-31", 17, True),
        ("2025-02-01", "2025-02-28", 28, False),
        ("2025-03-01", "2025-03-31", 31, False),
        ("2025-04-01", "2025-04-30", 30, False),
        ("2025-05-01", "2025-05-20", 20, True),
    ]


def test_sums():
    """Each stretch has its sums, 0 where nothing happened, and profit at the reader's margin."""
    rows = stretches(between("2025-07-01", "2025-07-31"), JULY, assumed=Assumptions(margin=0.5))
    assert rows.select("revenue", "spend", "roas", "profit").rows() == [
        (100, 10, 10, 40),
        (0, 0, None, 0),
        (0, 0, None, 0),
        (0, 0, None, 0),
        (50, 10, 5, 15),
    ]


@pytest.mark.parametrize(
    "filters", [JULY, Filters(start=dt.date(2025, 3, 1)), Filters(brand=("Gritzo",), end=JULY.end)]
)
def test_they_add_up(sample: Ledger, filters: Filters):
    """The stretches of a selection come to its totals."""
    rows, totals = (
        stretches(sample, filters),
        queries.totals(sample, filters, metrics=("revenue", "spend", "profit")),
    )
    for name, total in totals.items():
        assert rows[name].sum() == pytest.approx(total)


@pytest.mark.parametrize(
    "filters",
    [
        Filters(followers_from=10**9),
        Filters(start=dt.date(1990, 1, 1), end=dt.date(1990, 1, 2)),
        Filters(start=dt.date(2090, 1, 1)),
    ],
)
def test_nothing(sample: Ledger, filters: Filters):
    """A selection of nothing has stretches of nothing."""
    rows = stretches(sample, filters)
    assert rows.height > 0
    assert rows["revenue"].to_list() == [0.0] * rows.height


def test_viewers():
    """Where readers may not see what was spent, no stretch has spend, ROAS or profit."""
    rows = stretches(viewed(), Filters(influencer_id=("n1",)))
    assert rows["revenue"].sum() > 0
    for name in ("spend", "roas", "profit"):
        assert rows[name].null_count() == rows.height
