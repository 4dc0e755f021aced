"""Asks order rows in Polars: one lazy plan for all questions."""

from collections.abc import Sequence

import polars as pl

from benchmarks.overview.asked import SQUARED, Question, Tell
from benchmarks.overview.facts import OF_ORDERS, OF_SHARES, Facts
from influencer_roi.model.dimensions import DIMENSIONS


class InPolars:
    """Order rows as a Polars frame."""

    name = f"Polars {pl.__version__}"

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    def ask(self, questions: Sequence[Question]) -> Tell:
        """Answer with a frame per question, all collected together."""
        answers = pl.collect_all([self._plan(question) for question in questions])
        return lambda: answers

    def _plan(self, question: Question) -> pl.LazyFrame:
        chosen = question.filters.condition()
        orders, shares = (
            rows.lazy() if chosen is None else rows.lazy().filter(chosen)
            for rows in (self._facts.orders, self._facts.shares)
        )
        key = [DIMENSIONS[question.by].expression.alias(question.by)] if question.by else []
        if not question.sums:
            pairs = pl.concat([rows.select(*key, "influencer_id").unique() for rows in (orders, shares)])
            return pairs.unique().group_by(question.by).agg(count=pl.len())
        amounts = [_amount(name) for name in question.sums if name in (*OF_ORDERS, SQUARED)]
        posts = [pl.col(name).sum() for name in question.sums if name in OF_SHARES]
        parts = [_added(rows, key, sums) for rows, sums in ((orders, amounts), (shares, posts)) if sums]
        named = [pl.col(question.by)] if question.by else []
        return _added(pl.concat(parts, how="diagonal"), named, [pl.col(name).sum() for name in question.sums])


def _amount(name: str) -> pl.Expr:
    if name == SQUARED:
        return (pl.col("revenue") ** 2 / pl.col("orders").clip(lower_bound=1)).sum().alias(SQUARED)
    return pl.col(name).sum()


def _added(rows: pl.LazyFrame, key: Sequence[pl.Expr], sums: Sequence[pl.Expr]) -> pl.LazyFrame:
    return rows.group_by(*key).agg(*sums) if key else rows.select(*sums)
