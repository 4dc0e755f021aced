"""Answers a question of a selection, and beside it of the days that it is compared with."""

from collections.abc import Sequence

import polars as pl

from influencer_roi import queries
from influencer_roi.filters import Compare, Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.spend import SPENT
from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.metrics.vocabulary import DEFAULT, Assumptions

BEFORE = "_before"
_THERE = "there"


def earlier(ledger: Ledger, filters: Filters) -> Filters:
    """Return the selection that one is compared with.

    Raises:
        ValueError: it is compared with nothing, or with days the data do not cover.
    """
    before = queries.compared(ledger, filters)
    if before is not None:
        return before
    if filters.compare is Compare.NONE:
        raise ValueError("Nothing is compared; choose previous or year.")
    first = ledger.first_day
    raise ValueError(f"There are no days to compare with: the data begin on {first}. Choose later days.")


def with_days(rows: pl.DataFrame, before: Filters) -> pl.DataFrame:
    """Return rows with the days compared with, `compared_from` and `compared_to`, as the last columns."""
    return rows.with_columns(compared_from=pl.lit(before.start), compared_to=pl.lit(before.end))


def totals_beside(
    ledger: Ledger, filters: Filters, *, metrics: tuple[str, ...], assumed: Assumptions = DEFAULT
) -> pl.DataFrame:
    """Return one row: each metric as KEY and KEY_before, and the days compared with.

    Raises:
        ValueError: as `earlier`.
    """
    before = earlier(ledger, filters)
    now, then = (queries.totals(ledger, one, metrics=metrics, assumed=assumed) for one in (filters, before))
    row = {name: value for key in metrics for name, value in ((key, now[key]), (f"{key}{BEFORE}", then[key]))}
    return with_days(pl.DataFrame([row], schema=dict.fromkeys(row, pl.Float64)), before)


def slices_beside(
    ledger: Ledger, filters: Filters, *, by: str, metrics: tuple[str, ...], assumed: Assumptions = DEFAULT
) -> pl.DataFrame:
    """Return one row per value of `by` in either period: KEY, KEY_before per metric, the days compared with.

    Values stand in their order. In a period without entries of one its sums are 0 and its ratios nothing.

    Raises:
        ValueError: as `earlier`.
    """
    before = earlier(ledger, filters)
    now, then = (
        queries.slices(ledger, one, by=by, metrics=metrics, assumed=assumed).lazy()
        for one in (filters, before)
    )
    hidden = not_known(ledger)
    sums = [
        key for key in metrics if REGISTRY[key].formula.adds_up and not REGISTRY[key].formula.uses & hidden
    ]
    values = values_of([now, then], by)
    of_now, of_then = (at(values, one, by=by, sums=sums) for one in (now, then))
    renamed = of_then.drop(by).rename({key: f"{key}{BEFORE}" for key in metrics})
    columns = [name for key in metrics for name in (key, f"{key}{BEFORE}")]
    rows = pl.concat([of_now, renamed], how="horizontal").select(by, *columns).collect(engine="in-memory")
    return with_days(rows, before)


def not_known(ledger: Ledger) -> frozenset[str]:
    """Return the measures that are nothing, never 0: those the files lack, or readers may not see."""
    return ledger.unmeasured if ledger.audience.sees_payouts else ledger.unmeasured | {*SPENT}


def values_of(sides: Sequence[pl.LazyFrame], by: str) -> pl.LazyFrame:
    """Return the values of `by` that either side has, each once, in order."""
    return pl.concat([side.select(by) for side in sides]).unique().sort(by)


def at(values: pl.LazyFrame, rows: pl.LazyFrame, *, by: str, sums: Sequence[str]) -> pl.LazyFrame:
    """Return a row for each of the values, in their order; where there was none, `sums` are 0, else null."""
    there = rows.with_columns(pl.lit(value=True).alias(_THERE))
    return (
        values.join(there, on=by, how="left", nulls_equal=True, maintain_order="left", validate="1:1")
        .with_columns(pl.when(_THERE).then(name).otherwise(0.0).alias(name) for name in sums)
        .drop(_THERE)
    )
