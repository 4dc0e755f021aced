"""Resolves what orders leave open, row by row: brand, platform, link, credit, new customers."""

from collections.abc import Mapping

import narwhals as nw
import polars as pl

from influencer_roi.ledger.conform import Conformed, conform
from influencer_roi.ledger.roll_up.coding import Resolved, coding_of
from influencer_roi.ledger.roll_up.expression import (
    CUSTOMER,
    TEXTS,
    first_days,
    linked,
    newcomers,
    resolved,
)
from influencer_roi.ledger.roll_up.words import Words, links_of, names_addresses, words_of
from influencer_roi.model import names
from influencer_roi.model.tables import Tables
from influencer_roi.threads import run_all, start

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


def resolve(orders: pl.DataFrame, conformed: Conformed) -> Resolved:
    """Return orders, one row each, with every open value resolved, and posts coded as they are.

    Orders gain brand and platform and what said so (`brand_from`, `platform_from`), link, credit, weight and
    new_customers; what entries are told apart by is dictionary-coded, as it is there.
    """
    new_customers = start(_new_customers, orders)
    answers, posts = _answers(orders, conformed)
    known = orders.with_columns(
        weight=pl.col("orders").clip(lower_bound=0), new_customers=new_customers.result()
    )
    return Resolved.of(known.select("date", *_CARRIED).hstack(answers), posts)


def _answers(orders: pl.DataFrame, conformed: Conformed) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return RESOLVED of each order, coded, and posts in the same codes."""

    def coded(name: str) -> pl.Series:
        return orders[name].cast(pl.Categorical(pl.Categories.random()))  # codes of their own, as they come

    texts = dict(zip(TEXTS, run_all(coded, TEXTS, rows=orders.height), strict=True))
    distinct = {name: _by_code(codes) for name, codes in texts.items()}
    words = words_of(distinct, conformed)
    coding = coding_of(words, conformed)
    posts = coding.posts(conformed.posts)
    links = links_of(posts, addresses=names_addresses(distinct))
    telling = _telling(coding.coded({**words, "link": links}))
    means = [
        pl.lit(word).gather(pl.lit(texts[name]).to_physical()).alias(word.name)
        for name in telling.keys() & texts.keys()
        for word in telling[name]
        if word.name != "text"
    ]
    worded = _with_links(orders.select("date", *means), telling.get("link"))
    rows = resolved(nw.from_native(worded.lazy()), {}, carry=(), unset=coding.unset).to_native().collect()
    return coding.decoded(rows.drop("date")), posts


def _by_code(codes: pl.Series) -> pl.Series:
    """Return the distinct texts of a column, each at the place that is its code."""
    last = pl.first().to_physical().max().cast(pl.Int64).fill_null(-1)
    every = pl.int_range(last + 1, dtype=pl.UInt32).cat.to(codes.dtype)  # codes were given out one by one
    return codes.to_frame().select(every.cast(pl.String).alias(codes.name)).to_series()


def _with_links(orders: pl.DataFrame, links: pl.DataFrame | None) -> pl.DataFrame:
    """Return orders with what is said of the post each names; few name one, and only those are joined."""
    ids = [name for name in ("post_id_id", "source_id") if name in orders.columns]
    if links is None or not ids or "influencer" not in orders.columns:
        return orders
    naming = orders.with_row_index(_ROW).filter(pl.any_horizontal(pl.col(ids).is_not_null()))
    parts = [name for name in links.columns if name not in ("influencer", "id")]
    words = {"link": nw.from_native(links.lazy())}
    found = linked(nw.from_native(naming.lazy()), words, {*parts}).to_native().collect()
    nothing = pl.repeat(None, orders.height, dtype=pl.Int32, eager=True)
    return orders.with_columns(nothing.scatter(found[_ROW], found[part]).alias(part) for part in parts)


def _telling(words: Words) -> Words:
    """Return words without columns that say nothing: each is a look at every order."""
    some = {name: frame for name, frame in words.items() if frame.height}
    return {
        name: frame[[column.name for column in frame if column.null_count() < frame.height]]
        for name, frame in some.items()
    }


def _new_customers(orders: pl.DataFrame) -> pl.Series:
    """Return the part of a new customer each order brought: orders of a user's first day share it alike."""
    customer = pl.col("user_id").alias(CUSTOMER)
    known = orders.lazy().select("date", "orders", "revenue", customer).with_row_index(_ROW)
    seen = nw.from_native(known)
    numbered = first_days(seen).to_native().drop("who").with_row_index("who")
    parts = newcomers(seen, nw.from_native(numbered)).select(_ROW, "part").to_native().collect()
    nobody = pl.zeros(orders.height, pl.Float64, eager=True)
    return nobody.scatter(parts[_ROW], parts["part"])
