"""Credits orders to posts as the definition does: every order row beside every post, one pair at a time."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.orders.selection import selected_orders
from influencer_roi.queries.credit_rules import Rule


@dataclass(frozen=True)
class Post:
    """A post, and its brand, stated or of its caption."""

    date: dt.date
    post_key: str
    influencer_id: str
    brand: str | None


@dataclass(frozen=True)
class Order:
    """An order of an influencer."""

    date: dt.date
    influencer_id: str
    brand: str
    link: str | None
    revenue: float
    orders: float


@dataclass(frozen=True)
class Touch:
    """A post that touches an order, and how old it was then."""

    post: str
    age: int


def posts_of(ledger: Ledger) -> list[Post]:
    """The posts of a ledger, by day and key."""
    known = ledger.tables.posts.with_columns(brand=pl.coalesce("stated_brand", "caption_brand"))
    rows = known.sort("date", "post_key").select("date", "post_key", "influencer_id", "brand")
    return [Post(*row) for row in rows.iter_rows()]


def orders_of(ledger: Ledger, filters: Filters) -> list[Order]:
    """The selected orders that have an influencer."""
    rows = selected_orders(ledger, filters).filter(pl.col("influencer_id").is_not_null()).collect()
    return [
        Order(*row)
        for row in rows.select("date", "influencer_id", "brand", "link", "revenue", "orders").iter_rows()
    ]


def touches_of(order: Order, posts: Sequence[Post], window: int, *, brands: bool = True) -> list[Touch]:
    """The posts that touch an order, the oldest first; of any brand where `brands` do not matter."""
    return [
        Touch(post.post_key, (order.date - post.date).days)
        for post in posts
        if post.influencer_id == order.influencer_id
        and 0 <= (order.date - post.date).days <= window
        and not (brands and post.brand is not None and order.brand not in ("Unknown", post.brand))
    ]


def slow_credit(ledger: Ledger, filters: Filters, rule: Rule, window: int) -> dict[str | None, float]:
    """The revenue a rule credits each post with; what it credits to none under None."""
    posts, found = posts_of(ledger), defaultdict[str | None, float](float)
    days = {post.post_key: post.date for post in posts}
    own = defaultdict[str, list[Post]](list)
    for post in posts:
        own[post.influencer_id].append(post)
    for order in orders_of(ledger, filters):
        touches = touches_of(order, own[order.influencer_id], window)
        linked = order.link and 0 <= (order.date - days[order.link]).days <= window
        parts: dict[str | None, float]
        if rule is Rule.STANDARD and order.link:
            parts = {order.link: 1.0}
        elif rule is Rule.RECORDED:
            parts = {order.link if linked else None: 1.0}
        else:
            parts = parts_of(touches, rule)
        for key, part in parts.items():
            found[key] += part * order.revenue
    return dict(found)


def parts_of(touches: Sequence[Touch], rule: Rule) -> dict[str | None, float]:
    """The part of an order each of its touches has; all of it is credited to none where there are none."""
    if not touches:
        return {None: 1.0}
    weights = [_weight(number, touches, rule) for number in range(len(touches))]
    return {touch.post: weight / sum(weights) for touch, weight in zip(touches, weights, strict=True)}


def _weight(number: int, touches: Sequence[Touch], rule: Rule) -> float:
    last = len(touches) - 1
    if rule is Rule.FIRST:
        return float(number == 0)
    if rule in (Rule.LAST, Rule.STANDARD):
        return float(number == last)
    if rule is Rule.DECAY:
        return float(0.5 ** (touches[number].age / 7))
    if rule is Rule.ENDS and last >= 2:
        return 0.4 if number in (0, last) else 0.2 / (last - 1)
    return 1.0
