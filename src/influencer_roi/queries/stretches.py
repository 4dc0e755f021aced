"""Cuts a selection's days into stretches counted from its first day, so that two months align."""

import datetime as dt
from typing import TypedDict, cast

import polars as pl

from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.memo import memo
from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.metrics.vocabulary import DEFAULT, Assumptions
from influencer_roi.queries import KEPT_ANSWERS, ON_TRENDS, sums, trend
from influencer_roi.queries.windows import asked_window, window_of

WEEK = 7
LONG = 16 * WEEK
MEASURES = ("revenue", "spend")


class Stretch(TypedDict):
    """One row of `stretches`."""

    start: dt.date
    end: dt.date
    days: int
    part: bool
    revenue: float | None
    spend: float | None
    roas: float | None
    profit: float | None


def rows_of(frame: pl.DataFrame) -> list[Stretch]:
    """Return the rows of `stretches`, one by one."""
    return cast("list[Stretch]", frame.to_dicts())


@memo(KEPT_ANSWERS)
def stretches(ledger: Ledger, filters: Filters, *, assumed: Assumptions = DEFAULT) -> pl.DataFrame:
    """Return one row per week from the first day asked for, or per calendar month of a long selection.

    Columns: `start` and `end`, the days of it that are asked for and covered; `days`, how many; `part`,
    whether those are not all of the stretch; revenue, spend, roas, profit. Without entries sums are 0; what
    the files do not have, or readers may not see, is null.
    """
    window, asked = window_of(ledger, filters), asked_window(ledger, filters)
    by_month = window.days > LONG
    daily = trend(ledger, filters, grain="day", metrics=ON_TRENDS)
    first = (
        pl.date_range(asked.start, window.end, f"{WEEK}d", eager=True)
        if not by_month
        else pl.date_range(asked.start.replace(day=1), window.end, "1mo", eager=True)
    )
    begins = pl.DataFrame({"start": first})
    ends = pl.col("start").dt.offset_by("1mo" if by_month else f"{WEEK}d") - dt.timedelta(1)
    found = (
        daily.join_asof(begins.with_columns(stretch="start"), left_on="period", right_on="start")
        .group_by("stretch")
        .agg(*sums(ledger, MEASURES))
    )
    return (
        begins.with_columns(whole_end=ends)
        .join(found, left_on="start", right_on="stretch", how="left", validate="1:1")
        .with_columns(
            first=pl.max_horizontal("start", pl.lit(window.start)),
            end=pl.min_horizontal("whole_end", pl.lit(window.end)),
        )
        .with_columns(
            part=(pl.col("first") > pl.col("start")) | (pl.col("end") < pl.col("whole_end")),
            start="first",
        )
        .filter(pl.col("start") <= pl.col("end"))
        .select(
            "start",
            "end",
            (pl.col("end") - pl.col("start")).dt.total_days().alias("days") + 1,
            "part",
            *MEASURES,
            *(REGISTRY[key].formula.build(assumed).alias(key) for key in ("roas", "profit")),
        )
    )
