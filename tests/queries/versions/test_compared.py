"""What was compared is read as it was worked out, beside the version it was compared with, or not at all."""

import datetime as dt
from pathlib import Path

import polars as pl
from polars.testing import assert_frame_equal

from influencer_roi.model.report import Problem
from influencer_roi.queries.versions import Cause, Difference, Why
from influencer_roi.queries.versions.changes import compared_sums
from influencer_roi.queries.versions.compared import Compared, keep, kept_comparison
from influencer_roi.store.summary import NO_DAY, Month, Summary

BEFORE = Summary("2025-03-01", "2025-03-31", 2, 1, 0, (Month("2025-03", 0.1 + 0.2, None, 3.0),))
UNDATED = Month(NO_DAY, None, 1.0, None)
AFTER = Summary("2025-03-01", "2025-03-31", 2, 0, 4, (Month("2025-03", 1e9 / 3, 2.5, 3.0), UNDATED))
ROWS = pl.DataFrame(
    {
        "months": ["2025-03", "2025-03 2025-04", None],
        "date": [dt.date(2025, 3, 1), None, dt.date(2025, 4, 1)],
        "order_id": ["1", "é", None],
        "change": [-0.1, 1 / 3, None],
    }
)
NONE = Cause("spend", Why.OTHER, ROWS.clear(), 3.25)
STOP = Problem("rows_dropped", "orders.csv", "the file has 1 rows, where what is served has 9.", "shown")
FOUND = Compared(
    Difference(compared_sums(BEFORE, AFTER), (Cause("revenue", Why.GONE, ROWS, 1 / 3), NONE)), (STOP,), "v1"
)


def test_it_is_read_as_it_was(tmp_path: Path):
    """Sums, causes with their rows, stops: to the last bit."""
    keep(tmp_path, FOUND)
    found = kept_comparison(tmp_path, "v1")
    assert found is not None
    assert found.values == FOUND.values
    assert (found.stops, found.stops[0].shown, found.is_all_new) == ((STOP,), "shown", False)
    for one, other in zip(found.difference.causes, FOUND.difference.causes, strict=True):
        assert_frame_equal(one.rows, other.rows)
        assert one.months == other.months


def test_months_of_a_cause():
    """A row of two months counts in both, one of none in none."""
    assert FOUND.difference.causes[0].months == {"2025-03": 2, "2025-04": 1}
    assert NONE.months == {}


def test_it_is_of_two_versions(tmp_path: Path):
    """Beside another version there is none; what is kept anew takes its place, and leaves nothing."""
    keep(tmp_path, FOUND)
    assert kept_comparison(tmp_path, "v2") is None
    keep(tmp_path, Compared(FOUND.difference, (), ""))
    assert kept_comparison(tmp_path, "") is not None
    assert [path.name for path in (tmp_path / "beside").iterdir()] == ["nothing"]


def test_what_a_killed_writer_left_is_none(tmp_path: Path):
    """A folder that has not got its name is not read, and goes with the next that is kept."""
    (tmp_path / "beside" / ".tmp-v1").mkdir(parents=True)
    assert kept_comparison(tmp_path, "v1") is None
    keep(tmp_path, FOUND)
    assert [path.name for path in (tmp_path / "beside").iterdir()] == ["v1"]
