import datetime as dt

import pytest

from influencer_roi import queries
from influencer_roi.filters import Compare, Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.queries.beside import earlier, slices_beside, totals_beside

JULY = Filters(start=dt.date(2025, 7, 1), end=dt.date(2025, 7, 31))
METRICS = ("revenue", "roas", "roas_vs_average", "profit")


@pytest.mark.parametrize("by", ["brand", "influencer_id", "month"])
def test_slices(sample: Ledger, by: str):
    """Beside each slice stands what slices of the days compared with answer; sums without entries are 0."""
    before = earlier(sample, JULY)
    rows = slices_beside(sample, JULY, by=by, metrics=METRICS)
    for filters, end in ((JULY, ""), (before, "_before")):
        alone = queries.slices(sample, filters, by=by, metrics=METRICS).rows_by_key(
            by, named=True, unique=True
        )
        for row in rows.to_dicts():
            nothing = {key: 0.0 if REGISTRY[key].formula.adds_up else None for key in METRICS}
            expected = {key: alone.get(row[by], nothing)[key] for key in METRICS}
            assert {key: row[f"{key}{end}"] for key in METRICS} == expected
    assert {(row["compared_from"], row["compared_to"]) for row in rows.to_dicts()} == {
        (before.start, before.end)
    }


def test_totals(sample: Ledger):
    """Beside each total stands that of the days compared with."""
    before = earlier(sample, JULY)
    row = totals_beside(sample, JULY, metrics=METRICS).row(0, named=True)
    now, then = (queries.totals(sample, one, metrics=METRICS) for one in (JULY, before))
    assert {key: row[key] for key in METRICS} == now
    assert {key: row[f"{key}_before"] for key in METRICS} == then


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        (Filters(), "There are no days to compare with: the data begin on 2025-03-04. Choose later days."),
        (Filters(start=JULY.start, compare=Compare.NONE), "Nothing is compared; choose previous or year."),
    ],
)
def test_nothing_to_compare(sample: Ledger, filters: Filters, words: str):
    """Where nothing is compared, a sentence says why and what to do."""
    with pytest.raises(ValueError, match=words):
        totals_beside(sample, filters, metrics=METRICS)
