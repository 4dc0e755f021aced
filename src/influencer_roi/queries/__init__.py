"""Answers the questions pages, downloads and the command line ask of a ledger."""

import calendar
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import polars as pl

from influencer_roi.data.dimensions import ATTRIBUTES, DIMENSIONS
from influencer_roi.data.ledger import MEASURES, Ledger
from influencer_roi.filters import Compare, Filters
from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.metrics.vocabulary import SELECTION, Assumptions
from influencer_roi.queries.kept import kept
from influencer_roi.queries.selection import KEPT_SELECTIONS as KEPT_SELECTIONS
from influencer_roi.queries.selection import Entries, by_post, daily
from influencer_roi.queries.selection import attributed as attributed
from influencer_roi.queries.selection import dateless as dateless
from influencer_roi.queries.selection import emptied_by as emptied_by
from influencer_roi.queries.selection import entry_rows as entry_rows
from influencer_roi.queries.selection import selected as selected

KEPT_ANSWERS = 256
ALL_METRICS = tuple(REGISTRY)
NORMAL_95 = 1.96
_DEFAULT = Assumptions()
_OF_DATES = frozenset(key for key, one in DIMENSIONS.items() if one.expression.meta.root_names() == ["date"])
_GRAINS = {"day": ("date", "1d", 92), "week": ("week", "1w", 400), "month": ("month", "1mo", None)}

Totals = dict[str, float | None]


@dataclass(frozen=True)
class Window:
    """The first and the last day a selection covers, both included."""

    start: dt.date
    end: dt.date

    @property
    def days(self) -> int:
        """How many days it covers."""
        return (self.end - self.start).days + 1


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
    assumed: Assumptions = _DEFAULT,
) -> Totals:
    """Return each metric over the whole selection; None is nothing."""
    summed = _looked_at(metrics)(ledger, filters).lazy().select(sums(ledger, _measures(metrics)))
    valued = summed.with_columns(_of_selection(metrics)).select(_values(metrics, assumed))
    return _answer(valued).row(0, named=True)


@kept(KEPT_ANSWERS)
def slices(
    ledger: Ledger,
    filters: Filters,
    *,
    by: str,
    metrics: tuple[str, ...] = ALL_METRICS,
    keep: tuple[str, ...] = (),
    assumed: Assumptions = _DEFAULT,
) -> pl.DataFrame:
    """Return one row per value of the dimension `by`, in its order: it, `keep` measures, metrics.

    Organic entries take part only where a metric looks at them, so that no row stands for nothing asked.
    """
    measures = [*_measures(metrics), *keep]
    if by == "post_id":
        grouped = _by_post(_looked_at(metrics)(ledger, filters), measures, ledger.unmeasured)
    else:
        entries = _entries(ledger, filters, metrics, by=by)
        grouped = entries.group_by(DIMENSIONS[by].expression.alias(by)).agg(sums(ledger, measures))
    spare = [name for name in (by, *keep) if name not in metrics]
    whole = grouped.with_columns(_of_selection(metrics))
    return _answer(whole.select(*spare, *_values(metrics, assumed)).sort(by, nulls_last=True))


def leaderboard(
    ledger: Ledger,
    filters: Filters,
    *,
    by: str,
    metrics: tuple[str, ...],
    rank_by: str,
    top: int | None = 10,
) -> pl.DataFrame:
    """Return the rows of `by` with the highest `rank_by` first, null last; ties keep the slice's order."""
    asked = tuple(dict.fromkeys([*metrics, rank_by]))
    return ranked(slices(ledger, filters, by=by, metrics=asked), rank_by=rank_by, top=top)


def ranked(
    rows: pl.DataFrame, *, rank_by: str, top: int | None = None, floor: Floor | None = None
) -> pl.DataFrame:
    """Return rows with the highest `rank_by` first, null last; rows under the floor are left out."""
    over = rows if floor is None else rows.filter(pl.col(floor.metric) >= floor.least)
    if top and top < over[rank_by].count():
        # The least of the top is found in a fraction of the time it takes to order all.
        over = over.filter(pl.col(rank_by) >= over[rank_by].top_k(top).min())
    ordered = over.sort(rank_by, descending=True, nulls_last=True, maintain_order=True)
    return ordered if top is None else ordered.head(top)


@kept(KEPT_ANSWERS)
def trend(
    ledger: Ledger, filters: Filters, *, grain: str, metrics: tuple[str, ...], assumed: Assumptions = _DEFAULT
) -> pl.DataFrame:
    """Return one row per day, week or month of the window, `period` first; without entries it sums to 0."""
    dimension, every, _ = _GRAINS[grain]
    used = _measures(metrics)
    entries = _entries(ledger, filters, metrics, by=dimension)
    grouped = entries.group_by(period=DIMENSIONS[dimension].expression).agg(sums(ledger, used))
    # Summed before the join, which drops spend without a date: it is part of the selection.
    whole = grouped.with_columns(_of_selection(metrics))
    window = window_of(ledger, filters)
    days = pl.date_range(window.start, window.end, "1d", eager=True).alias("period")
    periods = days.dt.truncate(every).unique(maintain_order=True).to_frame().lazy()
    zero = [pl.col(name).fill_null(0.0) for name in used if name not in ledger.unmeasured]
    filled = periods.join(whole, on="period", how="left").with_columns(zero)
    return _answer(filled.select("period", *_values(metrics, assumed)).sort("period"))


