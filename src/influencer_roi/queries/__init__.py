"""Answers the questions pages, downloads and the command line ask of a ledger."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import polars as pl

from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import MEASURES, Ledger
from influencer_roi.ledger.memo import MemoSize, memo
from influencer_roi.ledger.people import influencers as influencers
from influencer_roi.ledger.spend import DUST, SPENT
from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.metrics.values import floats, values_of
from influencer_roi.metrics.vocabulary import DEFAULT, SELECTION, Assumptions, Better
from influencer_roi.queries.adding import counts as counts
from influencer_roi.queries.adding import is_empty as is_empty
from influencer_roi.queries.adding import paid_people as paid_people
from influencer_roi.queries.adding import periods, whole
from influencer_roi.queries.adding import summed as summed
from influencer_roi.queries.credit import credit as credit
from influencer_roi.queries.credit_rules import STANDARD, Crediting
from influencer_roi.queries.credited_sums import summed_by
from influencer_roi.queries.cuts import KEPT_SELECTIONS as KEPT_SELECTIONS
from influencer_roi.queries.cuts import Who as Who
from influencer_roi.queries.moved import moved as moved
from influencer_roi.queries.picking import best
from influencer_roi.queries.picking import with_any as with_any
from influencer_roi.queries.selection import attributed as attributed
from influencer_roi.queries.selection import chosen as chosen
from influencer_roi.queries.selection import dateless as dateless
from influencer_roi.queries.selection import emptied_by as emptied_by
from influencer_roi.queries.selection import entry_rows as entry_rows
from influencer_roi.queries.selection import with_names as with_names
from influencer_roi.queries.windows import GRAINS
from influencer_roi.queries.windows import Window as Window
from influencer_roi.queries.windows import asked_window as asked_window
from influencer_roi.queries.windows import comparable as comparable
from influencer_roi.queries.windows import compared as compared
from influencer_roi.queries.windows import compared_days as compared_days
from influencer_roi.queries.windows import covered_whole as covered_whole
from influencer_roi.queries.windows import covers as covers
from influencer_roi.queries.windows import grain_for as grain_for
from influencer_roi.queries.windows import window_of as window_of

KEPT_ANSWERS = MemoSize(256, least=12)
ALL_METRICS = tuple(REGISTRY)
# What cards show of a slice, a period and a whole selection: asked alike, a page asks each of them once.
ON_BOARDS = ("spend", "revenue", "orders", "posts", "roas", "profit")
ON_TRENDS = ("revenue", "spend", "roas", "orders")
AT_HEAD = (
    *("revenue", "spend", "roas", "profit", "orders", "new_customers", "cpa", "engagement_rate"),
    *("aov", "cost_per_post", "reach", "roas_paid", "posts"),
)

Totals = dict[str, float | None]
Frame: TypeAlias = pl.DataFrame  # what questions answer with, for those who only read answers


@dataclass(frozen=True)
class Floor:
    """The least of a metric a row must have to be ranked."""

    metric: str
    least: float


def totals(
    ledger: Ledger,
    filters: Filters,
    *,
    metrics: tuple[str, ...] = ALL_METRICS,
    assumed: Assumptions = DEFAULT,
) -> Totals:
    """Return each metric over the whole selection; None is nothing."""
    return dict(_totals(ledger, filters, metrics, assumed))


@memo(KEPT_ANSWERS)
def _totals(ledger: Ledger, filters: Filters, metrics: tuple[str, ...], assumed: Assumptions) -> Totals:
    sums = whole(ledger, filters, measures=_measures(metrics), who=_looked_at(metrics))
    sums |= {f"{SELECTION}{name}": sums[name] for name in _compared_with(metrics)}
    found = {key: float(REGISTRY[key].formula.compute(sums, assumed)[0]) for key in metrics}
    return {key: None if math.isnan(value) else value for key, value in found.items()}


def slices(
    ledger: Ledger,
    filters: Filters,
    *,
    by: str,
    metrics: tuple[str, ...] = ALL_METRICS,
    keep: tuple[str, ...] = (),
    assumed: Assumptions = DEFAULT,
    credit: Crediting = STANDARD,
) -> pl.DataFrame:
    """Return one row per value of the dimension `by`, in its order: it, `keep` measures, metrics.

    Organic entries take part only where a metric looks at them, so that no row stands for nothing asked. By
    post, what is measured of orders is credited by a rule; no other slice moves with it.
    """
    return _slices(ledger, filters, by, metrics, keep, assumed, credit)


@memo(KEPT_ANSWERS)
def _slices(
    ledger: Ledger,
    filters: Filters,
    by: str,
    metrics: tuple[str, ...],
    keep: tuple[str, ...],
    assumed: Assumptions,
    credit: Crediting,
) -> pl.DataFrame:
    measures = [*_measures(metrics), *keep]
    who = _looked_at(metrics)
    added = summed_by(ledger, filters, by=by, measures=measures, who=who, credit=credit)
    spare = tuple(name for name in (by, *keep) if name not in metrics)
    return _valued(_beside_selection(ledger, filters, added, metrics), metrics, assumed, spare)


def ranked(rows: pl.DataFrame, *, rank_by: str, top: int | None = None) -> pl.DataFrame:
    """Return rows with the best of `rank_by` first, null last.

    The best is the lowest of a metric of which less is better, and the highest of anything else.
    """
    lowest = rank_by in REGISTRY and REGISTRY[rank_by].better is Better.LOWER
    values = floats(rows[rank_by])
    return rows[best(-values if lowest else values, rows.height if top is None else top)]


@memo(KEPT_ANSWERS)
def trend(
    ledger: Ledger, filters: Filters, *, grain: str, metrics: tuple[str, ...], assumed: Assumptions = DEFAULT
) -> pl.DataFrame:
    """Return one row per day, week or month of the window, `period` first; without entries it sums to 0."""
    dimension, every, _ = GRAINS[grain]
    used = _measures(metrics)
    added = periods(ledger, filters, by=dimension, measures=used, who=_looked_at(metrics))
    if added.is_empty():
        added = _quiet(ledger, window_of(ledger, filters), every, used)
    named = pl.DataFrame([added.to_series().alias("period"), *added.get_columns()[1:]])
    rows = _valued(_beside_selection(ledger, filters, named, metrics), metrics, assumed, ("period",))
    # Spend without a date is part of the selection, and in no period.
    return rows.head(rows.height - rows["period"].null_count())


def sum_of(rows: pl.DataFrame, name: str) -> float | None:
    """Return the sum of a column; None where a row has none, for then nobody can tell."""
    return None if rows[name].null_count() else float(rows[name].sum())


def unknown(ledger: Ledger) -> frozenset[str]:
    """Return the measures that the files do not have, or that readers see only where enough people add up."""
    return ledger.unmeasured if ledger.audience.sees_payouts else ledger.unmeasured.union(SPENT)


def sums(ledger: Ledger, measures: Sequence[str]) -> list[pl.Expr]:
    """Return the sum of each measure; one the files do not have, or readers may not see, is null, not 0."""
    hidden = unknown(ledger)
    return [
        pl.lit(None, pl.Float64).alias(name) if name in hidden else _sum(name)
        for name in dict.fromkeys(measures)
    ]


def _sum(name: str) -> pl.Expr:
    total = pl.col(name).sum()
    return pl.when(total.abs() >= DUST).then(total).otherwise(0.0).alias(name) if name in SPENT else total


def _looked_at(metrics: Sequence[str]) -> Who:
    """Return whose entries metrics look at: organic ones only where one of them does."""
    organic = any(REGISTRY[metric].organic for metric in metrics)
    return Who.EVERYONE if organic else Who.INFLUENCERS


def _measures(metrics: Sequence[str]) -> list[str]:
    used = {name for metric in metrics for name in REGISTRY[metric].formula.uses}
    return [name for name in MEASURES if name in used]


def _beside_selection(
    ledger: Ledger, filters: Filters, added: pl.DataFrame, metrics: Sequence[str]
) -> pl.DataFrame:
    """Return summed measures, and beside them the sums over all slices that metrics compare a slice with."""
    compared_with = _compared_with(metrics)
    if not compared_with:
        return added
    # Slices whose spend is not shown are part of the selection all the same.
    if ledger.audience.sees_payouts:
        beside = {name: float(added[name].sum()) for name in compared_with}
    else:
        sums = whole(ledger, filters, measures=compared_with, who=Who.INFLUENCERS)
        beside = {name: float(one[0]) for name, one in sums.items()}
    return added.with_columns(
        pl.lit(value, pl.Float64).alias(f"{SELECTION}{name}") for name, value in beside.items()
    )


def _compared_with(metrics: Sequence[str]) -> list[str]:
    return sorted({name for metric in metrics for name in REGISTRY[metric].formula.beside})


def _valued(
    added: pl.DataFrame, metrics: tuple[str, ...], assumed: Assumptions, spare: tuple[str, ...] = ()
) -> pl.DataFrame:
    """Return metrics of summed measures, `spare` columns first."""
    return pl.DataFrame([*(added[name] for name in spare), *values_of(added, metrics, assumed)])


def _quiet(ledger: Ledger, window: Window, every: str, measures: Sequence[str]) -> pl.DataFrame:
    """Return one row per period of days the ledger does not cover: each measure it has is 0."""
    days = pl.date_range(window.start, window.end, "1d", eager=True).alias("period")
    nothing = {name: None if name in ledger.unmeasured else 0.0 for name in measures}
    return (
        days.dt.truncate(every)
        .unique(maintain_order=True)
        .to_frame()
        .with_columns(pl.lit(amount, pl.Float64).alias(name) for name, amount in nothing.items())
    )
