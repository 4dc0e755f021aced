"""Gives order rows one by one, wherever they are."""

from influencer_roi.orders.book import Listing, OrderBook, RowBook, order_book

__all__ = ["Listing", "OrderBook", "RowBook", "order_book"]
