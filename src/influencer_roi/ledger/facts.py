"""Turns orders, posts and payouts into facts: rows at the ledger's grain with the measures they bring."""

from collections.abc import Iterator

import polars as pl

from influencer_roi.ledger.shares import post_shares
from influencer_roi.ledger.spend import (
    NOWHERE,
    ON_ORDERS,
    ON_POSTS,
    borne_by_orders,
    borne_by_posts,
    by_influencer,
    is_plain,
    placed,
    placed_nowhere,
    routed,
)
from influencer_roi.model.dimensions import GRAIN
from influencer_roi.model.schema import POST_MEASURES
from influencer_roi.model.tables import Tables


def counted(orders: pl.DataFrame) -> pl.DataFrame:
    """Return orders with `rows`, `earned` and `revenue_squared`; a row is one unless it says otherwise.

    `earned` is revenue where it is above 0. A row of several orders counts as orders of one size.
    """
    if "rows" in orders.columns:
        return orders
    revenue = pl.col("revenue")
    return orders.with_columns(
        rows=pl.lit(1.0),
        earned=revenue.clip(lower_bound=0.0).fill_null(0.0),
        revenue_squared=revenue**2 / pl.col("orders").clip(lower_bound=1.0),
    )


def facts_of(tables: Tables) -> tuple[list[pl.DataFrame], pl.DataFrame]:
    """Return the facts of resolved tables, in parts, and the payouts with what bears each.

    Posts are coded as orders are.
    """
    orders = counted(tables.orders).with_columns(post_id="credit")
    shares = _shares(tables.posts, orders)
    payouts = routed(tables.payouts, orders, shares)
    return [*_facts(tables, orders, shares, payouts)], payouts


def _facts(
    tables: Tables, orders: pl.DataFrame, shares: pl.DataFrame, payouts: pl.DataFrame
) -> Iterator[pl.DataFrame]:
    plain = payouts.lazy().filter(is_plain())
    spend = {side: by_influencer(plain.filter(borne_by=side)) for side in (ON_ORDERS, ON_POSTS)}
    yield _order_facts(orders, borne_by_orders(orders, spend[ON_ORDERS]))
    yield _post_facts(shares, tables.posts, spend[ON_POSTS])
    yield from placed(payouts, orders, shares)
    yield placed_nowhere(payouts.filter(borne_by=NOWHERE), tables.influencers)


def _shares(posts: pl.DataFrame, orders: pl.DataFrame) -> pl.DataFrame:
    """Return one row per share of a post that is any, coded as orders are: its place and `share`."""
    own = posts.lazy().select("post_key", "date", "influencer_id", "platform")
    shared = post_shares(posts, orders).lazy().filter(pl.col("share") > 0)
    found = shared.join(own, on="post_key", validate="m:1").rename({"post_key": "post_id"})
    return found.collect(engine="in-memory")


def _order_facts(orders: pl.DataFrame, spend: pl.Series) -> pl.DataFrame:
    """Return one row per row of orders with its measures; those of organic orders are their own."""
    organic = pl.col("influencer_id").is_null()

    def attributed(amount: pl.Expr) -> pl.Expr:
        return pl.when(organic).then(0.0).otherwise(amount)

    return orders.select(
        *GRAIN,
        revenue=attributed(pl.col("revenue")),
        orders=attributed(pl.col("orders")),
        new_customers=attributed(pl.col("new_customers")),
        revenue_squared=attributed(pl.col("revenue_squared")),
        organic_revenue=pl.when(organic).then("revenue").otherwise(0.0),
        organic_orders=pl.when(organic).then("orders").otherwise(0.0),
        spend=spend,
    )


def _post_facts(shares: pl.DataFrame, posts: pl.DataFrame, spend: pl.DataFrame) -> pl.DataFrame:
    """Return one row per share of a post with its part of what it stands for; `spend` is by influencer."""
    whole = posts.lazy().select("post_key", *POST_MEASURES, borne_by_posts(posts, spend).alias("spend"))
    beside = shares.lazy().join(whole, left_on="post_id", right_on="post_key", validate="m:1")
    amounts = {measure: pl.col(measure) * pl.col("share") for measure in ("spend", *POST_MEASURES)}
    return beside.select(*GRAIN, posts="share", **amounts).collect(engine="in-memory")
