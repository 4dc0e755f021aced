"""Cuts a selection's days into stretches counted from its first day, so that two months align."""

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TypedDict, cast

import numpy as np
import polars as pl

from influencer_roi.filters import Filters
from influencer_roi.ledger.cubes import Floats
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.memo import memo
from influencer_roi.metrics.values import column, values_of
from influencer_roi.metrics.vocabulary import DEFAULT, Assumptions
from influencer_roi.model.calendar import DAY, Days, month_days, month_of, months_between, shifted
from influencer_roi.queries import KEPT_ANSWERS, ON_TRENDS, trend, unknown
from influencer_roi.queries.adding import exact
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
    window, chosen = window_of(ledger, filters), asked_window(ledger, filters)
    full = list(_months(chosen.start, window.end) if window.days > LONG else _weeks(chosen.start, window.end))
    found = [(max(start, window.start), min(end, window.end)) for start, end in full]
    there = [number for number, (start, end) in enumerate(found) if start <= end]
    sums = _sums(ledger, filters, [start for start, _ in full])
    rows = pl.DataFrame(
        {
            "start": [found[number][0] for number in there],
            "end": [found[number][1] for number in there],
            "days": [(found[number][1] - found[number][0]).days + 1 for number in there],
            "part": [found[number] != full[number] for number in there],
            **{name: column(name, sums[name][there]) for name in MEASURES},
        }
    )
    return rows.hstack(values_of(rows, ("roas", "profit"), assumed))


def _weeks(first: dt.date, last: dt.date) -> Iterator[Days]:
    """Yield the weeks from one day to another, the last of them whole."""
    for number in range(0, (last - first).days + 1, WEEK):
        start = first + DAY * number
        yield start, start + min(DAY * (WEEK - 1), dt.date.max - start)


def _months(first: dt.date, last: dt.date) -> Iterator[Days]:
    """Yield the calendar months from one day to another, first and last of them whole."""
    for number in range(months_between(first, last) + 1):
        yield month_days(shifted(month_of(first), number))


def _sums(ledger: Ledger, filters: Filters, starts: Sequence[dt.date]) -> dict[str, Floats]:
    """Return sums of the days from each of the starts to before the next; NaN where nobody can tell."""
    daily = trend(ledger, filters, grain="day", metrics=ON_TRENDS)
    first = daily["period"].to_numpy().astype("datetime64[D]").searchsorted(np.array(starts, "datetime64[D]"))
    edges = list(pairwise([*first.tolist(), daily.height]))
    hidden = unknown(ledger)
    return {
        name: np.full(len(starts), np.nan)
        if name in hidden
        else exact(name, np.array([daily[name].slice(start, end - start).sum() for start, end in edges]))
        for name in MEASURES
    }
