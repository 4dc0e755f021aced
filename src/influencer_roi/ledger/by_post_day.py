"""Dates what was sold by the post it is credited to: the same entries, seen by what was posted when.

Spend, posts and reach stay on their days. What is credited to no post has no day: it counts while none is
chosen, as spend without one does, and stays apart from every period.
"""

from dataclasses import replace

import polars as pl

from influencer_roi.ledger.cubes import cubes_of, names_of
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.memo import memo
from influencer_roi.ledger.packing import grouped
from influencer_roi.ledger.spend import SPENT
from influencer_roi.model.dimensions import ATTRIBUTES, GRAIN, SPEND_BASIS

SOLD = ("revenue", "orders", "new_customers", "revenue_squared", "paid_revenue", "reached_orders")
_KEYS = (*GRAIN, SPEND_BASIS)


@memo()
def by_post_day(ledger: Ledger) -> Ledger:
    """Return the ledger with what influencers sold on the day of its credited post; null where it has none.

    All else is shared, and so are its first and last day. What readers may not see in entries they still may
    not; it stands in the roll-ups alone.
    """
    measures = ledger.measured
    spent = ledger.cubes.finest.measures  # it may stand in the roll-ups alone
    whole = ledger.entries.with_columns(pl.Series(name, spent[name]) for name in SPENT)
    parts = [_sold(whole, ledger, measures), *_staying(whole, measures)]
    summed = grouped(parts, _KEYS, measures, implied=ATTRIBUTES)
    lacking = [name for name in whole.columns if name not in summed.columns]
    nothing = (pl.lit(None, pl.Float64).alias(name) for name in lacking)
    entries = summed.with_columns(*nothing, pl.col("date").set_sorted()).select(whole.columns)
    cubes = cubes_of(entries, first=ledger.first_day, last=ledger.as_of, measures=measures)
    hidden = [] if ledger.audience.sees_payouts else SPENT
    seen = entries.with_columns(pl.lit(None, pl.Float64).alias(name) for name in hidden)
    return replace(ledger, entries=seen, mapped=replace(cubes, entries=seen), by_order=ledger)


def _sold(entries: pl.DataFrame, ledger: Ledger, measures: tuple[str, ...]) -> pl.DataFrame:
    """Return what influencers sold, on the day of its post."""
    sold = [name for name in SOLD if name in measures]
    some = _belonging(entries, sold, _any(sold))
    dated = some.lazy().join(_posts(ledger).lazy(), on="post_id", how="left", validate="m:1")
    return dated.with_columns(date="posted").select(some.columns).collect(engine="in-memory")


def _posts(ledger: Ledger) -> pl.DataFrame:
    """Return one row per post of entries, coded as there, and the day it was posted."""
    kind = ledger.entries.schema["post_id"]
    codes = names_of(ledger.entries["post_id"]).alias("post_key").to_frame()
    own = ledger.tables.posts.select("post_key", posted="date")
    known = codes.join(own, on="post_key", how="left", maintain_order="left", validate="1:1")
    return known.select(pl.col("post_key").cast(kind).alias("post_id"), "posted")


def _staying(entries: pl.DataFrame, measures: tuple[str, ...]) -> list[pl.DataFrame]:
    """Return what stays on its day: organic orders, what was not sold, and entries that stand for nothing."""
    stay = [name for name in measures if name not in SOLD]
    sold = [name for name in SOLD if name in measures]
    organic = entries.filter(pl.col("influencer_id").is_null())
    return [
        _belonging(entries, stay, _any(stay) | ~_any(sold)),
        organic.select(*_KEYS, *ATTRIBUTES, *measures),
    ]


def _belonging(entries: pl.DataFrame, names: list[str], which: pl.Expr) -> pl.DataFrame:
    """Return some entries of influencers, with some measures alone."""
    mine = entries.lazy().filter(pl.col("influencer_id").is_not_null() & which)
    return mine.select(*_KEYS, *ATTRIBUTES, *names).collect(engine="in-memory")


def _any(names: list[str]) -> pl.Expr:
    return pl.any_horizontal((pl.col(names) != 0).fill_null(value=False))
