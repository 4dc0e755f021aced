"""Tells customers apart who are written in several ways, on engines that fold texts by SQL."""

from typing import Protocol

import narwhals as nw
import polars as pl

from influencer_roi.intake.clean.texts import clean_texts
from influencer_roi.ledger.roll_up.expression import CUSTOMER, EngineRows, cleared, foldable, unclear
from influencer_roi.model.schema import ORDERS

_BARE = "bare"


class Customers(Protocol):
    """What is asked of an engine to tell customers apart."""

    def lend(self, rows: pl.DataFrame) -> EngineRows:
        """Return rows of ours as the engine's own."""

    def keep(self, rows: EngineRows) -> EngineRows:
        """Return rows worked out once, to be asked several things."""

    def fetch(self, rows: EngineRows) -> pl.DataFrame:
        """Return rows as Polars."""


def somebody(engine: Customers, firsts: EngineRows) -> EngineRows:
    """Return customers that are somebody, the same ones under one name in `who`.

    Blanks around them and capitals of e-mails the engine folds. What only cleaning can fold (letters beyond
    ASCII, quotes, `8.0`) is fetched, each distinct text once, cleaned here and lent back.
    """
    if not engine.fetch(unclear(firsts)).item():
        return firsts
    odd = engine.fetch(firsts.filter(~foldable()).select(CUSTOMER))
    if odd.is_empty():
        return engine.keep(cleared(firsts))
    bare = odd.with_columns(clean_texts(odd[CUSTOMER], ORDERS.column("user_id")).alias(_BARE))
    known = firsts.join(engine.lend(bare.drop_nulls()), on=CUSTOMER, how="left")
    return engine.keep(cleared(known.filter(foldable() | ~nw.col(_BARE).is_null()), bare=_BARE))
