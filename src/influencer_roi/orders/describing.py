"""Describes resolved orders as readers see their rows, wherever these are."""

from collections.abc import Collection, Iterator, Mapping

import polars as pl

from influencer_roi.ledger.credit import credited
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.masked import MASK
from influencer_roi.ledger.memo import memo
from influencer_roi.model.audience import Audience
from influencer_roi.model.dimensions import ATTRIBUTES, SPEND_BASIS, WORDED_ATTRIBUTES
from influencer_roi.model.names import ORGANIC

COLUMNS = (
    *("line", "date", "order_id", "influencer_id", "name", "platform", "brand", "campaign"),
    *("product", "source", "user_id", "post_id", "credited"),
    *("revenue", "orders", "new_customers", "organic_revenue", "organic_orders"),
    *(name for name in ATTRIBUTES if name != "name"),
)
Enums = Mapping[str, pl.DataType]


_MASKED = {"user_id": pl.when(pl.col("user_id").is_not_null()).then(pl.lit(MASK))}


@memo()
def enums_of(ledger: Ledger) -> Enums:
    """Return the columns that entries and orders have as dictionary codes, and of which texts.

    Once: Polars makes a type anew, out of all of its texts, each time a column is asked for its own.
    """
    coded = {name: kind for name, kind in ledger.entries.schema.items() if isinstance(kind, pl.Enum)}
    return {name: kind for name, kind in coded.items() if name != SPEND_BASIS}


def code(enums: Enums, column: str, value: str) -> pl.Expr:
    """Return a value as the code of a column; null where no entry has it, and so no order."""
    return pl.lit(value).cast(enums[column], strict=False)


def described(rows: pl.LazyFrame, columns: Collection[str], enums: Enums, audience: Audience) -> pl.LazyFrame:
    """Return these COLUMNS of resolved orders, customers masked for an audience that does not see them.

    `rows` have the influencer's attributes, and whether they are `organic`; texts are coded as entries. As in
    the ledger, an organic order has measures of its own; the others are null.
    """
    known = dict(_columns(enums)) | ({} if audience.sees_customers else _MASKED)
    return rows.select(known.get(name, pl.col(name)).alias(name) for name in columns)


def _columns(enums: Enums) -> Iterator[tuple[str, pl.Expr]]:
    """Yield each column that is more than the one of its name."""
    for name in WORDED_ATTRIBUTES:
        yield name, pl.when("organic").then(code(enums, name, ORGANIC)).otherwise(name)
    for name in ("revenue", "orders", "new_customers"):
        yield name, pl.when(~pl.col("organic")).then(name)
        yield f"organic_{name}", pl.when("organic").then(name)
    yield "post_id", pl.col("credit")
    yield "credited", credited()
