"""Holds why the past changes between two versions: each cause with its rows and rupees, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import polars as pl

from influencer_roi.queries.versions.changes import Comparison, moves

BETWEEN = " "  # what stands between months


class Why(StrEnum):
    """Why rows count otherwise than before."""

    LEFT_OUT = "left_out"
    SET_ASIDE = "set_aside"
    GONE = "gone"
    NEW = "new"
    STATED = "stated"
    RATE = "rate"
    OTHER = "other"


_WORDS: Mapping[tuple[str, Why], tuple[str, str]] = {
    ("revenue", Why.LEFT_OUT): (
        "1 order is refunded or left out now",
        "{} orders are refunded or left out now",
    ),
    ("revenue", Why.SET_ASIDE): ("1 order is set aside now", "{} orders are set aside now"),
    ("revenue", Why.GONE): ("1 order is gone from the file", "{} orders are gone from the file"),
    ("revenue", Why.NEW): ("1 order is new in the file", "{} orders are new in the file"),
    ("revenue", Why.STATED): ("1 order has another amount", "{} orders have another amount"),
    ("revenue", Why.OTHER): ("1 order has another day or owner", "{} orders have another day or owner"),
    ("spend", Why.SET_ASIDE): ("1 payout is set aside now", "{} payouts are set aside now"),
    ("spend", Why.LEFT_OUT): ("1 payout is left out now", "{} payouts are left out now"),
    ("spend", Why.GONE): ("1 payout is gone", "{} payouts are gone"),
    ("spend", Why.NEW): ("1 payout is new in the file", "{} payouts are new in the file"),
    ("spend", Why.STATED): ("1 payout is stated differently", "{} payouts are stated differently"),
    ("spend", Why.RATE): ("1 payout has another rate", "{} payouts have another rate"),
    ("spend", Why.OTHER): (
        "1 person's payout falls on other days",
        "payouts of {} people fall on other days",
    ),
}
_REST = "other"


@dataclass(frozen=True)
class Cause:
    """One reason why `measure` of the past changes: by how many rupees, and the rows it is about.

    `rows` have who or which, `before`, `after` and `change` in rupees, and the `months` that change; they are
    empty where nothing can be named.
    """

    measure: str
    why: Why
    rows: pl.DataFrame
    rupees: float

    @property
    def count(self) -> int:
        """How many rows it is about."""
        return self.rows.height

    @cached_property
    def months(self) -> Mapping[str, int]:
        """How many of its rows change something of each month, as 2025-07, or of what has no day."""
        each = self.rows["months"].str.split(BETWEEN).list.unique().explode().drop_nulls()
        return dict(each.value_counts().sort("months").iter_rows()) if self.count else {}

    @property
    def words(self) -> str:
        """What happened: 3 payouts are gone."""
        return _words(self.measure, self.why, self.count)


@dataclass(frozen=True)
class Difference:
    """What changes from one version to the other: by month, and why the past does."""

    comparison: Comparison
    causes: tuple[Cause, ...]

    def of(self, measure: str) -> tuple[Cause, ...]:
        """Return the causes of one measure, the largest first; they add up to what changes of its past."""
        return tuple(one for one in self.causes if one.measure == measure)

    def sentences(self) -> list[str]:
        """Return a sentence for each month and measure of the past that changes, with what brought it."""
        return [
            f"{text}{self._because(one.month, measure)}." for one, measure, text in moves(self.comparison)
        ]

    def _because(self, month: str, measure: str) -> str:
        counts = [(one.why, one.months.get(month, 0)) for one in self.of(measure)]
        words = [_words(measure, why, count) for why, count in counts if count]
        return f": {', '.join(words)}" if words else ""


def _words(measure: str, why: Why, count: int) -> str:
    if not count:
        return _REST
    one, many = _WORDS[measure, why]
    return one if count == 1 else many.format(f"{count:,}")
