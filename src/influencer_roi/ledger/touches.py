"""Rolls orders up by what a rule of credit looks at: who brought them, when, and the link they record."""

import polars as pl

from influencer_roi.ledger.packing import grouped
from influencer_roi.model.dimensions import GRAIN

LINK, CREDIT = "link", "credit"
TOUCH_GRAIN = (*GRAIN[:-1], LINK)
TOUCH_SUMS = ("revenue", "orders", "revenue_squared")
_TEXT, _NUMBER = pl.String(), pl.Float64()


def no_touches() -> pl.DataFrame:
    """Return touches without a row."""
    texts = dict.fromkeys((*TOUCH_GRAIN[1:], CREDIT), _TEXT)
    return pl.DataFrame(schema={"date": pl.Date(), **texts, **dict.fromkeys(TOUCH_SUMS, _NUMBER)})


def touches_of(orders: pl.DataFrame) -> pl.DataFrame:
    """Return what orders with an influencer brought: one row per TOUCH_GRAIN, sorted by it, null first.

    `link` is the recorded post, null where the order names none; `credit` is the credited post, which the
    grain implies, null where there is none. `orders` has one row per order or per kind of it, with
    revenue_squared.
    """
    known = orders.lazy().filter(pl.col("influencer_id").is_not_null())
    rows = known.select(*TOUCH_GRAIN, CREDIT, *TOUCH_SUMS).collect(engine="in-memory")
    return grouped([rows], TOUCH_GRAIN, TOUCH_SUMS, implied=(CREDIT,)).with_columns(
        pl.col("date").set_sorted()
    )
