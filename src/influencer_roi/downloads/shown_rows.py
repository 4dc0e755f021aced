"""Lists rows to take home: those a table on screen shows, in its order, with columns as readers want them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import polars as pl

from influencer_roi.orders import Listing, RowBook
from influencer_roi.orders.requests import RowRequest, TestGroup

PIECE = 50_000
WHOLE = frozenset({"follower_count"})  # counts of people


@dataclass(frozen=True)
class ShownRows:
    """The rows of a book that pass a request's tests, in its order.

    Where a book sorts no more than its first rows, all rows come, in the book's own order.
    """

    book: RowBook
    request: RowRequest

    @property
    def empty(self) -> pl.DataFrame:
        """No row, with all the columns rows have."""
        return self.book.empty

    def count(self) -> int:
        """Return how many rows there are."""
        return self._count

    def pieces(self) -> Iterator[pl.DataFrame]:
        """Yield all rows in their order, a few at a time."""
        for start in range(0, self._count, PIECE):
            yield self.book.block(replace(self._complete, start=start, length=PIECE))[0]

    def in_words(self) -> str:
        """Return which rows these are: "revenue greaterThan 5; sorted by date, descending"."""
        words = self._complete.search.words
        searched = [f"searched for {' '.join(words)}"] if words else []
        tests = [_group_words(group) for group in self._complete.groups]
        sorts = [
            f"sorted by {sort.column}, {'descending' if sort.descending else 'ascending'}"
            for sort in self._complete.sorts
        ]
        return "; ".join([*searched, *tests, *sorts])

    @cached_property
    def _count(self) -> int:
        return self.book.block(replace(self.request, sorts=(), start=0, length=0))[1]

    @cached_property
    def _complete(self) -> RowRequest:
        """The request, unsorted where its order would leave rows out."""
        _, sortable = self.book.block(replace(self.request, start=0, length=0))
        return self.request if sortable == self._count else replace(self.request, sorts=())


@dataclass(frozen=True)
class Changed:
    """Rows to take home as `change` leaves each piece of them, row by row."""

    listed: Listing
    change: Callable[[pl.DataFrame], pl.DataFrame]

    @property
    def empty(self) -> pl.DataFrame:
        """No row, with all the columns rows have."""
        return self.change(self.listed.empty)

    def count(self) -> int:
        """Return how many rows there are."""
        return self.listed.count()

    def pieces(self) -> Iterator[pl.DataFrame]:
        """Yield all rows in their order, a few at a time."""
        return map(self.change, self.listed.pieces())


def with_columns_shown(names: Sequence[str], rows: pl.DataFrame) -> pl.DataFrame:
    """Return rows with the columns a table shows, in their order, as far as rows have them."""
    return rows.select(name for name in names if name in rows.columns)


def with_whole_numbers(rows: pl.DataFrame) -> pl.DataFrame:
    """Return rows with counts of people as the whole numbers they are: 21792 in a file, not 21792.0."""
    floats = [name for name in WHOLE.intersection(rows.columns) if rows.schema[name].is_float()]
    return rows.with_columns(pl.col(floats).round().cast(pl.Int64, strict=False))


def _group_words(group: TestGroup) -> str:
    tests = (" ".join([test.column, test.kind, *map(str, test.operands)]) for test in group.tests)
    return (" or " if group.either else " and ").join(tests)
