"""Finds the orders that bring revenue of the past to another sum in another version, and says why."""

from collections.abc import Iterable

import polars as pl

from influencer_roi.ledger.entries import Ledger
from influencer_roi.model.schema import ORDERS
from influencer_roi.orders import orders_at_hand
from influencer_roi.queries.versions.causes import BETWEEN, Why
from influencer_roi.queries.versions.rows import differing, month_of, with_why

_ORDER = ("order_id", "user_id", "date", "influencer_id", "product", "source", "revenue", "orders")
_WHERE = ("order_id", "user_id", "date", "influencer_id", "product", "source")
_NAMES = ("order_id", "user_id", "influencer_id")
_SHOWN_ORDERS = ("why", "months", "date", "order_id", "influencer_id", "before", "after", "change")


def changed_orders(before: Ledger, after: Ledger, past: Iterable[str]) -> pl.DataFrame:
    """Return the orders that bring revenue of the past to another sum: why, and by how much.

    None are found where the orders of a version are read in files: they are too many to pair.
    """
    then, now = orders_at_hand(before), orders_at_hand(after)
    if then is None or now is None:
        then, now = before.tables.orders.clear(), after.tables.orders.clear()
    pairs = _paired(_order_rows(then), _order_rows(now), past)
    refunds = any(note.code == "refund_taken_off" for note in after.report.notes if note.table == ORDERS.name)
    less = pl.col("earned_after") < pl.col("earned")
    others = [(pl.col("moved") | pl.col("changed_hands"), Why.OTHER), (less & refunds, Why.LEFT_OUT)]
    return with_why(pairs, after.report, ORDERS.name, by=_NAMES, others=others).select(_SHOWN_ORDERS)


def _order_rows(orders: pl.DataFrame) -> pl.DataFrame:
    """Return orders as they are compared; an organic one earns no revenue of influencers."""
    texts = ("order_id", "user_id", "influencer_id", "product", "source")
    earned = pl.when(pl.col("influencer_id").is_not_null()).then("revenue").otherwise(0.0).fill_null(0.0)
    missing = [pl.lit(None, pl.String).alias(name) for name in texts if name not in orders.columns]
    return (
        orders.with_columns(missing)
        .cast(dict.fromkeys(texts, pl.String))
        .select(*_ORDER, month=month_of(), earned=earned)
    )


def _paired(before: pl.DataFrame, after: pl.DataFrame, past: Iterable[str]) -> pl.DataFrame:
    where = pl.concat_str([pl.col(name).cast(pl.String).fill_null("") for name in _WHERE[1:]], separator="\0")
    key = pl.coalesce("order_id", where)
    pairs = differing(before, after, same=_ORDER, key=key)
    counts = pl.col("month_after").is_in([*past])
    then, now = pl.col("earned").fill_null(0.0), pl.when(counts).then("earned_after").fill_null(0.0)
    return pairs.with_columns(
        before="earned",
        after="earned_after",
        change=now - then,
        months=_months(),
        date=pl.coalesce("date", "date_after"),
        influencer_id=pl.coalesce("influencer_id", "influencer_id_after"),
        order_id=pl.coalesce("order_id", "order_id_after"),
        moved=pl.col("date") != pl.col("date_after"),
        changed_hands=pl.col("influencer_id").is_null() != pl.col("influencer_id_after").is_null(),
    )


def _months() -> pl.Expr:
    """Return the months an order changes: its own, and the one it is in now."""
    both = pl.concat_list("month", "month_after").list.drop_nulls().list.unique(maintain_order=True)
    return both.list.join(BETWEEN)
