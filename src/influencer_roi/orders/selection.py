"""Selects orders of the ledger's table of them."""

import polars as pl

from influencer_roi.filters import OF_ENTRIES, OF_PEOPLE, Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.people import influencers


def selected_orders(ledger: Ledger, filters: Filters) -> pl.LazyFrame:
    """Return the rows of `tables.orders` that filters let through: orders, or kinds of order by first day."""
    return of_selection(ledger.tables.orders.lazy(), ledger, filters)


def of_selection(orders: pl.LazyFrame, ledger: Ledger, filters: Filters) -> pl.LazyFrame:
    """Return the rows that filters let through, of those with influencer and what entries are filtered by."""
    of_people = filters.without(OF_ENTRIES).condition()
    of_rows = filters.without(OF_PEOPLE).condition()
    if of_people is not None:
        ids = influencers(ledger).filter(of_people)["influencer_id"]
        orders = orders.filter(pl.col("influencer_id").is_in(ids.implode()))
    return orders if of_rows is None else orders.filter(of_rows)
