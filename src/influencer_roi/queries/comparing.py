"""Sets the metrics of a selection beside those of the days it is compared with."""

import datetime as dt
from collections.abc import Sequence

import numpy as np
import polars as pl

from influencer_roi.filters import Filters
from influencer_roi.ledger.cubes import Ints
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.memo import memo
from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.metrics.values import column, floats
from influencer_roi.metrics.vocabulary import DEFAULT, Assumptions
from influencer_roi.model.calendar import months_between
from influencer_roi.orders.requests import BLOCK
from influencer_roi.queries import KEPT_ANSWERS, ON_BOARDS, slices, totals
from influencer_roi.queries.aligning import NOWHERE, side_by_side, taken
from influencer_roi.queries.attributes import PERSON
from influencer_roi.queries.columns import BEFORE, MOVED
from influencer_roi.queries.credit_rules import STANDARD, Crediting
from influencer_roi.queries.cuts import has_many
from influencer_roi.queries.windows import Window, asked_window, comparable, compared, compared_days

MOVES = (f"roas{MOVED}", f"revenue{MOVED}")
FROM, TO = "compared_from", "compared_to"
PERIODS = ("date", "week", "month")


def totals_beside(
    ledger: Ledger, filters: Filters, *, metrics: tuple[str, ...], assumed: Assumptions = DEFAULT
) -> pl.DataFrame:
    """Return one row: each metric, each as it was on the days compared with (`_before`), and those days.

    What was before is null where the data have none of those days; the days are where nothing is compared.
    """
    earlier = compared(ledger, filters)
    now = totals(ledger, filters, metrics=metrics, assumed=assumed)
    then = totals(ledger, earlier, metrics=metrics, assumed=assumed) if earlier else dict.fromkeys(metrics)
    row = {**now, **{f"{key}{BEFORE}": value for key, value in then.items()}}
    return _dated(pl.DataFrame([row], schema=dict.fromkeys(row, pl.Float64)), ledger, filters)


def slices_beside(
    ledger: Ledger,
    filters: Filters,
    *,
    by: str,
    metrics: tuple[str, ...],
    assumed: Assumptions = DEFAULT,
    credit: Crediting = STANDARD,
) -> pl.DataFrame:
    """Return one row per value of `by` with entries now or before, and the columns of `totals_beside`.

    Raises:
        ValueError: as `slices_twice`.
    """
    rows = slices_twice(ledger, filters, by=by, metrics=metrics, assumed=assumed, credit=credit)
    return _dated(rows, ledger, filters)


@memo(KEPT_ANSWERS)
def slices_twice(
    ledger: Ledger,
    filters: Filters,
    *,
    by: str,
    metrics: tuple[str, ...],
    assumed: Assumptions = DEFAULT,
    credit: Crediting = STANDARD,
    only: tuple[str, ...] = (),
) -> pl.DataFrame:
    """Return one row per value of `by` with entries now or before: it, each metric, each as it was before.

    Of many values those in `only` may be all there are rows of, which takes less; without any, all are.

    A value without entries on one side is 0 there where it adds up, else null. A day or month stands beside
    the one as far from the first, null on the side that has no entry of it.

    Raises:
        ValueError: weeks are asked for of periods that do not begin on the same weekday.
    """
    beside = any(REGISTRY[key].formula.beside for key in metrics)
    if only and by == PERSON and has_many(ledger) and not beside:
        filters = filters.choosing(influencer_id=only)
    now = slices(ledger, filters, by=by, metrics=metrics, assumed=assumed, credit=credit)
    earlier = compared(ledger, filters)
    if earlier is None:
        nothing = [pl.lit(None, pl.Float64).alias(f"{key}{BEFORE}") for key in metrics]
        return now.with_columns(nothing)
    then = slices(ledger, earlier, by=by, metrics=metrics, assumed=assumed, credit=credit)
    if by in PERIODS:
        then = then.with_columns(_forward(by, asked_window(ledger, earlier), asked_window(ledger, filters)))
    rows = _joined(now, then, by, metrics, _zeros(ledger, metrics) if by not in PERIODS else frozenset())
    return rows.sort(by) if by in PERIODS else rows


def with_moves(
    rows: pl.DataFrame, ledger: Ledger, filters: Filters, *, by: str, assumed: Assumptions = DEFAULT
) -> pl.DataFrame:
    """Return rows, one per value of `by`, with what ROAS and revenue changed by: MOVES, in × and rupees.

    Null where one side has none, where there is nothing on either, and where nothing is compared.
    """
    if not comparable(ledger, filters):
        return rows.with_columns(pl.lit(None, pl.Float64).alias(name) for name in MOVES)
    only = tuple(rows[by].cast(pl.String)) if rows.height <= BLOCK else ()
    twice = slices_twice(ledger, filters, by=by, metrics=ON_BOARDS, assumed=assumed, only=only)
    moves = twice.lazy().select(pl.col(by).cast(rows.schema[by]), *map(_move, MOVES))
    found = rows.lazy().join(moves, on=by, how="left", maintain_order="left", validate="m:1")
    return found.collect(engine="in-memory")


def _move(name: str) -> pl.Expr:
    now = pl.col(name.removesuffix(MOVED))
    then = pl.col(f"{name.removesuffix(MOVED)}{BEFORE}")
    return pl.when((now != 0) | (then != 0)).then(now - then).alias(name)


def _joined(
    now: pl.DataFrame, then: pl.DataFrame, by: str, metrics: Sequence[str], zeros: frozenset[str]
) -> pl.DataFrame:
    """Return metrics now and before of every value of either, today's first; no row is 0 in `zeros`."""
    values, rows, before = side_by_side(now, then, by=by)
    columns = [values, *_side(now, rows, metrics, "", zeros), *_side(then, before, metrics, BEFORE, zeros)]
    return pl.DataFrame(columns)


def _side(
    rows: pl.DataFrame, at: Ints, metrics: Sequence[str], end: str, zeros: frozenset[str]
) -> list[pl.Series]:
    """Return the metrics of some rows, one after another; of NOWHERE 0 in `zeros`, else null."""
    if len(at) == rows.height and (at == np.arange(rows.height)).all():
        return [rows[key].alias(f"{key}{end}") for key in metrics]
    nowhere = at == NOWHERE
    found = {key: taken(floats(rows[key]), at) for key in metrics}
    return [
        column(f"{key}{end}", np.where(nowhere, 0.0, one) if key in zeros else one)
        for key, one in found.items()
    ]


def _forward(by: str, then: Window, now: Window) -> pl.Expr:
    """Return the periods of `then` as those of `now` that are as far from the first."""
    if by == "month":
        return pl.col(by).dt.offset_by(f"{months_between(then.start, now.start)}mo")
    days = (now.start - then.start).days
    if by == "week" and days % 7:
        raise ValueError(
            "Weeks of periods that begin on different weekdays cannot be compared; compare days."
        )
    return pl.col(by) + dt.timedelta(days)


def _zeros(ledger: Ledger, metrics: Sequence[str]) -> frozenset[str]:
    """Return the metrics that are 0 where there is nothing: those that add up, and that the files have."""
    adding = [REGISTRY[key] for key in metrics if REGISTRY[key].additive]
    return frozenset(metric.key for metric in adding if not metric.formula.uses & ledger.unmeasured)


def _dated(rows: pl.DataFrame, ledger: Ledger, filters: Filters) -> pl.DataFrame:
    days = compared_days(ledger, filters)
    first, last = (days.start, days.end) if days else (None, None)
    return rows.with_columns(pl.lit(first, pl.Date).alias(FROM), pl.lit(last, pl.Date).alias(TO))
