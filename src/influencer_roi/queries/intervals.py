"""Says how far the ROAS of a slice can be trusted: the range it plausibly lies in, or why there is none.

The range is that of Student's t on the scale of logarithms, ROAS·exp(∓t·√V/R), with the variance V of revenue
R between posts, or between orders where spend moves with them (queries/variances.py).
"""

import math
from enum import StrEnum

import numpy as np
import polars as pl

from influencer_roi.filters import Filters
from influencer_roi.ledger.cubes import Floats
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.memo import memo
from influencer_roi.metrics.values import column, floats
from influencer_roi.metrics.vocabulary import DEFAULT, Assumptions
from influencer_roi.queries import AT_HEAD, KEPT_ANSWERS, totals
from influencer_roi.queries.aligning import filled, rows_in, taken
from influencer_roi.queries.student import t_of
from influencer_roi.queries.variances import SUMS, Spread, spread

LEAST_ORDERS, LEAST_POSTS, LEAST_SALES = 5, 2, 2
SUMMED = ("revenue", "spend", "orders")
FARTHEST = 25.0  # times the lower end: a range as wide says nothing


class Verdict(StrEnum):
    """What a range says of its slice against break-even, or why there is no range, in readers' words."""

    CLEARLY_ABOVE = "clearly above"
    CLEARLY_BELOW = "clearly below"
    MAY_BE_CHANCE = "may be chance"
    NO_ORDER = "no order"
    TOO_FEW_ORDERS = "too few orders"
    TOO_FEW_POSTS = "too few posts"


def with_ranges(
    rows: pl.DataFrame,
    ledger: Ledger,
    filters: Filters,
    *,
    by: tuple[str, ...],
    assumed: Assumptions = DEFAULT,
) -> pl.DataFrame:
    """Return rows, one per combination of values of `by`, with `low`, `high` and `verdict`: see `ranged`."""
    return ranged(rows, spread(ledger, filters, by=by), by=by, assumed=assumed)


def ranged(
    rows: pl.DataFrame, varied: Spread, *, by: tuple[str, ...], assumed: Assumptions = DEFAULT
) -> pl.DataFrame:
    """Return rows with the 95 % range of their ROAS, `low` to `high`, and their `verdict`, one of Verdict.

    Rows hold `by`, revenue, spend and orders; `varied` is how revenue varies. With too few orders or posts
    there is a verdict and no range; without spend, or where orders add up to no revenue, there is neither.
    """
    at = _columns(rows, varied, by)
    low, high = _ends(at)
    return rows.hstack([column("low", low), column("high", high), _verdicts(at, low, high, assumed)])


@memo(KEPT_ANSWERS)
def likely_range(ledger: Ledger, filters: Filters) -> tuple[float, float] | None:
    """Return the range of the ROAS of a selection; None where there is none, or readers may not see it."""
    sums = totals(ledger, filters, metrics=AT_HEAD)
    used = {name: np.array([sums[name]], np.float64) for name in SUMMED}
    if any(np.isnan(one[0]) for one in used.values()):
        return None
    low, high = _ends(used | {**spread(ledger, filters, by=()).sums})
    return None if math.isnan(low[0]) else (float(low[0]), float(high[0]))


def _columns(rows: pl.DataFrame, varied: Spread, by: tuple[str, ...]) -> dict[str, Floats]:
    """Return the sums of each row, and how they vary beside them, 0 for nothing."""
    row_of = rows_in(rows, varied.slices, by=by) if by else np.zeros(rows.height, dtype=np.intp)
    sums = {name: filled(floats(rows[name]), 0.0) for name in SUMMED}
    return sums | {name: filled(taken(varied.sums[name], row_of), 0.0) for name in SUMS}


def _ends(at: dict[str, Floats]) -> tuple[Floats, Floats]:
    """Return the lower and the upper end of each range; NaN where there is none."""
    width, revenue, spend = _half_widths(at), at["revenue"], at["spend"]
    known = (spend > 0) & (at["orders"] >= LEAST_ORDERS) & (2 * width < math.log(FARTHEST))
    roas, times = revenue / np.where(known, spend, 1.0), np.exp(np.where(known, width, 0.0))
    return np.where(known, roas / times, np.nan), np.where(known, roas * times, np.nan)


def _half_widths(at: dict[str, Floats]) -> Floats:
    """Return how far each range goes to either side, in logarithms; infinity where nobody can tell."""
    revenue, order_value = at["revenue"], at["revenue"] / np.maximum(at["orders"], 1.0)
    by_order = (at["otherwise"] == 0) & (at["sales"] > 0)
    of_orders = at["squares"] - 2 * order_value * at["products"] + order_value**2 * at["order_squares"]
    variance = np.where(by_order, np.maximum(of_orders, 0.0), at["variance"])
    of_posts = at["variance"] ** 2 / np.where(at["by_degrees"] > 0, at["by_degrees"], 1.0)
    degrees = np.where(by_order, at["sales"] - 1.0, of_posts)
    known = np.where(by_order, at["sales"] >= LEAST_SALES, at["counted_posts"] >= LEAST_POSTS) & (revenue > 0)
    relative = np.sqrt(variance) / np.where(known, revenue, 1.0)
    return np.where(known, t_of(degrees) * relative, np.inf)


def _verdicts(at: dict[str, Floats], low: Floats, high: Floats, assumed: Assumptions) -> pl.Series:
    """Return what each range says, or why there is none; None without spend or revenue."""
    words = (
        (at["spend"] <= 0, None),
        (at["orders"] <= 0, Verdict.NO_ORDER),
        (at["orders"] < LEAST_ORDERS, Verdict.TOO_FEW_ORDERS),
        (low * assumed.margin > 1, Verdict.CLEARLY_ABOVE),
        (high * assumed.margin < 1, Verdict.CLEARLY_BELOW),
        (low <= high, Verdict.MAY_BE_CHANCE),
        (at["revenue"] > 0, Verdict.TOO_FEW_POSTS),
    )
    numbers = np.select([condition for condition, _ in words], [*range(len(words))], default=0)
    found: pl.Series = pl.Series("verdict", [word for _, word in words], pl.String)[numbers]
    return found
