"""Cuts a selection out of the ledger."""

import polars as pl

from influencer_roi.filters import DAYS, OF_ENTRIES, Filters
from influencer_roi.ledger.entries import MEASURES, Ledger
from influencer_roi.ledger.people import influencers
from influencer_roi.model.dimensions import ATTRIBUTES, GRAIN, SPEND_BASIS
from influencer_roi.queries.adding import is_empty


def attributed(ledger: Ledger, filters: Filters) -> pl.LazyFrame:
    """Return the selected entries that belong to an influencer; organic ones do not.

    They are not copied: of millions, a question reads the columns it names.
    """
    condition = filters.without(DAYS).condition()
    belonging = between_days(ledger.entries, filters).lazy().filter(pl.col("influencer_id").is_not_null())
    return belonging if condition is None else belonging.filter(condition)


def let_through(rows: pl.DataFrame, filters: Filters) -> pl.DataFrame:
    """Return the rows the filters let through; `rows` stand by date, those without one first.

    Days are cut out where they lie, without a copy: only the other filters look at every row.
    """
    condition = filters.without(DAYS).condition()
    days = between_days(rows, filters)
    return days if condition is None else days.filter(condition)


def chosen(ledger: Ledger, filters: Filters) -> pl.DataFrame:
    """Return the influencers that the filters on influencers let through, one row each."""
    condition = filters.without(OF_ENTRIES).condition()
    everyone = influencers(ledger)
    return everyone if condition is None else everyone.filter(condition)


def with_names(rows: pl.DataFrame, ledger: Ledger) -> pl.DataFrame:
    """Return rows by influencer with ids as texts and, behind them, the `name`; null for nobody."""
    names = influencers(ledger).select("influencer_id", "name")
    return (
        rows.cast({"influencer_id": pl.String})
        .join(names, on="influencer_id", how="left", maintain_order="left", validate="m:1")
        .select("influencer_id", "name", pl.exclude("influencer_id", "name"))
    )


def between_days(rows: pl.DataFrame, filters: Filters) -> pl.DataFrame:
    """Return the rows of the selected days; `rows` stand by date, those without one first."""
    if not filters.dated:
        return rows
    day = rows["date"]
    first = day.null_count() if filters.start is None else day.search_sorted(filters.start, side="left")
    last = rows.height if filters.end is None else day.search_sorted(filters.end, side="right")
    return rows.slice(first, max(0, last - first))


def emptied_by(ledger: Ledger, filters: Filters) -> str | None:
    """Return the field whose removal fills an empty selection; None where it is not empty."""
    if not is_empty(ledger, filters):
        return None
    names = filters.set_names()
    alone = (name for name in names if not is_empty(ledger, filters.without([name])))
    return next(alone, names[-1] if names else None)


def dateless(ledger: Ledger, filters: Filters) -> tuple[float, int]:
    """Return the rupees spent on no day under these filters, and how many influencers they went to."""
    undated = ledger.entries.head(0 if filters.dated else ledger.entries["date"].null_count())
    if undated.is_empty():
        return 0.0, 0
    found = let_through(undated, filters).filter(pl.col("spend") != 0)
    return float(found["spend"].sum()), found["influencer_id"].n_unique()


def entry_rows(ledger: Ledger, filters: Filters) -> pl.DataFrame:
    """Return the selected entries as a reader takes them home: grain, spend basis, attributes, measures."""
    return let_through(ledger.entries, filters).select(*GRAIN, SPEND_BASIS, *ATTRIBUTES, *MEASURES)
