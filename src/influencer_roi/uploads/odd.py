"""Finds the rows that notes on an upload are about."""

from collections.abc import Mapping

import polars as pl

from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.memo import memo
from influencer_roi.model.report import Note, lines_in
from influencer_roi.model.schema import ORDERS, PAYOUTS, POSTS
from influencer_roi.orders import orders_at_hand

_MOST = 20
_SHOWN: Mapping[str, tuple[str, ...]] = {  # people are gathered from all tables, and have no line
    POSTS.name: ("line", "date", "influencer_id", "platform", "reach", "likes", "comments"),
    ORDERS.name: ("line", "date", "order_id", "influencer_id", "source", "orders", "revenue"),
    PAYOUTS.name: ("line", "influencer_id", "basis", "rate", "orders", "total_payout"),
}


@memo()
def odd_rows(ledger: Ledger) -> dict[str, pl.DataFrame]:
    """Return the rows that notes name, by the note in words; of tables in one file, where they are here."""
    found = {str(note): _rows(ledger, note) for note in ledger.report.notes if not note.of_form}
    return {note: rows for note, rows in found.items() if rows is not None and rows.height}


def _rows(ledger: Ledger, note: Note) -> pl.DataFrame | None:
    counts = ledger.report.counts.get(note.table) if note.table in _SHOWN else None
    if counts is None or counts.parts:
        return None
    rows = orders_at_hand(ledger) if note.table == ORDERS.name else getattr(ledger.tables, note.table)
    if rows is None:
        return None
    if note.code == "orders_differ":
        return _stated(ledger)
    lines = lines_in(note.text)
    there = [name for name in _SHOWN[note.table] if name in rows.columns]
    return rows.filter(pl.col("line").is_in(lines)).select(there).head(_MOST) if lines else None


def _stated(ledger: Ledger) -> pl.DataFrame:
    """Return the payouts that state other orders for an influencer than there are."""
    tracked = ledger.entries.group_by(pl.col("influencer_id").cast(pl.String)).agg(
        here=pl.col("orders").sum()
    )
    stated = pl.col("orders").sum().over("influencer_id")
    return (
        ledger.tables.payouts.drop_nulls("orders")
        .with_columns(pl.col("influencer_id").cast(pl.String), stated=stated)
        .join(tracked, on="influencer_id", how="left", maintain_order="left", validate="m:1")
        .with_columns(pl.col("here").fill_null(0))
        .filter(pl.col("stated") != pl.col("here"))
        .select("line", "influencer_id", "basis", "rate", orders_stated="orders", orders_here="here")
        .head(_MOST)
    )
