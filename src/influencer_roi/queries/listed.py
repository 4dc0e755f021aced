"""Lists the rows of a frame: some of their columns at once, the others for the rows that are requested."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import polars as pl

from influencer_roi.orders import OrderBook
from influencer_roi.orders.in_memory import FrameRows, TableBook
from influencer_roi.orders.requests import BLOCK, RowRequest, Sort

Complete = Callable[[pl.DataFrame], pl.DataFrame]


@dataclass(frozen=True, eq=False)
class Listed(TableBook):
    """The rows a source gives under a selection; `complete` adds columns to some of them, or to all.

    Only a request that tests or sorts such a column has it worked out for every row, once.
    """

    complete: Complete = lambda rows: rows

    @property
    def empty(self) -> pl.DataFrame:
        """No row, with all the columns rows have."""
        return self._empty

    def pieces(self) -> Iterator[pl.DataFrame]:
        """Yield all rows in their order, a few at a time."""
        return map(self.complete, super().pieces())

    def block(self, request: RowRequest) -> tuple[pl.DataFrame, int]:
        """Return the rows that are requested, and how many pass its tests."""
        known = self._known
        if not request.columns <= {*known.rows.columns}:
            return self._all.block(request)
        if not request.columns:
            return self.complete(known.rows.slice(request.start, request.length)), known.rows.height
        rows, count = super().block(request)
        return self.complete(rows), count

    @property
    def rows(self) -> pl.DataFrame:
        """All rows, without the columns that come later."""
        return self._known.rows

    def _listed(self) -> FrameRows:
        return self._known

    @cached_property
    def _known(self) -> FrameRows:
        return self.source(self.ledger, self.filters)

    @cached_property
    def _all(self) -> TableBook:
        """The same rows, every column worked out."""
        every = FrameRows(self.complete(self._known.rows))
        return TableBook(self.ledger, self.filters, lambda _, __: every)

    @cached_property
    def _empty(self) -> pl.DataFrame:
        return self.complete(self._known.rows.clear())


_NEWEST = (Sort("date", descending=True), Sort("line", descending=False))


@dataclass(frozen=True)
class NewestFirst:
    """The rows of orders, the newest first where no other order is requested.

    `unlisted` says why there are none.
    """

    book: OrderBook
    unlisted: str = ""

    @property
    def remark(self) -> str:
        """What readers should know of these rows."""
        return self.book.remark

    @property
    def lacks(self) -> Sequence[str]:
        """The columns that rows of orders have elsewhere, and not here."""
        return self.book.lacks

    @property
    def empty(self) -> pl.DataFrame:
        """No row, with all the columns rows have."""
        return self.book.empty

    def count(self) -> int:
        """Return how many rows there are."""
        return self.book.count()

    def pieces(self) -> Iterator[pl.DataFrame]:
        """Yield all rows, a few at a time, in the files' order."""
        return self.book.pieces()

    def why_unlisted(self) -> str:
        """Return why rows cannot be listed; empty where they can."""
        return self.unlisted

    def block(self, request: RowRequest) -> tuple[pl.DataFrame, int]:
        """Return the rows that are requested, and how many pass its tests.

        The first few cost no pass over all.
        """
        if not request.columns and request.end <= BLOCK:
            return self.book.newest(request.end).slice(request.start), self.book.count()
        return self.book.block(request if request.sorts else replace(request, sorts=_NEWEST))

    def summed(self, names: Sequence[str]) -> tuple[int, Mapping[str, float] | None]:
        """Return how many rows there are, and sums over them."""
        return self.book.summed(names)
