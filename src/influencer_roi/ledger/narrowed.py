"""Adds the measures that count some entries only: of posts whose reach is known, of people who were paid."""

import polars as pl

from influencer_roi.ledger.cubes import names_of
from influencer_roi.model.names import NO_PAYOUT

REACHED = ("reached_engagements", "reached_orders", "reached_spend")
NARROWED = (*REACHED, "paid_revenue")


def narrowed(entries: pl.DataFrame, posts: pl.DataFrame) -> pl.DataFrame:
    """Return described entries with NARROWED.

    What a post without a known reach stands for, and what is credited to it, is in no measure of REACHED;
    what belongs to no post is. `paid_revenue` is null where revenue is.
    """
    counted = {
        "reached_engagements": pl.col("likes") + pl.col("comments"),
        "reached_orders": pl.col("orders"),
        "reached_spend": pl.col("spend"),
    }
    reached = reached_by(entries, posts)
    unpaid = entries["basis"] == NO_PAYOUT if NO_PAYOUT in names_of(entries["basis"]) else None
    revenue = pl.col("revenue")
    return entries.with_columns(
        **counted if reached is None else {name: _where(reached, one) for name, one in counted.items()},
        paid_revenue=revenue if unpaid is None else _where(~unpaid, revenue),
    )


def reached_by(entries: pl.DataFrame, posts: pl.DataFrame) -> pl.Series | None:
    """Return which entries count in rates over reach; None where all of them do."""
    post_ids = entries["post_id"]
    without = posts.select(pl.col("post_key").filter(pl.col("reach").fill_null(0.0) <= 0)).to_series()
    if without.is_empty():
        return None
    unknown = pl.lit(names_of(post_ids).is_in(without.implode()))
    counts = ~unknown.gather(pl.col("post_id").to_physical()).fill_null(value=False)
    return entries.select(counts).to_series()


def _where(counts: pl.Series, amount: pl.Expr) -> pl.Expr:
    return pl.when(pl.lit(counts) | amount.is_null()).then(amount).otherwise(0.0)
