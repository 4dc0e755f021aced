"""Keeps the ids of customers from all but those who look after the data."""

from dataclasses import replace

import polars as pl

from influencer_roi.ledger.entries import Ledger
from influencer_roi.model.report import Report
from influencer_roi.model.schema import ORDERS

MASK = "masked"
_CUSTOMER = "user_id"


def masked(ledger: Ledger) -> Ledger:
    """Return the ledger for readers who do not see customers' ids; its frames are those of the other one.

    Order rows mask them as they are described (orders/describing.py), wherever they lie; rows of orders that
    were set aside are masked here.
    """
    audience = replace(ledger.audience, sees_customers=False)
    return replace(ledger, report=_masked(ledger.report), audience=audience)


def _masked(report: Report) -> Report:
    of_orders = pl.col("table") == ORDERS.name
    hidden = pl.when(of_orders).then(pl.lit(MASK)).otherwise("raw").alias("raw")
    faults = report.faults.with_columns(
        hidden,
        value=pl.when(of_orders & (pl.col("column") == _CUSTOMER)).then(pl.lit(MASK)).otherwise("value"),
    )
    return replace(report, faults=faults, left_out=report.left_out.with_columns(hidden))
