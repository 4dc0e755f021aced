"""Places payouts on days: on the orders or the posts they were paid for."""

from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True)
class Allocation:
    """Where payouts go, one row per influencer each: influencer_id and `spend`, in rupees.

    Money in `on_orders` is borne by the influencer's orders, in `on_posts` by the influencer's posts;
    `nowhere` has neither and stays without a date.
    """

    on_orders: pl.DataFrame
    on_posts: pl.DataFrame
    nowhere: pl.DataFrame


def allocate(payouts: pl.DataFrame, orders: pl.DataFrame, posts: pl.DataFrame) -> Allocation:
    """Return which payouts the orders bear, which the posts, and which neither can.

    `payouts` has influencer_id, per_order and total_payout; the three parts add up to its total_payout.
    """
    routed = payouts.with_columns(
        has_orders=pl.col("influencer_id").is_in(_named(orders)),
        has_posts=pl.col("influencer_id").is_in(posts["influencer_id"].unique().implode()),
    )
    by_order = pl.col("has_orders") & (pl.col("per_order") | ~pl.col("has_posts"))
    by_post = pl.col("has_posts") & ~by_order
    return Allocation(
        on_orders=_summed(routed.filter(by_order)),
        on_posts=_summed(routed.filter(by_post)),
        nowhere=_summed(routed.filter(~by_order & ~by_post)),
    )


def borne_by_orders(orders: pl.DataFrame, spend: pl.DataFrame) -> pl.Series:
    """Return the spend each order bears: its part of the influencer's orders, alike where those are all 0.

    `orders` has influencer_id, weight and rows.
    """
    every = (
        orders.lazy().group_by("influencer_id").agg(of=pl.col("weight").sum(), of_rows=pl.col("rows").sum())
    )
    coded = spend.lazy().cast({"influencer_id": orders.schema["influencer_id"]})
    part = (
        pl.when(pl.col("of") > 0)
        .then(pl.col("weight") / pl.col("of"))
        .otherwise(pl.col("rows") / pl.col("of_rows"))
    )
    return (
        orders.lazy()
        .select("influencer_id", "weight", "rows")
        .join(
            every.join(coded, on="influencer_id", validate="1:1"),
            on="influencer_id",
            how="left",
            maintain_order="left",
            validate="m:1",
        )
        .select(spend=(part * pl.col("spend")).fill_null(0.0))
        .collect(engine="in-memory")["spend"]
    )


def borne_by_posts(posts: pl.DataFrame, spend: pl.DataFrame) -> pl.Series:
    """Return the spend each post bears: an equal part of its influencer's. `posts` has influencer_id."""
    return (
        posts.select("influencer_id", posts=pl.len().over("influencer_id"))
        .join(spend, on="influencer_id", how="left", maintain_order="left", validate="m:1")
        .select(spend=(pl.col("spend") / pl.col("posts")).fill_null(0.0))["spend"]
    )


def _named(orders: pl.DataFrame) -> pl.Series:
    return orders["influencer_id"].unique().drop_nulls().cast(pl.String).implode()


def _summed(payouts: pl.DataFrame) -> pl.DataFrame:
    return payouts.group_by("influencer_id").agg(spend=pl.col("total_payout").sum())
