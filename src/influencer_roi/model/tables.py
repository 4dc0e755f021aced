"""Holds the four tables of a data folder together."""

from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True)
class Tables:
    """The four cleaned tables: one row per influencer, post and payout, and of orders.

    `orders` has one row per order, or where orders were rolled up in place one per kind of order, `rows`
    saying how many there are.
    """

    influencers: pl.DataFrame
    posts: pl.DataFrame
    orders: pl.DataFrame
    payouts: pl.DataFrame
