"""Sees a ledger as a selection dates it: by day of order, or by day of the post an order is credited to.

By day of its post, what was sold stands beside what was spent on the same posts. What is credited to no post
has no such day, and the last posts are still earning: both are said wherever the figures stand.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import polars as pl

from influencer_roi.filters import Filters
from influencer_roi.ledger.by_post_day import by_post_day
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.memo import memo
from influencer_roi.metrics.units import RUPEES
from influencer_roi.model.calendar import Dating, Days
from influencer_roi.queries.cuts import KEPT_SELECTIONS
from influencer_roi.queries.evidence import earning_days
from influencer_roi.queries.touching import selected_touches
from influencer_roi.queries.windows import window_of


def dated(ledger: Ledger, filters: Filters) -> Ledger:
    """Return the ledger whose entries have the days a selection reads; every question is asked of it."""
    return by_post_day(ledger) if filters.day is Dating.POST and ledger.by_order is None else ledger


@memo(KEPT_SELECTIONS)
def not_credited(ledger: Ledger, filters: Filters) -> float:
    """Return the revenue of influencers' orders of the selected days that is credited to no post."""
    of_orders = replace(filters, day=Dating.ORDER)
    found = selected_touches(ledger, of_orders).filter(pl.col("credit").is_null())
    return float(found.select(pl.col("revenue").sum()).collect(engine="in-memory").item())


def earning_from(ledger: Ledger, filters: Filters) -> dt.date | None:
    """Return the first selected day whose posts are still earning; None where all have earned."""
    window = window_of(ledger, filters)
    young = ledger.as_of - dt.timedelta(earning_days(ledger.by_order or ledger) - 1)
    return max(window.start, young) if window.end >= young else None


def still_earning(ledger: Ledger, filters: Filters) -> Days | None:
    """Return the selected days that are still earning; None where revenue stands on the day of its order."""
    since = earning_from(ledger, filters) if filters.day is Dating.POST else None
    return (since, window_of(ledger, filters).end) if since else None


def sentences(ledger: Ledger, filters: Filters) -> Iterator[str]:
    """Yield what to know of a selection whose revenue stands on the days of posts; nothing of any other."""
    if filters.day is not Dating.POST:
        return
    yield "Revenue stands on the day of its post; rows of orders keep their own"
    if left := not_credited(ledger, filters):
        orders = "orders of these days" if filters.dated else "orders"
        yield f"{RUPEES.short(left)} of {orders} is credited to no post and stands apart"
    if earning := still_earning(ledger, filters):
        yield f"Posts since {earning[0]:%-d %b %Y} are still earning"
