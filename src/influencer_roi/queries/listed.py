"""Lists the rows of a frame: some of their columns at once, the others for the rows that are requested."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import accumulate

import polars as pl

from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.memo import memo
from influencer_roi.orders.in_memory import FrameRows, TableBook, positions_of
from influencer_roi.orders.requests import BLOCK, RowRequest, Sort

Stage = Callable[[pl.DataFrame], pl.DataFrame]
STAGES_IN_MEMORY = 8


@dataclass(frozen=True, eq=False)
class Listed(TableBook):
    """The rows a source gives under a selection, by `order` where no other is requested.

    Each of `stages` adds columns to some rows, or to all: only a request that searches, tests or sorts such a
    column has it worked out for every row, once.
    """

    order: tuple[Sort, ...] = ()
    stages: tuple[Stage, ...] = ()

    @property
    def empty(self) -> pl.DataFrame:
        """No row, with all the columns rows have."""
        return self._empties[-1]

    @property
    def rows(self) -> pl.DataFrame:
        """All rows, in no order, without the columns of any stage."""
        return _after(self.ledger, self, 0).rows

    def pieces(self) -> Iterator[pl.DataFrame]:
        """Yield all rows, a few at a time."""
        for piece in super().pieces():
            yield self._finished(piece, 0)

    def block(self, request: RowRequest) -> tuple[pl.DataFrame, int]:
        """Return the rows that are requested, and how many pass its tests."""
        if not request.columns and request.end <= BLOCK:
            first = _first(self.rows, self.order, request.end).slice(request.start)
            return self._finished(first, 0), self.rows.height
        stage = next(at for at, rows in enumerate(self._empties) if request.columns <= {*rows.columns})
        listed = _after(self.ledger, self, stage)
        sorts = request.sorts or self.order
        positions = positions_of(self.ledger, listed, sorts, request.groups, request.search)
        rows = listed.rows[positions.slice(request.start, request.length)]
        return self._finished(rows, stage), len(positions)

    def _listed(self) -> FrameRows:
        return _after(self.ledger, self, 0)

    def _finished(self, rows: pl.DataFrame, stage: int) -> pl.DataFrame:
        return reduce(lambda found, add: add(found), self.stages[stage:], rows)

    @cached_property
    def _empties(self) -> list[pl.DataFrame]:
        """No row, after each stage."""
        return [*accumulate(self.stages, lambda rows, add: add(rows), initial=self.rows.clear())]


@memo(STAGES_IN_MEMORY)
def _after(ledger: Ledger, book: Listed, stage: int) -> FrameRows:
    """Return all rows of a book after so many of its stages."""
    if not stage:
        return book.source(ledger, book.filters)
    return FrameRows(book.stages[stage - 1](_after(ledger, book, stage - 1).rows))


def _first(rows: pl.DataFrame, order: tuple[Sort, ...], length: int) -> pl.DataFrame:
    """Return the first rows by an order that begins with a number; few of them are ordered to find them."""
    if not order or not length:
        return rows.head(length)
    key, descending = rows[order[0].column], order[0].descending
    if len(key) - key.null_count() > length:
        rows = rows.filter(
            key >= key.top_k(length).min() if descending else key <= key.bottom_k(length).max()
        )
    keys = [sort.key({sort.column: rows[sort.column].dtype}) for sort in order]
    ways = [sort.descending for sort in order]
    return rows.sort(keys, descending=ways, nulls_last=True, maintain_order=True).head(length)
