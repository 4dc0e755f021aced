import polars as pl
import pytest

from influencer_roi.ledger.months import month_of


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("2025-05", "2025-05-01"),
        ("2025/5", "2025-05-01"),
        ("202505", "2025-05-01"),
        ("2025-05-31", "2025-05-01"),
        ("2025-05-31 10:12:00", "2025-05-01"),
        ("05/2025", "2025-05-01"),
        ("31-05-2025", "2025-05-01"),
        ("May 2025", "2025-05-01"),
        ("may-25", "2025-05-01"),
        ("May'25", "2025-05-01"),
        ("2 Sept 2025", "2025-09-01"),
        ("2025 December", "2025-12-01"),
        ("13/2025", None),
        ("May", None),
        ("Q1 2025", None),
        ("soon", None),
        (None, None),
    ],
)
def test_months(text: str | None, month: str | None) -> None:
    """A month is read from any form that says it with its year; what says neither names none."""
    found = pl.DataFrame({"text": [text]}, schema={"text": pl.String}).select(month_of(pl.col("text"))).item()
    assert (found and str(found)) == month
