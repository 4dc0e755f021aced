"""Adds measures up by post where another rule than the ledger's says which orders are whose."""

from collections.abc import Sequence

import polars as pl

from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.memo import memo
from influencer_roi.ledger.spend import SPENT
from influencer_roi.queries.adding import summed
from influencer_roi.queries.credit import PAID, SOLD, post_credits
from influencer_roi.queries.credit_rules import STANDARD, Crediting
from influencer_roi.queries.cuts import Who
from influencer_roi.queries.numbering import POST

REACHED_ORDERS = "reached_orders"
# What is measured of orders, and divided over posts by no other rule: nobody can tell whose it is.
UNKNOWN = ("new_customers", "revenue_squared")
_OF_ORDERS = (*SOLD, PAID, REACHED_ORDERS, *UNKNOWN)
_PRESENCE = ("posts", "spend")


def summed_by(
    ledger: Ledger, filters: Filters, *, by: str, measures: Sequence[str], who: Who, credit: Crediting
) -> pl.DataFrame:
    """Return one row per value of `by`, with sums of measures; a rule of credit moves only those of posts."""
    if by != POST or credit == STANDARD:
        return summed(ledger, filters, by=(by,), measures=measures, who=who)
    return _summed_by_post(ledger, filters, measures=measures, who=who, credit=credit)


def _summed_by_post(
    ledger: Ledger, filters: Filters, *, measures: Sequence[str], who: Who, credit: Crediting
) -> pl.DataFrame:
    """Return one row per post with a part of the selection, none last: sums of measures.

    What is measured of orders is the post's by the rule, or null; all else is as entries have it.
    """
    stay = [name for name in dict.fromkeys((*measures, *_PRESENCE)) if name not in _OF_ORDERS]
    entries = summed(ledger, filters, by=(POST,), measures=stay, who=who)
    credited = post_credits(ledger, filters, credit).with_columns(_reached(ledger))
    rows = credited.join(entries, on=POST, how="full", nulls_equal=True, coalesce=True, validate="1:1")
    lacking = {*UNKNOWN, *ledger.unmeasured}
    filled = rows.with_columns(
        pl.lit(None, pl.Float64).alias(name) if name in lacking else _zero(ledger, name)
        for name in (*_OF_ORDERS, *stay)
    )
    there = pl.any_horizontal(pl.col(*SOLD, *stay).fill_null(0.0) != 0)
    return filled.filter(there).sort(POST, nulls_last=True).select(POST, *dict.fromkeys(measures))


def _zero(ledger: Ledger, name: str) -> pl.Expr:
    """Return a measure with 0 where a post has none of it; spend that readers may not see stays null."""
    hidden = name in SPENT and not ledger.audience.sees_payouts
    return pl.col(name) if hidden else pl.col(name).fill_null(0.0)


def _reached(ledger: Ledger) -> pl.Expr:
    """Return the orders that count in rates over reach: not those of posts whose reach nobody knows."""
    return (
        pl.when(~pl.col(POST).is_in(_unreached(ledger).implode()).fill_null(value=False))
        .then("orders")
        .otherwise(0.0)
        .alias(REACHED_ORDERS)
    )


@memo()
def _unreached(ledger: Ledger) -> pl.Series:
    """Return the posts, coded as in entries, without a known reach."""
    kind = ledger.entries.schema[POST]
    posts = ledger.tables.posts.filter(pl.col("reach").fill_null(0.0) <= 0)["post_key"]
    return posts.cast(kind)
