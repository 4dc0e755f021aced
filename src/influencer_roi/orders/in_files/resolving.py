"""Resolves rows of orders in files by the rule of the ledger, and describes them as those in memory."""

from collections.abc import Collection

import narwhals as nw
import polars as pl

from influencer_roi.ledger.credit import credited_posts
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.memo import memo
from influencer_roi.ledger.roll_up.expression import CUSTOMER, RESOLVED, resolved
from influencer_roi.model.dimensions import ATTRIBUTES
from influencer_roi.orders import describing
from influencer_roi.orders.in_files.files import cleaned
from influencer_roi.orders.in_files.narrowing import Narrowing
from influencer_roi.orders.in_files.reading import read_in_steps
from influencer_roi.orders.in_files.words import coded_words, organic

CREDIT = ("post_id", "credited")
COLUMNS = tuple(name for name in describing.COLUMNS if name != "new_customers")
_OWN = ["influencer_id", "date", "brand"]
_WRITTEN = ("product", "source", "order_id")


def described(ledger: Ledger, rows: pl.LazyFrame, columns: Collection[str]) -> pl.LazyFrame:
    """Return these COLUMNS of rows of orders, in no order."""
    found = _resolved(ledger, rows, columns, _organic(ledger))
    if set(CREDIT).intersection(columns):
        found = _credited(found, _inferred(ledger))
    return describing.described(found, columns, coded_words(ledger).enums, ledger.audience)


def described_now(ledger: Ledger, rows: pl.DataFrame) -> pl.DataFrame:
    """Return all COLUMNS of a few rows of orders, in the rows' order."""
    numbered = rows.lazy().with_row_index(_NUMBER)
    found = (
        _resolved(ledger, numbered, COLUMNS, organic(coded_words(ledger)))
        .collect(engine="in-memory")
        .sort(_NUMBER)
    )
    wanted = found.select(_OWN).drop_nulls("influencer_id").unique()
    credited = _credited(found.lazy(), _last_posts(ledger, wanted))
    shown = describing.described(credited, COLUMNS, coded_words(ledger).enums, ledger.audience)
    return shown.collect(engine="in-memory")


_NUMBER = "number"


def _resolved(ledger: Ledger, rows: pl.LazyFrame, columns: Collection[str], nobody: pl.Expr) -> pl.LazyFrame:
    """Return rows with what is needed for some columns, texts coded and cleaned."""
    known, needed = coded_words(ledger), set(columns)
    if needed.intersection(CREDIT):
        needed |= {"brand", "influencer_id", "link"}
    marked = rows.with_columns(organic=nobody)
    there = marked.collect_schema().names()
    found = resolved(
        nw.from_native(marked),
        {name: nw.from_native(words.lazy()) for name, words in known.words.items()},
        wanted=[name for name in RESOLVED if name in needed],
        carry=[
            *(name for name in there if name not in ("date", *RESOLVED, "post_id")),
            *(name for name in ATTRIBUTES if name in needed),
        ],
    )
    native: pl.LazyFrame = found.to_native()
    lacking = (pl.lit(None, pl.String).alias(name) for name in _WRITTEN if name not in there)
    return native.with_columns(
        *lacking,
        *(cleaned(name) for name in _WRITTEN if name in there),
        *(
            pl.col(name).cast(kind)
            for name, kind in known.enums.items()
            if name in needed and name in RESOLVED
        ),
        user_id=cleaned(CUSTOMER).alias("user_id"),
    )


def _credited(rows: pl.LazyFrame, inferred: pl.DataFrame) -> pl.LazyFrame:
    """Return rows with `credit`: the post they name, else the one inferred for influencer, day and brand."""
    joined = rows.join(inferred.lazy(), on=_OWN, how="left", maintain_order="left")
    return joined.with_columns(credit=pl.coalesce("link", "inferred"))


@memo()
def _organic(ledger: Ledger) -> pl.Expr:
    """Return whether an order names no influencer, as cheaply as these files allow."""
    orders = ledger.tables.orders
    organic_rows = orders.filter(pl.col("influencer_id").is_null())["rows"].sum()
    blank = pl.col("influencer_id").null_count()
    every = Narrowing(None, None, None)
    lacking = sum(found.item() for found in read_in_steps(ledger, every, lambda rows: rows.select(blank)))
    return pl.col("influencer_id").is_null() if lacking == organic_rows else organic(coded_words(ledger))


@memo()
def _inferred(ledger: Ledger) -> pl.DataFrame:
    """Return the last fitting post of every influencer, day and brand of entries."""
    dated = ledger.entries.lazy().filter(pl.col("influencer_id").is_not_null(), pl.col("date").is_not_null())
    return _last_posts(ledger, dated.select(_OWN).unique().collect())


def _last_posts(ledger: Ledger, wanted: pl.DataFrame) -> pl.DataFrame:
    """Return the post, `inferred`, of an order without link, by influencer, day and brand."""
    texts = pl.col("influencer_id", "brand").cast(pl.String)
    plain = wanted.with_columns(texts, link=pl.lit(None, pl.String))
    posts = credited_posts(plain, ledger.tables.posts).cast(coded_words(ledger).enums["post_id"])
    return wanted.with_columns(posts.alias("inferred")).drop_nulls("inferred")
