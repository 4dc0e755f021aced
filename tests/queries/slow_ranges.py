"""Works out ranges of ROAS the slow way: entry by entry, as the definition reads."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping

import numpy as np

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.model.dimensions import DIMENSIONS
from influencer_roi.queries.student import t_of

Row = Mapping[str, object]
Range = tuple[float, float]


def slow_ranges(ledger: Ledger, filters: Filters, by: tuple[str, ...]) -> dict[tuple[object, ...], Range]:
    """The range of each slice that has one, by its values as texts."""
    chosen = queries.attributed(ledger, filters).with_columns(
        DIMENSIONS[name].expression.alias(f"by {name}") for name in by
    )
    slices: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in chosen.collect().iter_rows(named=True):
        slices[tuple(row[f"by {name}"] for name in by)].append(row)
    found = {key: _range_of(rows) for key, rows in slices.items()}
    return {key: one for key, one in found.items() if one}


def _range_of(rows: list[Row]) -> Range | None:
    revenue, spend, orders = (_sum(rows, name) for name in ("revenue", "spend", "orders"))
    if spend < 0.005 or revenue <= 0 or orders < 5:
        return None
    width = _by_order(rows, revenue, orders) if _pays_by_order(rows) else _by_post(rows, revenue)
    if width is None or math.exp(2 * width) >= 25:
        return None
    return revenue / spend * math.exp(-width), revenue / spend * math.exp(width)


def _pays_by_order(rows: list[Row]) -> bool:
    """Whether every entry that sold something or bears spend is of a deal per order, and any sold."""
    counts = [one for one in rows if _is(one, "revenue_squared") or abs(_number(one, "spend")) >= 0.005]
    bases = {one["spend_basis"] for one in counts}
    return bases == {"Per order"} and bool(_sales(rows))


def _sales(rows: list[Row]) -> list[Row]:
    return [one for one in rows if _is(one, "revenue_squared") or _is(one, "orders")]


def _by_order(rows: list[Row], revenue: float, orders: float) -> float | None:
    sales = _sales(rows)
    value = revenue / max(orders, 1)
    left = sum((_number(one, "revenue") - _number(one, "orders") * value) ** 2 for one in sales)
    return _t(len(sales) - 1) * math.sqrt(left) / revenue if len(sales) >= 2 else None


def _by_post(rows: list[Row], revenue: float) -> float | None:
    people: dict[object, list[Row]] = defaultdict(list)
    for row in rows:
        people[row["influencer_id"]].append(row)
    parts = [_of_person(one) for one in people.values()]
    variance = sum(part for part, _ in parts)
    degrees = sum(part**2 / max(1, posts - 1) for part, posts in parts)
    if sum(posts for _, posts in parts) < 2:
        return None
    return _t(variance**2 / degrees if degrees else 1) * math.sqrt(variance) / revenue


def _of_person(rows: list[Row]) -> tuple[float, int]:
    """The variance of a person's revenue, and how many posts sold something or stand."""
    posts: dict[object, list[Row]] = defaultdict(list)
    for row in rows:
        if row["post_id"] is not None and (_is(row, "revenue_squared") or _number(row, "posts") > 0):
            posts[row["post_id"]].append(row)
    earned = [_sum(one, "revenue") for one in posts.values()]
    if len(earned) < 2:
        return _sum(rows, "revenue_squared"), len(earned)
    mean = sum(earned) / len(earned)
    between = sum((one - mean) ** 2 for one in earned) * len(earned) / (len(earned) - 1)
    uncredited = _sum([one for one in rows if one["post_id"] is None], "revenue_squared")
    return between + uncredited, len(earned)


def _t(degrees: float) -> float:
    return float(t_of(np.array([degrees]))[0])


def _sum(rows: Iterable[Row], name: str) -> float:
    return math.fsum(_number(one, name) for one in rows)


def _number(row: Row, name: str) -> float:
    value = row[name]
    return float(value) if isinstance(value, float) else 0.0


def _is(row: Row, name: str) -> bool:
    return _number(row, name) != 0
