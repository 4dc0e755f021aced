"""Gives the rows of orders that were left in their files, under a selection."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import polars as pl

from influencer_roi.filters import DAYS, READINGS, Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.orders.in_files import sorting, views
from influencer_roi.orders.in_files.narrowing import conditions_of
from influencer_roi.orders.in_files.passing import ORDERS_TO_A_ROW, Key, Which
from influencer_roi.orders.in_files.words import in_place
from influencer_roi.orders.requests import RowRequest
from influencer_roi.orders.selection import of_selection, selected_orders


@dataclass(frozen=True)
class InFiles:
    """The rows of orders that are no part of their ledger, under a selection; read as they are needed."""

    ledger: Ledger = field(compare=False)
    filters: Filters

    remark = (
        f"Rows are read where they lie; sorted, the first {sorting.MOST_SORTED:,} of them are shown. "
        "Which order brought a new customer is not worked out for single rows."
    )
    lacks = ("new_customers",)

    def why_unlisted(self) -> str:
        """Return why rows cannot be listed; empty where they can."""
        location = in_place(self.ledger).location
        if not location.files:
            return f"Orders lie in the warehouse table {location.name}; their rows are not listed here."
        try:
            same = location.fingerprint() == self.ledger.report.counts["orders"].sha256
        except OSError:
            same = False
        changed = f"The files of {location.name} were changed or moved since they were rolled up"
        return "" if same else f"{changed}; build the snapshot again to see their rows."

    @property
    def empty(self) -> pl.DataFrame:
        """No row, with all the columns rows have.

        Raises:
            OSError, PolarsError: the files are there no more.
        """
        return views.columns(self.ledger)

    def count(self) -> int:
        """Return how many rows there are; files are only read where days are chosen."""
        known = self._known_number()
        return int(views.counts(self.ledger, self._which()).sum()) if known is None else known

    def pieces(self) -> Iterator[pl.DataFrame]:
        """Yield all rows in the files' order, a few at a time."""
        return views.pieces(self.ledger, self._which())

    def block(self, request: RowRequest) -> tuple[pl.DataFrame, int]:
        """Return the rows that are requested, and how many pass; sorted, of the first rows only."""
        schema, which = self.empty.schema, self._which()
        keys = tuple(Key(sort.column, sort.key(schema), sort.descending) for sort in request.sorts)
        if not request.tested:
            return views.block(self.ledger, which, keys, request=request, known=self._known_number())
        tested = Which((which.name, request.tested), (*which.conditions, *request.conditions(schema)))
        return views.block(self.ledger, tested, keys, request=request)

    def summed(self, names: Sequence[str]) -> tuple[int, None]:
        """Return how many rows there are; nobody adds them up, as the ledger did."""
        del names
        return self.count(), None

    def newest(self, most: int) -> pl.DataFrame:
        """Return the newest rows first, `most` at most."""
        least = min(self.count(), most)
        found = views.newest(self.ledger, self._which(), since=self._since(most), most=most)
        if found.height < least:
            return views.newest(self.ledger, self._which(), since=None, most=most)
        return found

    def _which(self) -> Which:
        """Return the orders of the selection, whatever it is compared with."""
        return Which((self.filters.without(READINGS), ()), tuple(conditions_of(self.filters)))

    def _known_number(self) -> int | None:
        """Return how many rows there are, None where only files can tell."""
        if set(DAYS).intersection(self.filters.set_names()):
            return None
        rows = selected_orders(self.ledger, self.filters).select(pl.col("rows").sum())
        return int(rows.collect(engine="in-memory").item())

    def _since(self, most: int) -> dt.date | None:
        """Return a day since which there should be so many rows, by the orders that entries count."""
        brought = of_selection(self.ledger.touches.lazy(), self.ledger, self.filters)
        days = brought.group_by("date").agg(pl.col("orders").sum()).sort("date", descending=True)
        enough = (
            days.filter(pl.col("orders").cum_sum() >= ORDERS_TO_A_ROW * most)
            .head(1)
            .collect(engine="in-memory")
        )
        return enough["date"].item() if enough.height else None
