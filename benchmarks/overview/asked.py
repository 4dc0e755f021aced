"""Says what the Overview asks under a selection, asks the ledger, and holds all sides to its answers."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

import polars as pl

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.metrics.vocabulary import DEFAULT
from influencer_roi.model.names import NO_PAYOUT
from influencer_roi.pages import headline, rankings, trends
from influencer_roi.pages.kpis import amounts
from influencer_roi.pages.overview import KPIS
from influencer_roi.queries import findings, stopping
from influencer_roi.queries.comparing import slices_beside
from influencer_roi.queries.moved import moved
from influencer_roi.queries.stretches import WEEK, stretches
from influencer_roi.queries.unpaid import unpaid
from influencer_roi.ui.view import View
from influencer_roi.ui.weeks import MOST_WEEKS

SQUARED = "revenue_squared"
TOTALS = ("revenue", "orders", "spend", "posts", "reach", "reached_engagements")
SHORT = ("revenue", "spend", "orders")
PAID = "paid_revenue"
NEED = ("needed_share", "spend")
CLOSE = 1e-9

Told = dict[str, tuple[float, ...]]
Tell = Callable[[], list[pl.DataFrame]]
Ask = Callable[[], object]


@dataclass(frozen=True)
class Question:
    """What to add up of a selection: `sums`, by a dimension or over all; without sums, count influencers."""

    filters: Filters
    by: str
    sums: tuple[str, ...]


Pair = tuple[Question, tuple[Ask, ...]]


class Side(Protocol):
    """One who answers."""

    name: str

    def ask(self, questions: Sequence[Question]) -> Tell:
        """Answer; return what tells the answers as frames: `by`, if any, and the sums or `count`."""


def asked(ledger: Ledger, filters: Filters) -> tuple[Question, ...]:
    """Return the questions, each once: what the page asks twice it is not charged for twice elsewhere.

    New customers and the ranges of ROAS are no part of them: the page asks the ledger, and no other side.
    """
    return tuple(question for question, _ in _asks(ledger, filters))


def ask_ledger(ledger: Ledger, filters: Filters) -> list[object]:
    """Ask what pages/overview.py asks, the way it asks; the answers stand in the order of `asked`."""
    answers = [[ask() for ask in asks] for _, asks in _asks(ledger, filters)]
    return [first for first, *_ in answers]


def _asks(ledger: Ledger, filters: Filters) -> Iterator[Pair]:
    """Yield each question with what the ledger is asked for it; the first answer is held to the others'."""
    yield from _totals(ledger, filters)
    yield from _courses(ledger, filters)
    yield from _groups(ledger, filters)
    yield from _people(ledger, filters)
    yield from _campaigns(ledger, filters)
    other, told = _compared(ledger, filters)
    if other is None:
        return
    yield from _totals(ledger, other, now=filters)
    yield from _courses(ledger, other, now=filters)
    yield from _groups(ledger, other, now=filters)
    yield from _boards_before(ledger, filters, other, told=told)


def _compared(ledger: Ledger, filters: Filters) -> tuple[Filters | None, bool]:
    """Return the days compared with, and whether a change against them is shown."""
    return queries.compared(ledger, filters), queries.comparable(ledger, filters)


def _totals(ledger: Ledger, filters: Filters, *, now: Filters | None = None) -> Iterator[Pair]:
    """Yield what the verdict, the figures and the insights ask of the whole selection.

    `now` is the selection these are the days before of, where they are.
    """
    told = now is None or queries.comparable(ledger, now)
    view = View("overview", ledger, filters, DEFAULT)
    head, verdict = (partial(queries.totals, ledger, filters, metrics=one) for one in (queries.AT_HEAD, NEED))
    more: list[Ask] = [head if now else verdict]
    if told:
        more += [
            head,
            lambda: findings.newcomers(ledger, filters),
        ]
    yield (
        Question(filters, "", TOTALS),
        (lambda: {**amounts(view, headline.KEYS), **amounts(view, KPIS)}, *more),
    )
    wanted = now is None or (told and unpaid(ledger, now) is not None)
    if wanted and _some_unpaid(ledger, filters):
        yield from _unpaid(ledger, filters)


def _unpaid(ledger: Ledger, filters: Filters) -> Iterator[Pair]:
    """Yield what is asked of people without a payout, and of revenue beside theirs."""
    yield (
        Question(filters, "", (PAID, "spend")),
        (lambda: queries.totals(ledger, filters, metrics=queries.AT_HEAD),),
    )
    yield (
        Question(filters, "influencer_id", ("revenue", PAID)),
        (lambda: queries.slices(ledger, filters, by="influencer_id", metrics=("revenue",), keep=(PAID,)),),
    )


def _courses(ledger: Ledger, filters: Filters, *, now: Filters | None = None) -> Iterator[Pair]:
    """Yield the days or weeks of the trend and of the small pictures, and the days weeks are made of."""
    window = queries.window_of(ledger, now or filters)
    if now and not queries.comparable(ledger, now):
        return
    grain = queries.grain_for(window)
    weeks = now is None or window.days <= MOST_WEEKS * WEEK
    for one in dict.fromkeys((grain, *(("day",) if weeks else ()))):
        asks: list[Ask] = []
        if one == grain:
            asks = [partial(queries.trend, ledger, filters, grain=one, metrics=queries.ON_TRENDS)]
        if one == "day" and weeks:
            asks += [
                partial(queries.trend, ledger, filters, grain="day", metrics=queries.ON_TRENDS),
                lambda: stretches(ledger, filters),
            ]
        yield Question(filters, trends.DIMENSIONS[one], SHORT), tuple(asks)


