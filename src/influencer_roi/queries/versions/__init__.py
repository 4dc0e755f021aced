"""Compares two versions: what changes by month, and why the past does, in causes that add up."""

from collections.abc import Iterator

import polars as pl

from influencer_roi.ledger.entries import Ledger
from influencer_roi.queries.versions.causes import Cause as Cause
from influencer_roi.queries.versions.causes import Difference as Difference
from influencer_roi.queries.versions.causes import Why as Why
from influencer_roi.queries.versions.changes import SAME, compared_sums
from influencer_roi.queries.versions.orders import changed_orders
from influencer_roi.queries.versions.payouts import changed_payouts
from influencer_roi.store.summary import Summary, summary_of


def difference(before: Ledger | None, after: Ledger) -> Difference:
    """Return what changes from one ledger to another, by month and why; beside None all is new."""
    comparison = compared_sums(summary_of(before) if before else Summary(), summary_of(after))
    if before is None:
        return Difference(comparison, ())
    past = [one.month for one in comparison.months if not one.is_new]
    causes = [
        *_causes("revenue", changed_orders(before, after, past), comparison.past("revenue")),
        *_causes("spend", changed_payouts(before, after, past), comparison.past("spend")),
    ]
    return Difference(comparison, tuple(causes))


def _causes(measure: str, rows: pl.DataFrame, whole: float) -> Iterator[Cause]:
    """Yield a cause per kind, the largest first, and what none explains."""
    found = [
        Cause(measure, Why(why), of.drop("why"), float(of["change"].sum()))
        for (why,), of in rows.filter(pl.col("change").abs() >= SAME).group_by("why")
    ]
    yield from sorted(found, key=lambda one: (-abs(one.rupees), one.why))
    rest = whole - sum(one.rupees for one in found)
    if abs(rest) >= SAME:
        yield Cause(measure, Why.OTHER, rows.clear().drop("why"), rest)
