"""Gives order rows one by one, wherever they are."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

import polars as pl

from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.orders.in_files.book import InFiles
from influencer_roi.orders.in_memory import InMemory
from influencer_roi.orders.requests import RowRequest


class Listing(Protocol):
    """Rows to take home."""

    @property
    def empty(self) -> pl.DataFrame:
        """No row, with all the columns rows have."""

    def count(self) -> int:
        """Return how many rows there are."""

    def pieces(self) -> Iterator[pl.DataFrame]:
        """Yield all rows in their order, a few at a time."""


class RowBook(Listing, Protocol):
    """The rows of one table under a selection.

    `remark` is what readers should know of how they are shown; `lacks` names columns that other ledgers' rows
    of this table have.
    """

    @property
    def remark(self) -> str:
        """What readers should know of these rows; empty where they are as any other."""

    @property
    def lacks(self) -> Sequence[str]:
        """The columns that rows of this table have elsewhere, and not here."""

    def why_unlisted(self) -> str:
        """Return why rows cannot be listed; empty where they can."""

    def block(self, request: RowRequest) -> tuple[pl.DataFrame, int]:
        """Return the rows that are requested, and how many pass its tests."""

    def summed(self, names: Sequence[str]) -> tuple[int, Mapping[str, float] | None]:
        """Return how many rows there are, and sums over them; None where nobody adds them up."""


class OrderBook(RowBook, Protocol):
    """The rows of orders under a selection."""

    def newest(self, most: int) -> pl.DataFrame:
        """Return the newest rows first, `most` at most."""


EVERYTHING = Filters()


def order_book(ledger: Ledger, filters: Filters = EVERYTHING) -> OrderBook:
    """Return the rows of orders under filters, wherever they are."""
    return InMemory(ledger, filters) if ledger.in_place is None else InFiles(ledger, filters)


def orders_at_hand(ledger: Ledger) -> pl.DataFrame | None:
    """Return the rows of orders as a whole frame; None where they are too many to hold, and read in files."""
    return ledger.tables.orders if ledger.in_place is None else None
