"""Resolves what orders leave open, row by row: brand, platform, link, credit, new customers."""

from collections.abc import Mapping

import narwhals as nw
import polars as pl

from influencer_roi.ledger.conform import Conformed, conform
from influencer_roi.ledger.credit import credited_posts
from influencer_roi.ledger.roll_up.expression import (
    CUSTOMER,
    TEXTS,
    first_days,
    newcomers,
    resolved,
)
from influencer_roi.ledger.roll_up.words import words_of
from influencer_roi.model import names
from influencer_roi.model.tables import Tables

_CARRIED = (
    "line",
    "order_id",
    "order_number",
    "user_id",
    "product",
    "source",
    "orders",
    "revenue",
    "weight",
    "new_customers",
)


def conformed_of(
    tables: Tables, named: Mapping[str, pl.DataFrame] | None = None, given: names.Spellings | None = None
) -> Conformed:
    """Return what the orders among these cleaned tables are resolved with.

    `named` are brands and platforms that only rows out of the tables name, `given` a folder's own spellings.
    """
    brands = names.counted(tables.orders["brand"])
    ids, campaigns = tables.orders["influencer_id"], names.dated(tables.orders, "campaign")
    return conform(tables, ids=ids, brands=brands, campaigns=campaigns, named=named or {}, given=given)


def resolve(orders: pl.DataFrame, conformed: Conformed) -> pl.DataFrame:
    """Return orders, one row each, with every open value resolved.

    They gain brand and platform and what said so (`brand_from`, `platform_from`), link, credit, weight and
    new_customers.
    """
    words = words_of({name: orders[name].unique().drop_nulls() for name in TEXTS}, conformed)
    lent = {name: nw.from_native(said.lazy()) for name, said in words.items()}
    known = orders.with_columns(
        pl.col("orders").clip(lower_bound=0).alias("weight"), _new_customers(orders).alias("new_customers")
    )
    rows = resolved(nw.from_native(known.lazy()), lent, carry=_CARRIED)
    found: pl.DataFrame = rows.to_native().collect().sort("line")
    return found.with_columns(credit=credited_posts(found, conformed.posts))


def _new_customers(orders: pl.DataFrame) -> pl.Series:
    """Return the part of a new customer each order brought: orders of a user's first day share it alike."""
    known = orders.lazy().select("line", "date", "orders", "revenue", pl.col("user_id").alias(CUSTOMER))
    seen = nw.from_native(known)
    parts = newcomers(seen, first_days(seen)).select("line", "part").to_native().collect()
    joined = orders.select("line").join(parts, on="line", how="left", maintain_order="left", validate="1:1")
    return joined["part"].fill_null(0.0)