def _groups(ledger: Ledger, filters: Filters, *, now: Filters | None = None) -> Iterator[Pair]:
    """Yield platforms and brands; beside the days before they are set by the selection itself."""
    for by in ("platform", "brand"):
        slices = partial(queries.slices, ledger, filters, by=by, metrics=queries.ON_BOARDS)
        beside = partial(slices_beside, ledger, now or filters, by=by, metrics=queries.ON_BOARDS)
        yield Question(filters, by, SHORT), (slices, beside)


def _people(ledger: Ledger, filters: Filters) -> Iterator[Pair]:
    """Yield influencers, ranked and by what they lost, and the weekdays of posts."""
    ranked = tuple(dict.fromkeys((*queries.ON_BOARDS, rankings.RANK.default)))
    by_person = partial(queries.slices, ledger, filters, by="influencer_id")
    yield (
        Question(filters, "influencer_id", (*SHORT, "posts")),
        (
            partial(by_person, metrics=ranked),
            partial(by_person, metrics=queries.ON_BOARDS),
            lambda: stopping.stopping(ledger, filters),
        ),
    )
    of_days = partial(queries.slices, ledger, filters, by="weekday", metrics=("reach", "posts"))
    yield (
        Question(filters, "weekday", ("reach", "posts", "reached_engagements")),
        (partial(of_days, keep=("reached_engagements",)),),
    )


def _campaigns(ledger: Ledger, filters: Filters) -> Iterator[Pair]:
    """Yield campaigns, ranked and without orders."""
    yield (
        Question(filters, "campaign", SHORT),
        (
            partial(queries.slices, ledger, filters, by="campaign", metrics=queries.ON_BOARDS),
            lambda: findings.unsold_campaigns(ledger, filters),
        ),
    )


def _boards_before(ledger: Ledger, filters: Filters, other: Filters, *, told: bool) -> Iterator[Pair]:
    """Yield influencers and campaigns of the days before, for changes on boards and for what moved."""
    for by in ("influencer_id", "campaign"):
        asks: list[Ask] = [
            partial(queries.slices, ledger, other, by=by, metrics=queries.ON_BOARDS),
            partial(slices_beside, ledger, filters, by=by, metrics=queries.ON_BOARDS),
        ]
        if told and by == "campaign":
            asks += [
                lambda: moved(ledger, filters, other, by="campaign"),
                lambda: findings.shift(ledger, filters, other, by="platform"),
            ]
        yield Question(other, by, SHORT), tuple(asks)


def compare_answers(ledger: Ledger, filters: Filters, side: Side) -> None:
    """Stop where a side does not answer like the ledger: their times could not be compared.

    Raises:
        AssertionError: some sum differs by more than 1e-9 of it.
    """
    questions = asked(ledger, filters)
    answers = zip(questions, ask_ledger(ledger, filters), side.ask(questions)(), strict=True)
    for question, ours, theirs in answers:
        mine, other = _framed(ours), _worked_out(theirs)
        mine = mine.rename({"period": question.by}) if "period" in mine.columns else mine
        names = [name for name in mine.columns if name in other.columns and name != question.by]
        here, there = _told(question, mine, names), _told(question, other, names)
        apart = [key for key in {**here, **there} if not _close(here.get(key, ()), there.get(key, ()))]
        if apart or not names:
            told = [
                f"{name} {words.get(apart[0])}" for name, words in (("the ledger", here), (side.name, there))
            ]
            raise AssertionError(f"{question}, {apart[0]}: {', '.join(told)}")


def _some_unpaid(ledger: Ledger, filters: Filters) -> bool:
    return NO_PAYOUT in (filters["basis"] or ledger.values("basis"))


def _framed(answer: object) -> pl.DataFrame:
    if isinstance(answer, dict):
        return pl.DataFrame([answer])
    if not isinstance(answer, pl.DataFrame):
        raise TypeError(f"{type(answer)} is no answer")
    return answer


def _told(question: Question, answer: pl.DataFrame, names: Sequence[str]) -> Told:
    """Return these columns by the key of each row as text, nothing as 0; rows of zeros are no answer."""
    keyed = answer.with_columns(pl.col(question.by).cast(pl.String)) if question.by else answer
    keyed = keyed.with_columns(pl.col(names).fill_null(0).cast(pl.Float64))
    told = {
        str(row[question.by]) if question.by else "": tuple(row[name] for name in names)
        for row in keyed.to_dicts()
    }
    return {key: values for key, values in told.items() if any(values)}


def _worked_out(sums: pl.DataFrame) -> pl.DataFrame:
    """Return sums with the ratios the page shows instead of some of them."""
    ratios: dict[str, pl.Expr] = {}
    if {"revenue", "spend"} <= {*sums.columns}:
        ratios["roas"] = pl.when(pl.col("spend") != 0).then(pl.col("revenue") / pl.col("spend"))
    if {"paid_revenue", "spend"} <= {*sums.columns}:
        ratios["roas_paid"] = pl.when(pl.col("spend") != 0).then(pl.col("paid_revenue") / pl.col("spend"))
    if "reached_engagements" in sums.columns:
        seen = pl.when(pl.col("reach") != 0).then("reach")
        ratios["engagement_rate"] = pl.col("reached_engagements") / seen
    return sums.with_columns(**ratios)


def _close(ours: Sequence[float], theirs: Sequence[float]) -> bool:
    pairs = zip(ours, theirs, strict=False)
    near = all(math.isclose(mine, other, rel_tol=CLOSE, abs_tol=CLOSE) for mine, other in pairs)
    return near and len(ours) == len(theirs)
