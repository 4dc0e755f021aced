"""Lists rows to take home, a piece at a time: those of a ledger, and orders where they lie, alike."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import polars as pl

from influencer_roi import queries
from influencer_roi.filters import DAYS, Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.orders.in_files import views
from influencer_roi.orders.in_files.narrowing import conditions_of
from influencer_roi.orders.in_files.views import Which
from influencer_roi.queries.rows import Source, source


@dataclass(frozen=True)
class Listed:
    """Rows to take home: `empty` has their columns, `height` is how many there are, `pieces` gives them."""

    empty: pl.DataFrame
    height: int
    pieces: Callable[[], Iterator[pl.DataFrame]]


def listed(rows: pl.DataFrame) -> Listed:
    """Return the rows of a frame as rows to take home."""
    return Listed(rows.clear(), rows.height, Source(rows).pieces)


def table_rows(ledger: Ledger, filters: Filters, table: str) -> Listed:
    """Return every selected row of a table as a reader takes it home, raw.

    `table` is one of TABLES. Orders, posts, influencers and payouts carry the influencer's attributes. Orders
    in place are read as they are taken, and lack new_customers.

    Raises:
        OSError, PolarsError: orders in place are there no more.
    """
    if in_place(ledger, table):
        pieces = partial(views.pieces, ledger, which_of(filters))
        return Listed(views.columns(ledger), how_many(ledger, filters), pieces)
    found = source(ledger, filters, table)
    return Listed(found.rows.clear(), found.count(), found.pieces)


def in_place(ledger: Ledger, table: str) -> bool:
    """Return whether the rows of a table are no part of the ledger, but lie where they were left."""
    return table == "orders" and ledger.in_place is not None


def why_unlisted(ledger: Ledger) -> str:
    """Return why the rows of orders in place cannot be listed; empty where they can."""
    if ledger.in_place is None:
        return ""
    location = ledger.in_place.location
    if not location.files:
        return f"Orders lie in the warehouse table {location.name}; their rows are not listed here."
    try:
        same = location.fingerprint() == ledger.report.counts["orders"].sha256
    except OSError:
        same = False
    changed = f"The files of {location.name} were changed or moved since they were rolled up"
    return "" if same else f"{changed}; build the snapshot again to see their rows."


def which_of(filters: Filters) -> Which:
    """Return the orders of a selection, whatever it is compared with."""
    return Which((filters.without(["compare"]), ()), tuple(conditions_of(filters)))


def how_many(ledger: Ledger, filters: Filters) -> int:
    """Return how many rows of orders in place a selection has; files are only asked where days are chosen."""
    known = known_number(ledger, filters)
    return int(views.counts(ledger, which_of(filters)).sum()) if known is None else known


def known_number(ledger: Ledger, filters: Filters) -> int | None:
    """Return how many rows of orders in place a selection has, None where only their files can tell."""
    if set(DAYS).intersection(filters.set_names()):
        return None
    people = queries.influencers(ledger).drop("platform")
    kinds = ledger.tables.orders.join(people, on="influencer_id", how="left", validate="m:1")
    condition = filters.condition()
    return int((kinds if condition is None else kinds.filter(condition))["rows"].sum())
