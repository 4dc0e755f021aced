"""Rolls orders up by how long after their post they came, and how long that post has been watched.

The post is the recorded one, else the last own post on or before the day of the order.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from influencer_roi.filters import DAYS, Filters
from influencer_roi.ledger.cubes import Floats, Ints, names_of
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.memo import memo
from influencer_roi.queries.cuts import KEPT_SELECTIONS, Bools, bounds
from influencer_roi.queries.evidence.activity import Activity, activity
from influencer_roi.queries.touching import days_of, post_days, selected_touches

LONGEST = 180
HORIZON_TENTHS = 6  # of the days there are


@dataclass(frozen=True, eq=False)
class Lags:
    """Orders and revenue by days of follow-up of their post and days since it: one row, one column each.

    Follow-up is from the post to the last day of the data; `posts` has how many have each. Columns go to the
    `horizon`. `recorded` is the part of these orders that name their post.
    """

    orders: Floats
    revenue: Floats
    posts: Floats
    horizon: int
    recorded: float


@dataclass(frozen=True, eq=False)
class _Touched:
    """Touches with a post, one value each: days counted from 0, that of the post and that of the order."""

    posted: Ints
    ordered: Ints
    orders: Floats
    revenue: Floats
    recorded: Bools


@memo(KEPT_SELECTIONS)
def lags(ledger: Ledger, filters: Filters) -> Lags:
    """Return the lags of orders of the posts that stand in the selected days, whenever the orders came."""
    always = filters.without(DAYS)
    span = (ledger.as_of - ledger.first_day).days + 1
    horizon = min(LONGEST, span * HORIZON_TENTHS // 10)
    touched = _touched(ledger, always)
    first, last = bounds(ledger, filters)
    lag = touched.ordered - touched.posted
    counted = (lag >= 0) & (lag <= horizon) & _between(touched.posted, max(first, 1), last)
    cells = (span - 1 - touched.posted[counted]).astype(np.int64) * (horizon + 1) + lag[counted]
    shape = (span, horizon + 1)
    tables = [
        np.bincount(cells, one[counted], span * (horizon + 1)).reshape(shape)
        for one in (touched.orders, touched.revenue)
    ]
    orders = float(touched.orders[counted].sum())
    named = float(touched.orders[counted & touched.recorded].sum())
    posts = _posts(activity(ledger, always), span, max(first, 1) - 1, last - 1)
    return Lags(tables[0], tables[1], posts, horizon, named / orders if orders > 0 else 0.0)


def _between(days: Ints, first: int, last: int) -> Bools:
    """Return which days, counted from 0, lie between bounds, counted from 1."""
    return (days >= first - 1) & (days < last - 1)


def _posts(days: Activity, span: int, first: int, last: int) -> Floats:
    """Return how many posts of the days from `first` to before `last` have each follow-up."""
    by_day = days.by_person("posts").sum(axis=0)
    by_day[:first], by_day[last:] = 0.0, 0.0
    return np.asarray(by_day[::-1][:span])


def _touched(ledger: Ledger, filters: Filters) -> _Touched:
    """Return the selected touches that have a post, recorded or last."""
    rows = selected_touches(ledger, filters).collect(engine="in-memory")
    ordered = days_of(ledger, rows["date"])
    recorded = rows["link"].is_not_null().to_numpy()
    last = _last_posts(activity(ledger, filters), rows["influencer_id"], ordered)
    posted = last
    if recorded.any():
        codes = rows["link"].to_physical().fill_null(0).to_numpy()
        posted = np.where(recorded, post_days(ledger)[codes], last)
    known = posted >= 0
    amounts = (_amounts(rows[name])[known] for name in ("orders", "revenue"))
    return _Touched(posted[known], ordered[known], *amounts, recorded[known])


def _amounts(values: pl.Series) -> Floats:
    return values.fill_null(0.0).to_numpy()


def _last_posts(days: Activity, people: pl.Series, ordered: Ints) -> Ints:
    """Return the day of the last own post on or before each order; -1 where there is none."""
    size = len(names_of(people))
    persons = np.full(size + 1, -1)
    persons[days.codes[days.codes < size]] = np.flatnonzero(days.codes < size)
    owner = persons[people.to_physical().fill_null(size).to_numpy()]
    since = np.where(days.posted, np.arange(days.days), -1)
    last = np.maximum.accumulate(since, axis=1) if since.size else since
    found = np.full(len(ordered), -1)
    known = (owner >= 0) & (ordered >= 0) & (ordered < days.days)
    found[known] = last[owner[known], ordered[known]]
    return found
