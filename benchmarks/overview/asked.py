"""Says what the Overview asks under a selection, asks the ledger, and holds all sides to its answers."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import polars as pl

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.model.names import NO_PAYOUT
from influencer_roi.pages import rankings, trends
from influencer_roi.pages.overview import KPIS
from influencer_roi.queries.overview import CORE

SQUARED = "revenue_squared"
TOTALS = ("revenue", "orders", "spend", "reach", "reached_engagements")
SHORT = ("revenue", "spend", "orders")
PAID = "paid_revenue"
CLOSE = 1e-9

Told = dict[str, tuple[float, ...]]
Tell = Callable[[], list[pl.DataFrame]]


@dataclass(frozen=True)
class Question:
    """What to add up of a selection: `sums`, by a dimension or over all; without sums, count influencers."""

    filters: Filters
    by: str
    sums: tuple[str, ...]


class Side(Protocol):
    """One who answers."""

    name: str

    def ask(self, questions: Sequence[Question]) -> Tell:
        """Answer; return what tells the answers as frames: `by`, if any, and the sums or `count`."""


def asked(ledger: Ledger, filters: Filters) -> tuple[Question, ...]:
    """Return the questions, each once: what the page asks twice it is not charged for twice elsewhere."""
    window, earlier = queries.window_of(ledger, filters), queries.compared(ledger, filters)
    grains = dict.fromkeys((_course(window), queries.grain_for(window), _sentence(window)))
    return (
        Question(filters, "", TOTALS),
        *([Question(earlier, "", TOTALS)] if earlier else []),
        *(Question(filters, trends.DIMENSIONS[grain], TOTALS) for grain in grains),
        *_unpaid(ledger, filters),
        Question(filters, "platform", SHORT),
        Question(filters, "influencer_id", (*SHORT, SQUARED)),
        Question(filters, "campaign", (*SHORT, SQUARED)),
        Question(filters, "campaign", ()),
        Question(filters, "brand", SHORT),
        Question(filters, "weekday", ("reach", "posts", "reached_engagements")),
    )


def ask_ledger(ledger: Ledger, filters: Filters) -> list[object]:
    """Ask what pages/overview.py asks, the way it asks; the answers stand in the order of `asked`."""
    window, earlier = queries.window_of(ledger, filters), queries.compared(ledger, filters)
    grains = (_course(window), queries.grain_for(window), _sentence(window))
    keep = (SQUARED,)
    ranked = tuple(dict.fromkeys((*CORE, rankings.RANK.default, "orders")))
    return [
        queries.totals(ledger, filters, metrics=tuple(dict.fromkeys((*KPIS, "aov")))),
        *([queries.totals(ledger, earlier, metrics=KPIS)] if earlier else []),
        *{grain: queries.trend(ledger, filters, grain=grain, metrics=KPIS) for grain in grains}.values(),
        *_ask_unpaid(ledger, filters),
        queries.leaderboard(ledger, filters, by="platform", metrics=CORE, rank_by="revenue", top=None),
        queries.slices(ledger, filters, by="influencer_id", metrics=ranked, keep=keep),
        queries.slices(ledger, filters, by="campaign", metrics=CORE, keep=keep),
        queries.counts(ledger, filters, of="influencer_id", by="campaign"),
        queries.leaderboard(ledger, filters, by="brand", metrics=CORE, rank_by="revenue", top=None),
        queries.slices(
            ledger, filters, by="weekday", metrics=("reach", "posts"), keep=("reached_engagements",)
        ),
    ]


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


def _unpaid(ledger: Ledger, filters: Filters) -> tuple[Question, ...]:
    """Return what the sentence beside ROAS asks where people without a payout take part."""
    if not _some_unpaid(ledger, filters):
        return ()
    return Question(filters, "", (PAID, "spend")), Question(filters, "influencer_id", ("revenue", PAID))


def _ask_unpaid(ledger: Ledger, filters: Filters) -> tuple[object, ...]:
    if not _some_unpaid(ledger, filters):
        return ()
    return (
        queries.totals(ledger, filters, metrics=("roas_paid",)),
        queries.slices(ledger, filters, by="influencer_id", metrics=("revenue",), keep=(PAID,)),
    )


def _some_unpaid(ledger: Ledger, filters: Filters) -> bool:
    return NO_PAYOUT in (filters["basis"] or ledger.values("basis"))


def _course(window: queries.Window) -> str:
    return "week" if window.days >= trends.STEADY_FROM else "day"


def _sentence(window: queries.Window) -> str:
    return "week" if window.days >= trends.WEEKLY_FROM else "day"


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
    if "posts" not in sums.columns and "reached_engagements" in sums.columns:
        seen = pl.when(pl.col("reach") != 0).then("reach")
        ratios["engagement_rate"] = pl.col("reached_engagements") / seen
    return sums.with_columns(**ratios)


def _close(ours: Sequence[float], theirs: Sequence[float]) -> bool:
    pairs = zip(ours, theirs, strict=False)
    near = all(math.isclose(mine, other, rel_tol=CLOSE, abs_tol=CLOSE) for mine, other in pairs)
    return near and len(ours) == len(theirs)
