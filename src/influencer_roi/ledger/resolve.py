"""Resolves what orders leave open, row by row: brand, platform, link, credit, new customers."""

from collections.abc import Mapping

import narwhals as nw
import polars as pl

from influencer_roi.ledger.conform import Conformed, conform
from influencer_roi.ledger.credit import credited_posts
from influencer_roi.ledger.roll_up.coding import coding_of
from influencer_roi.ledger.roll_up.expression import (
    CUSTOMER,
    TEXTS,
    first_days,
    newcomers,
    resolved,
)
from influencer_roi.ledger.roll_up.words import Words, words_of
from influencer_roi.model import names
from influencer_roi.model.tables import Tables

_ROW = "row"
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
    new_customers; what entries are told apart by is dictionary-coded, as it is there.
    """
    words = words_of({name: orders[name].unique().drop_nulls() for name in TEXTS}, conformed)
    coding = coding_of(words, conformed)
    lent = {name: nw.from_native(said.lazy()) for name, said in _telling(coding.coded(words)).items()}
    written = orders.lazy().select("date", *TEXTS).with_row_index(_ROW)
    rows = resolved(nw.from_native(written), lent, carry=(_ROW,), unset=coding.unset)
    answers = coding.decoded(rows.to_native().sort(_ROW).drop(_ROW, "date").collect())
    known = orders.with_columns(
        pl.col("orders").clip(lower_bound=0).alias("weight"), _new_customers(orders).alias("new_customers")
    )
    found = known.select("date", *_CARRIED).hstack(answers)
    return found.with_columns(credit=credited_posts(found, conformed.posts))


def _telling(words: Words) -> Words:
    """Return words without columns that say nothing: each is a join, and a look at every order."""
    some = {name: frame for name, frame in words.items() if frame.height}
    return {
        name: frame.select(said for said in frame if said.null_count() < frame.height)
        for name, frame in some.items()
    }


def _new_customers(orders: pl.DataFrame) -> pl.Series:
    """Return the part of a new customer each order brought: orders of a user's first day share it alike."""
    customer = pl.col("user_id").cast(pl.Categorical).to_physical().alias(CUSTOMER)
    known = orders.lazy().select("date", "orders", "revenue", customer).with_row_index(_ROW)
    seen = nw.from_native(known)
    parts = newcomers(seen, first_days(seen)).select(_ROW, "part").to_native().collect()
    nobody = pl.zeros(orders.height, pl.Float64, eager=True)
    return nobody.scatter(parts[_ROW], parts["part"])
