"""Finds the few rows of a table that are dated far from all others: slips of a pen that would move as-of."""

import datetime as dt

import polars as pl

from influencer_roi.intake.clean.dates import Days
from influencer_roi.intake.read.sheet import FAULTS, NO_FAULTS, faults_of_rows

FAR = dt.timedelta(days=182)  # half a year
_SHARE = 200  # one row in so many may be a slip
_ALL = (dt.date.min, dt.date.max)
_FEWEST = 2  # rows that show where a table lies in time


def counted_days(rows: pl.DataFrame) -> pl.DataFrame:
    """Return one row per `date`, and how many `rows` have it."""
    return rows.group_by("date").agg(rows=pl.len()).drop_nulls("date")


def days_of(counted: pl.DataFrame) -> Days:
    """Return the first and last day that are not far from all others; `counted` are dates and their `rows`.

    At most one row, or one in 200, may be far before or after all others together; more are no slips.
    """
    days = counted.group_by("date").agg(pl.col("rows").sum()).sort("date")
    every = int(days["rows"].sum())
    most = max(1, every // _SHARE)
    if days.height < _FEWEST or every - most < _FEWEST:
        return _ALL
    gap = days["date"].diff() >= FAR
    before = days["rows"].cum_sum().shift(1)
    early = days.filter(gap & (before <= most))["date"].max()
    until = days.with_columns(pl.col("date").shift(1))
    late = until.filter(gap & (every - before <= most))["date"].min()
    first = early if isinstance(early, dt.date) else _ALL[0]
    last = late if isinstance(late, dt.date) else _ALL[1]
    apart = int(days.filter(~pl.col("date").is_between(first, last))["rows"].sum())
    return (first, last) if apart <= most else _ALL


def near(rows: pl.DataFrame) -> bool:
    """Return whether all rows lie so near each other that none can be far from the rest."""
    first, last = rows["date"].min(), rows["date"].max()
    return isinstance(first, dt.date) and isinstance(last, dt.date) and last - first < FAR


def outliers(rows: pl.DataFrame, days: Days) -> pl.DataFrame:
    """Return a fault for each row that is dated outside these days."""
    if days == _ALL:
        return NO_FAULTS
    far = rows.filter(~pl.col("date").is_between(*days))
    return faults_of_rows(far, "date_outlier", "date", pl.col("date").cast(pl.String)).cast(FAULTS)
