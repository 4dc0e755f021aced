"""Says what rows can be ranked by, and over which floor, where few of something mislead."""

from collections.abc import Sequence

import numpy as np
import polars as pl

from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.metrics.values import floats
from influencer_roi.queries import Floor
from influencer_roi.queries.picking import only

LEAST_RANKED = 3
_MONEY = ("spend", "revenue")
_COUNTED = (20.0, 5.0, 1.0)
_SEEN = (1_000.0, 100.0, 1.0)
_FLOORS = {
    "orders": _COUNTED,
    "posts": (5.0, 2.0, 0.5),
    "likes": _SEEN,
    "comments": _SEEN,
    "engagements": _SEEN,
    "reach": (10_000.0, 1_000.0, 1.0),
    "clicks": _SEEN,
}


def rankable() -> tuple[str, ...]:
    """Return the metrics influencers can be ranked by: all but those of organic orders, which have none."""
    return tuple(key for key, metric in REGISTRY.items() if not metric.organic)


def volume(metric: str) -> str | None:
    """Return the metric whose smallness makes another one chance: what it divides by, of money the orders.

    None where it divides by nothing, or by what no metric counts.
    """
    over = REGISTRY[metric].formula.over
    if over and any(money in over for money in _MONEY):
        return "orders"
    return next((key for key, one in REGISTRY.items() if over and one.formula.text == over), None)


def floor_of(rows: pl.DataFrame, metric: str) -> Floor | None:
    """Return the highest floor that leaves enough of `rows` to rank by a metric; None where it needs none."""
    least_of = volume(metric)
    if least_of is None:
        return None
    return highest_floor(rows, metric, of=least_of, floors=_FLOORS.get(least_of, _COUNTED))


def highest_floor(rows: pl.DataFrame, metric: str, *, of: str, floors: Sequence[float]) -> Floor:
    """Return the highest of `floors` that leaves enough rows to rank by a metric, else the lowest."""
    counted = floats(rows[of])[~np.isnan(floats(rows[metric]))]
    enough = (least for least in floors if (counted >= least).sum() >= LEAST_RANKED)
    return Floor(of, next(enough, floors[-1]))


def valued(rows: pl.DataFrame, metric: str) -> pl.DataFrame:
    """Return the rows that have a value of a metric: of ROAS, those with spend."""
    return only(rows, ~np.isnan(floats(rows[metric])))
