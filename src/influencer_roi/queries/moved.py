"""Answers what moved between two selections: by how much each value of a dimension changed a figure."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.ledger.cubes import Floats, Ints
from influencer_roi.ledger.entries import MEASURES, Ledger
from influencer_roi.ledger.memo import memo
from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.metrics.values import column, floats
from influencer_roi.metrics.vocabulary import DEFAULT, Assumptions, Formula, Sums
from influencer_roi.model.calendar import Compare
from influencer_roi.model.dimensions import TIER_ORDER
from influencer_roi.queries.adding import TIER
from influencer_roi.queries.aligning import NOWHERE, side_by_side, taken
from influencer_roi.queries.columns import BEFORE
from influencer_roi.queries.columns import MOVED as GAP
from influencer_roi.queries.cuts import KEPT_SELECTIONS
from influencer_roi.queries.neighbours import comparable

MOVED = ("revenue", "spend", "roas")
MOVABLE = tuple(
    key for key, metric in REGISTRY.items() if metric.formula.adds_up or metric.formula.parts is not None
)
_OF_SPLIT = ("revenue_before", "revenue", "spend_before", "spend")
_ENDS = (BEFORE, "", GAP)


@dataclass(frozen=True)
class Split:
    """Where a change of revenue comes from, in rupees: the three parts add up to it.

    `spent` is more or less spend at the old ROAS, `mix` spend that went elsewhere, `returns` what remains.
    """

    change: float
    spent: float
    mix: float
    returns: float


@memo(KEPT_SELECTIONS)
def moved(
    ledger: Ledger,
    filters: Filters,
    before: Filters,
    *,
    by: str,
    metrics: tuple[str, ...] = MOVED,
    assumed: Assumptions = DEFAULT,
) -> pl.DataFrame:
    """Return one row per value of `by` in either selection: it, and KEY_before, KEY and KEY_moved per metric.

    The largest gain of the first metric comes first. What moved adds up over the rows to the change of the
    total. Of a metric that adds up it is the difference of the two slices. Of a ratio N ÷ D it is the slice's
    contribution to the change of the total ratio,

        ((N₁ − r·D₁) − (N₀ − r·D₀)) ÷ ΣD₁,  r = ΣN₀ ÷ ΣD₀:

    what the slice is above the old ratio now, less what it was then, over the whole of today's denominator.
    Summed over slices the second term is 0 and the first N₁ ÷ D₁ − r, the change, to the last rounding. A
    slice's own ratio may rise while it pulls the total down: what it weighs counts too.

    Where a selection has no entry of a value its sums are 0 there and its ratios nothing. People nobody paid
    count with their revenue, as in ROAS; organic orders only in metrics of them; spend without a day only in
    a selection that names no days. Of a ratio that is nothing in one of the selections, or of which readers
    may not see every slice, no row's part can be told: it is null in all of them.

    Raises:
        ValueError: a metric neither adds up nor is a ratio of two sums; the message says which are.
    """
    _require_movable(metrics)
    values, then, now = _both(ledger, (before, filters), by, metrics, assumed)
    moves = [(key, _moves(then, now, key, assumed)) for key in metrics]
    columns = [
        column(f"{key}{end}", one) for key, move in moves for end, one in zip(_ENDS, move, strict=True)
    ]
    rows = pl.DataFrame([values, *columns])
    return rows.sort(f"{metrics[0]}{GAP}", by, descending=[True, False], nulls_last=True)


def moved_since(
    ledger: Ledger,
    filters: Filters,
    *,
    by: str,
    metrics: tuple[str, ...] = MOVED,
    assumed: Assumptions = DEFAULT,
) -> pl.DataFrame:
    """Return what moved since the days a selection is compared with; `compared_from` and `compared_to` last.

    Raises:
        ValueError: it is compared with nothing, or with days the data do not cover; or as `moved`.
    """
    before = queries.compared(ledger, filters)
    if before is None:
        raise ValueError(_uncompared(ledger, filters))
    days = {"compared_from": pl.lit(before.start), "compared_to": pl.lit(before.end)}
    return moved(ledger, filters, before, by=by, metrics=metrics, assumed=assumed).with_columns(**days)


def split(rows: pl.DataFrame) -> Split | None:
    """Return where the change of revenue of the rows of `moved` comes from; None where nobody can tell.

    With s spend, r revenue ÷ spend of a value, S and R the same of the whole, 0 before and 1 now:

        spent   = R₀ × (S₁ − S₀)
        mix     = Σ s₁ × r₀ − R₀ × S₁
        returns = the change less both; where every value had spend, Σ s₁ × (r₁ − r₀)

    These are the quantity, mix and price variances of standard costing, with spend as the quantity and the
    old ROAS as the price (https://www.double-entry-bookkeeping.com/costing/sales-mix-and-quantity-variances/).
    A value without spend before has no r₀: it takes the whole's, so that it is no part of the mix and counts
    as return, as does revenue of a value without spend now.
    """
    old_revenue, revenue, old_spend, spend = (queries.sum_of(rows, name) for name in _OF_SPLIT)
    if old_revenue is None or revenue is None or old_spend is None or spend is None or old_spend <= 0:
        return None
    roas = old_revenue / old_spend
    sold, then, now = (floats(rows[name]) for name in ("revenue_before", "spend_before", "spend"))
    own = np.where(then > 0, sold / np.where(then > 0, then, 1.0), roas)
    at_old_roas = float((now * own).sum())
    change, spent, mix = revenue - old_revenue, roas * (spend - old_spend), at_old_roas - roas * spend
    return Split(change, spent, mix, change - spent - mix)


def _uncompared(ledger: Ledger, filters: Filters) -> str:
    """Return why a selection is compared with nothing, and the way out."""
    if filters.compare is Compare.NONE:
        return "Nothing is compared; choose previous or year."
    return f"There are no days to compare with: the data begin on {ledger.first_day}. Choose later days."


def _require_movable(metrics: Sequence[str]) -> None:
    stuck = [key for key in metrics if key not in MOVABLE]
    if stuck:
        named = ", ".join(stuck)
        raise ValueError(f"nothing adds up to what moved {named}; it does for {', '.join(MOVABLE)}")


def _both(
    ledger: Ledger, sides: tuple[Filters, Filters], by: str, metrics: tuple[str, ...], assumed: Assumptions
) -> tuple[pl.Series, Sums, Sums]:
    """Return every value of either, and the sums of each before and now, NaN where nobody can tell.

    Those of one without entries are 0 where known.
    """
    used = {name for key in metrics for name in REGISTRY[key].formula.uses}
    measures = [name for name in MEASURES if name in used]
    # What boards show of a slice has most of it, and is asked for anyway.
    wanted = queries.ON_BOARDS if {*metrics} <= {*queries.ON_BOARDS} else metrics
    kept = tuple(name for name in measures if name not in wanted)
    found = [queries.slices(ledger, one, by=by, metrics=wanted, keep=kept, assumed=assumed) for one in sides]
    if by == TIER and not ledger.audience.sees_payouts:
        found = _side_by_side(found, measures)
    hidden = queries.unknown(ledger)
    values, *rows = side_by_side(*found, by=by)
    then, now = (
        {name: _filled(floats(one[name]), at, known=name not in hidden) for name in measures}
        for one, at in zip(found, rows, strict=True)
    )
    return values, then, now


def _side_by_side(found: Sequence[pl.DataFrame], measures: Sequence[str]) -> list[pl.DataFrame]:
    """Return sums by tier with the same tiers together in each: small ones may be with others in either."""
    together = comparable([label for rows in found for label in rows[TIER]], TIER_ORDER)
    sums = [_total(name) for name in measures]
    return [
        rows.with_columns(pl.col(TIER).replace(together)).group_by(TIER, maintain_order=True).agg(sums)
        for rows in found
    ]


def _filled(amounts: Floats, rows: Ints, *, known: bool) -> Floats:
    """Return the amount of each row; of none 0 where it is `known`."""
    found = taken(amounts, rows)
    return np.where(rows == NOWHERE, 0.0, found) if known else found


def _total(name: str) -> pl.Expr:
    amounts = pl.col(name)
    return pl.when(amounts.null_count() == 0).then(amounts.sum()).alias(name)


def _moves(then: Sums, now: Sums, key: str, assumed: Assumptions) -> tuple[Floats, Floats, Floats]:
    """Return a metric before and now, and by how much each row moved its total."""
    formula, sides = REGISTRY[key].formula, (then, now)
    before, after = (formula.compute(side, assumed) for side in sides)
    if formula.parts is None:
        return before, after, after - before
    old, new = (_over_all(side, formula, assumed) for side in sides)
    if math.isnan(old) or math.isnan(new):
        return before, after, np.full(len(after), np.nan)
    above, below = formula.parts
    was, beyond = (above.compute(side, assumed) - old * below.compute(side, assumed) for side in sides)
    return before, after, (beyond - was) / _over_all(now, below, assumed)


def _over_all(sums: Sums, formula: Formula, assumed: Assumptions) -> float:
    """Return what a formula comes to over all rows; NaN where some row's sums are not known."""
    totals = {name: amounts.sum(keepdims=True) for name, amounts in sums.items()}
    return float(formula.compute(totals, assumed)[0])
