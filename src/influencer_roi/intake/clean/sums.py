"""Says whether a row sums the records it stands behind, or above, and looks like none of them."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from influencer_roi.model.schema import Table

RATE = "rate"
SEVERAL = 2  # records
_CLOSE, _NEAR = 0.5, 0.002  # a total may be rounded to whole rupees; beside a small one
_EXACT = 0.005  # half a paisa

Figures = Mapping[str, float | None]


@dataclass(frozen=True)
class Label:
    """What a row says beside its figures.

    `word` is one for a total; `alone` that it says nothing else, or nothing at all; `nobody` that it lacks
    what a record has; `record` that it has an id or address of its own as the others have; `filled` that it
    may name somebody.
    """

    word: bool
    alone: bool
    nobody: bool
    record: bool
    person: bool
    filled: bool = False


def rounding(amount: float) -> float:
    """Return by how much a total may be off."""
    return min(_CLOSE, _NEAR * abs(amount))


def sums_of(records: pl.DataFrame, table: Table) -> list["Sum"]:
    """Return what a total of records would be: of all, as written; of those that earned; less refunds."""
    kept = records.filter("earns")
    paid = pl.col(table.totalled[0]) - pl.col("refund")
    return [Sum(one, table) for one in (records, kept, kept.with_columns(paid))]


class Sum:
    """The sums of some records."""

    def __init__(self, records: pl.DataFrame, table: Table) -> None:
        amount, *others = table.totalled
        self._amount = amount
        self._records = int((records[amount] != 0).sum())
        self._counts = [name for name in others if name in records.columns]
        names = [name for name in records.columns if name not in ("line", "earns", "refund")]
        self._sums = {name: float(records[name].sum()) for name in names}

    def add(self, row: Figures) -> None:
        """Count one more record."""
        for name in self._sums:
            self._sums[name] += row[name] or 0.0
        self._records += bool(row[self._amount])

    def is_in(self, row: Figures, label: Label) -> bool:
        """Return whether a row has this sum, and looks like no record."""
        amount = row[self._amount]
        if not amount or not self._records:
            return False
        off = abs(amount - self._sums[self._amount])
        if off > rounding(amount):
            return False
        several = self._records >= SEVERAL
        if label.filled or (label.word and several):
            return several
        if label.record or any(self._differs(name, row) for name in self._counts):
            return False
        if not several:
            return label.word or (label.alone and label.nobody)
        return label.nobody or (off <= _EXACT and not self._is_somebodys(row, label))

    def _differs(self, name: str, row: Figures) -> bool:
        stated = row[name]
        return stated is not None and abs(stated - self._sums[name]) > _CLOSE

    def _is_somebodys(self, row: Figures, label: Label) -> bool:
        """Return whether a row has a rate of its own, or is one order of a customer as the others are."""
        if RATE in row and self._differs(RATE, row):
            return True
        return label.person and not any((row[name] or 0) > 1 for name in self._counts)
