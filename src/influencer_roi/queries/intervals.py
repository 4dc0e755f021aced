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
from influencer_roi.metrics.vocabulary import DEFAULT, Assumptions
from influencer_roi.queries import KEPT_ANSWERS, totals
from influencer_roi.queries.student import t_of
from influencer_roi.queries.variances import SUMS, variances

LEAST_ORDERS, LEAST_POSTS, LEAST_SALES = 5, 2, 2
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
    return ranged(rows, variances(ledger, filters, by=by), by=by, assumed=assumed)


def ranged(
    rows: pl.DataFrame, spread: pl.DataFrame, *, by: tuple[str, ...], assumed: Assumptions = DEFAULT
) -> pl.DataFrame:
    """Return rows with the 95 % range of their ROAS, `low` to `high`, and their `verdict`, one of Verdict.

    Rows hold `by`, revenue, spend and orders; `spread` is that of `variances`. With too few orders or posts
    there is a verdict and no range; without spend, or where orders add up to no revenue, there is neither.
    """
    width = pl.lit(pl.Series(_half_widths(_beside(rows, spread, by))))
    known = (pl.col("orders") >= LEAST_ORDERS) & (2 * width < math.log(FARTHEST))
    roas = pl.when(pl.col("spend") > 0, known).then(pl.col("revenue") / pl.col("spend"))
    ends = rows.with_columns(low=roas * (-width).exp(), high=roas * width.exp())
    return ends.with_columns(verdict=_verdict(assumed))


@memo(KEPT_ANSWERS)
def likely_range(ledger: Ledger, filters: Filters) -> tuple[float, float] | None:
    """Return the range of the ROAS of a selection; None where there is none, or readers may not see it."""
    sums = totals(ledger, filters, metrics=("revenue", "spend", "orders"))
    if None in sums.values():
        return None
    row = with_ranges(pl.DataFrame([sums]), ledger, filters, by=()).row(0, named=True)
    return None if row["low"] is None else (row["low"], row["high"])


def _beside(rows: pl.DataFrame, spread: pl.DataFrame, by: tuple[str, ...]) -> pl.DataFrame:
    """Return revenue and orders of each row, with its `spread`."""
    sums = rows.select(*by, "revenue", "orders")
    if not by:
        return sums.hstack(spread)
    values = spread.with_columns(pl.col(name).cast(rows.schema[name]) for name in by)
    return sums.join(values, on=by, how="left", nulls_equal=True, maintain_order="left", validate="1:1")


def _half_widths(beside: pl.DataFrame) -> Floats:
    """Return how far each range goes to either side, in logarithms; infinity where nobody can tell."""
    at = {name: _numbers(beside[name]) for name in ("revenue", "orders", *SUMS)}
    revenue, order_value = at["revenue"], at["revenue"] / np.maximum(at["orders"], 1.0)
    by_order = (at["otherwise"] == 0) & (at["sales"] > 0)
    of_orders = at["squares"] - 2 * order_value * at["products"] + order_value**2 * at["order_squares"]
    variance = np.where(by_order, np.maximum(of_orders, 0.0), at["variance"])
    of_posts = at["variance"] ** 2 / np.where(at["by_degrees"] > 0, at["by_degrees"], 1.0)
    degrees = np.where(by_order, at["sales"] - 1.0, of_posts)
    known = np.where(by_order, at["sales"] >= LEAST_SALES, at["counted_posts"] >= LEAST_POSTS) & (revenue > 0)
    relative = np.sqrt(variance) / np.where(known, revenue, 1.0)
    return np.where(known, t_of(degrees) * relative, np.inf)


def _numbers(values: pl.Series) -> Floats:
    return values.cast(pl.Float64).fill_null(0.0).to_numpy()


def _verdict(assumed: Assumptions) -> pl.Expr:
    """Return the verdict of rows by their range, or why they have none; null without spend or revenue."""
    words = (
        (pl.col("orders") <= 0, Verdict.NO_ORDER),
        (pl.col("orders") < LEAST_ORDERS, Verdict.TOO_FEW_ORDERS),
        (pl.col("low") * assumed.margin > 1, Verdict.CLEARLY_ABOVE),
        (pl.col("high") * assumed.margin < 1, Verdict.CLEARLY_BELOW),
        (pl.col("low").is_not_null(), Verdict.MAY_BE_CHANCE),
        (pl.col("revenue") > 0, Verdict.TOO_FEW_POSTS),
    )
    found = pl.coalesce(pl.when(condition).then(pl.lit(word.value)) for condition, word in words)
    return pl.when(pl.col("spend") > 0).then(found)
