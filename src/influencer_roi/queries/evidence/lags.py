"""Rolls orders up by how long after their post they came, and how long that post has been watched.

The post is the recorded one, else the last own post on or before the day of the order.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from influencer_roi.filters import Filters
from influencer_roi.ledger.cubes import Floats, Ints, add
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.memo import memo
from influencer_roi.queries.content import post_texts
from influencer_roi.queries.credit_rules import WINDOWS
from influencer_roi.queries.cuts import KEPT_SELECTIONS, Bools, Who, sums_by_day
from influencer_roi.queries.touching import SPOT, Fit, before, days_of, post_days, spots, spotted_touches

LONGEST = 180
HORIZON_TENTHS = 6  # of the days there are


@dataclass(frozen=True, eq=False)
class Lags:
    """Orders and revenue by days of follow-up of their post and days since it: one row, one column each.

    Follow-up is from the post to the last day of the data; `posts` has how many have each, `named` how many
    orders name their post. Columns go to the `horizon`.
    """

    orders: Floats
    revenue: Floats
    posts: Floats
    named: Floats
    horizon: int

    @property
    def recorded(self) -> float:
        """The part of these orders that name their post."""
        orders = float(self.orders.sum())
        return float(self.named.sum()) / orders if orders > 0 else 0.0


@memo(KEPT_SELECTIONS)
def lags(ledger: Ledger, filters: Filters) -> Lags:
    """Return the lags of orders after the posts of a selection, over all days there are."""
    span = (ledger.as_of - ledger.first_day).days + 1
    horizon = min(LONGEST, span * HORIZON_TENTHS // 10)
    rows = spotted_touches(ledger, filters).select("date", "link", SPOT, "orders", "revenue")
    touches = rows.collect(engine="in-memory")
    recorded, posted = _posted(ledger, touches)
    lag, follow_up = days_of(ledger, touches["date"]) - posted, span - 1 - posted
    counted = (posted >= 0) & (lag >= 0) & (lag <= horizon)
    cells = follow_up[counted] * (horizon + 1) + lag[counted]
    sold = {name: touches[name].fill_null(0.0).to_numpy() for name in ("orders", "revenue")}
    orders, revenue = (
        add(cells, sold[name][counted], span * (horizon + 1)).reshape(span, horizon + 1) for name in sold
    )
    named = counted & recorded
    by_post = add(follow_up[named], sold["orders"][named], span)
    return Lags(orders, revenue, _posts(ledger, filters, span), by_post, horizon)


def _posts(ledger: Ledger, filters: Filters, span: int) -> Floats:
    """Return how many selected posts have each follow-up, from 0 days on."""
    sums = sums_by_day(ledger, filters, Who.INFLUENCERS)
    dated = sums.numbers > 0  # 0 has no day
    return add(span - sums.numbers[dated], np.nan_to_num(sums.measures["posts"][dated]), span)


def _posted(ledger: Ledger, touches: pl.DataFrame) -> tuple[Bools, Ints]:
    """Return which touches record their post, and the day of it, recorded or last; below 0 for none."""
    recorded = touches["link"].is_not_null().to_numpy()
    posted = last_posts(ledger)[touches[SPOT].to_numpy()]
    if recorded.any():
        codes = touches["link"].to_physical().fill_null(0).to_numpy()
        posted = np.nan_to_num(np.where(recorded, post_days(ledger)[codes], posted), nan=-1)
    return recorded, posted.astype(np.int64)


@memo()
def last_posts(ledger: Ledger) -> Ints:
    """Return by spot the day of its influencer's last post on or before it, or a later one; -1 for none.

    A later one is the last of another brand where there is none before: nothing lags behind it.
    """
    at, posts = spots(ledger), before(ledger, max(WINDOWS), Fit.ANY)
    last = posts.spans.high - 1
    people = at.pairs["influencer_id"].to_physical().to_numpy()[at.groups]
    there = np.flatnonzero(last >= 0)
    codes = posts.posts[last[there]]
    own = _owners(ledger)[codes] == people[there]
    found = np.full(len(last), -1, dtype=np.int64)
    found[there[own]] = post_days(ledger)[codes[own]]
    return found


def _owners(ledger: Ledger) -> Ints:
    """Return the code of the influencer of each post, by its code; -1 for none."""
    kind = ledger.entries.schema["influencer_id"]
    ids = post_texts(ledger)["influencer_id"].cast(kind, strict=False)
    return ids.to_physical().cast(pl.Int64).fill_null(-1).to_numpy()
