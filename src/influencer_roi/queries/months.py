"""Adds up by month what people did: the whole life of one, or what led up to the days chosen."""

import polars as pl

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.memo import memo
from influencer_roi.metrics.vocabulary import DEFAULT, Assumptions
from influencer_roi.queries.negotiating import of_person

MONTHLY = ("revenue", "spend", "posts", "orders")


@memo(queries.KEPT_SELECTIONS)
def by_month(ledger: Ledger, person: str) -> pl.DataFrame:
    """Return one row per month of a person's whole life: `period`, MONTHLY; without entries it sums to 0."""
    months = queries.trend(ledger, of_person(person), grain="month", metrics=MONTHLY)
    lived = _lived(months, MONTHLY)
    return months.slice(lived[0], lived[-1] - lived[0] + 1) if lived else months.clear()


@memo(queries.KEPT_SELECTIONS)
def leading_up(
    ledger: Ledger, filters: Filters, *, metrics: tuple[str, ...], assumed: Assumptions = DEFAULT
) -> pl.DataFrame:
    """Return one row per month from the first of anything to the last day chosen: `period`, metrics."""
    before = filters.without(["start"])
    months = queries.trend(ledger, before, grain="month", metrics=metrics, assumed=assumed)
    lived = _lived(months, metrics)
    return months.slice(lived[0]) if lived else months.clear()


def _lived(months: pl.DataFrame, metrics: tuple[str, ...]) -> list[int]:
    """Return the numbers of the rows that are not all 0."""
    lived = pl.any_horizontal(pl.col(name).fill_null(0.0) != 0 for name in metrics)
    return months.select(pl.arg_where(lived)).to_series().to_list()
