"""Lists the rows that a table on screen shows: those its column filters leave, as they are sorted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import polars as pl

from influencer_roi.orders import Listing, RowBook
from influencer_roi.orders.requests import RowRequest, Sort, Test, TestGroup

PIECE = 50_000


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
        sorts = [_sort_words(sort) for sort in self._complete.sorts]
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
class Fields:
    """Rows with the columns a table shows, in their order; those that rows do not have are left out."""

    listed: Listing
    names: Sequence[str]

    @property
    def empty(self) -> pl.DataFrame:
        """No row, with the columns shown."""
        return self._narrowed(self.listed.empty)

    def count(self) -> int:
        """Return how many rows there are."""
        return self.listed.count()

    def pieces(self) -> Iterator[pl.DataFrame]:
        """Yield all rows in their order, a few at a time."""
        return map(self._narrowed, self.listed.pieces())

    def _narrowed(self, rows: pl.DataFrame) -> pl.DataFrame:
        return rows.select(name for name in self.names if name in rows.columns)


def _group_words(group: TestGroup) -> str:
    return (" or " if group.either else " and ").join(map(_test_words, group.tests))


def _test_words(test: Test) -> str:
    return " ".join([test.column, test.kind, *(str(one) for one in test.operands)])


def _sort_words(sort: Sort) -> str:
    return f"sorted by {sort.column}, {'descending' if sort.descending else 'ascending'}"