def grain_for(window: Window) -> str:
    """Return the grain that shows a window in some sixty points: day, week or month."""
    return next(name for name, (_, _, most) in _GRAINS.items() if most is None or window.days <= most)


def window_of(ledger: Ledger, filters: Filters) -> Window:
    """Return the days of the ledger a selection covers; where it covers none, the days it asks for."""
    asked = Window(
        filters.start or filters.end or ledger.first_day, filters.end or filters.start or ledger.as_of
    )
    start = max(ledger.first_day, filters.start or ledger.first_day)
    end = min(ledger.as_of, filters.end or ledger.as_of)
    return Window(start, end) if start <= end else asked


def compared(ledger: Ledger, filters: Filters) -> Filters | None:
    """Return the filters of the period compared with; None where none is asked for or covered."""
    window = window_of(ledger, filters)
    if filters.compare is Compare.NONE or not ledger.first_day < window.start <= ledger.as_of:
        return None
    shift = _last_year if filters.compare is Compare.YEAR else lambda day: day - dt.timedelta(window.days)
    start, end = shift(window.start), shift(window.end)
    return replace(filters, start=start, end=end) if start >= ledger.first_day else None


def counts(ledger: Ledger, filters: Filters, *, of: str, by: str | None = None) -> pl.DataFrame:
    """Return how many different values of `of` there are: one row, or one per value of `by`."""
    entries = attributed(ledger, filters)
    number = DIMENSIONS[of].expression.drop_nulls().n_unique().alias("count")
    if by is None:
        return entries.select(number)
    return entries.group_by(DIMENSIONS[by].expression.alias(by)).agg(number)


@kept()
def influencers(ledger: Ledger) -> pl.DataFrame:
    """Return one row per influencer: influencer_id and the attributes that ride along."""
    named = ledger.tables.influencers.rename({"id": "influencer_id"})
    return named.select("influencer_id", "platform", *ATTRIBUTES)


def roas_interval(rows: pl.DataFrame) -> pl.DataFrame:
    """Return rows with `low` and `high`, the 95 % interval of their ROAS; null without spend.

    Order values are taken as a compound Poisson sum, whose variance the sum of squared values estimates
    (Daley and Vere-Jones, An Introduction to the Theory of Point Processes). Rows hold revenue, spend and
    revenue_squared.
    """
    spread = NORMAL_95 * pl.col("revenue_squared").sqrt()
    paid = pl.col("spend") > 0
    return rows.with_columns(
        low=pl.when(paid).then((pl.col("revenue") - spread).clip(lower_bound=0) / pl.col("spend")),
        high=pl.when(paid).then((pl.col("revenue") + spread) / pl.col("spend")),
    )


def sums(ledger: Ledger, measures: Sequence[str]) -> list[pl.Expr]:
    """Return the sum of each measure; one the files do not have is null, not 0."""
    return [
        pl.lit(None, pl.Float64).alias(name) if name in ledger.unmeasured else pl.col(name).sum()
        for name in dict.fromkeys(measures)
    ]


def _entries(ledger: Ledger, filters: Filters, metrics: Sequence[str], *, by: str) -> pl.LazyFrame:
    """Return what sums by a dimension are over: where only the date counts, whole days serve."""
    entries_of = _looked_at(metrics)
    rolled = daily(ledger, filters, entries_of) if by in _OF_DATES else entries_of(ledger, filters)
    return rolled.lazy()


def _by_post(entries: pl.DataFrame, measures: Sequence[str], unmeasured: frozenset[str]) -> pl.LazyFrame:
    rolled = by_post(entries, [name for name in dict.fromkeys(measures) if name not in unmeasured])
    nothing = (pl.lit(None, pl.Float64).alias(name) for name in measures if name in unmeasured)
    return rolled.lazy().with_columns(nothing)


def _looked_at(metrics: Sequence[str]) -> Entries:
    """Return which entries of a selection metrics look at: organic ones only where one of them does."""
    return selected if any(REGISTRY[metric].organic for metric in metrics) else attributed


def _measures(metrics: Sequence[str]) -> list[str]:
    used = {name for metric in metrics for name in REGISTRY[metric].formula.uses}
    return [name for name in MEASURES if name in used]


def _of_selection(metrics: Sequence[str]) -> list[pl.Expr]:
    """Return the sums over all slices that metrics compare a slice with."""
    compared_with = {name for metric in metrics for name in REGISTRY[metric].formula.beside}
    return [pl.col(name).sum().alias(f"{SELECTION}{name}") for name in sorted(compared_with)]


@lru_cache(maxsize=KEPT_ANSWERS)
def _values(metrics: tuple[str, ...], assumed: Assumptions) -> tuple[pl.Expr, ...]:
    return tuple(REGISTRY[metric].formula.build(assumed).alias(metric) for metric in metrics)


def _answer(question: pl.LazyFrame) -> pl.DataFrame:
    """Return a small answer; the in-memory engine starts faster than the streaming one."""
    return question.collect(engine="in-memory")


def _last_year(day: dt.date) -> dt.date:
    return day.replace(year=day.year - 1, day=min(day.day, calendar.monthrange(day.year - 1, day.month)[1]))
