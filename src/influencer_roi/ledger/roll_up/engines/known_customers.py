"""Tells customers apart on an engine that groups them by their texts."""

import narwhals as nw
import polars as pl

from influencer_roi.intake.clean.texts import clean_texts
from influencer_roi.ledger.roll_up.engines import Engine
from influencer_roi.ledger.roll_up.expression import (
    CUSTOMER,
    EngineRows,
    as_one,
    marked,
    unclear,
    unmarked,
)
from influencer_roi.model.schema import ORDERS


def known_customers(firsts: EngineRows, engine: Engine) -> EngineRows:
    """Return customers that are somebody, their spellings as one, where any of them is in need of it.

    Those that hold a mark no engine knows how to take away are cleaned here, as every other text is.
    """
    number, with_marks = engine.fetch(unclear(firsts)).row(0)
    if not number:
        return firsts
    known = unmarked(firsts)
    if with_marks:
        odd = marked(firsts)
        who = engine.lend(_cleaned(engine.fetch(odd.select(CUSTOMER))))
        names = known.collect_schema().names()
        known = nw.concat([known, odd.drop("who").join(who, on=CUSTOMER).select(names)], how="vertical")
    return engine.keep(as_one(known))


def _cleaned(customers: pl.DataFrame) -> pl.DataFrame:
    """Return {customer as it is written: who that is}, without those that are nobody."""
    who = clean_texts(customers[CUSTOMER], ORDERS.column("user_id")).alias("who")
    return customers.with_columns(who).drop_nulls("who")
