"""Says what is odd of rows of orders, and in which words, whether each row was read or all were counted."""

from collections.abc import Iterator
from typing import TypeVar

import narwhals as nw
import polars as pl

from influencer_roi.intake.recorded import strangers
from influencer_roi.intake.remarks.wording import some
from influencer_roi.model.names import fold
from influencer_roi.model.notation import Notation
from influencer_roi.model.report import many, rows, where

ORDER_WORDS = {
    "refund": ("is a refund (negative)", "are refunds (negative)"),
    "orders_zero": ("has revenue but 0 orders", "have revenue but 0 orders"),
    "revenue_zero": ("has orders but revenue 0", "have orders but revenue 0"),
    "organic": ("names no influencer and counts as organic", "name no influencer and count as organic"),
}
_AS_NONE = "; credited as if they named none."
Expression = TypeVar("Expression", pl.Expr, nw.Expr)


def odd_orders(revenue: Expression, orders: Expression) -> dict[str, Expression]:
    """Return by code whether an order's figures are odd, as expressions of the library its columns are of."""
    return {
        "refund": (revenue < 0) | (orders < 0),
        "orders_zero": (orders == 0) & (revenue != 0),
        "revenue_zero": (orders > 0) & (revenue == 0),
    }


def kept_note(count: int, words: tuple[str, str], lines: pl.Series | None = None) -> str:
    """Return the note on rows that are odd and were kept; `lines` where they are known."""
    return f"{rows(count, *words)}{where(lines)}; kept."


def unknown_note(found: pl.DataFrame, people: pl.DataFrame, file: str, money: Notation) -> str:
    """Return the note on rows of influencers that the influencers `file` of these `people` lacks.

    `found` has of each its `influencer_id`, how many `rows` name it, and their `amount`.
    """
    most = found.sort(pl.col("amount").abs(), "influencer_id", descending=[True, False], nulls_last=True)
    ids, total = most["influencer_id"], float(most["amount"].sum())
    amount = f", {money.amount(total)} in all" if total else ""
    many = rows(int(most["rows"].sum()), "names", "name")
    sentence = (
        f"{many} influencers not in {file} ({some(ids.to_list())}){amount}; kept under category Unknown."
    )
    named = ids.to_frame("text").lazy().with_columns(name=fold(pl.col("text")))
    by_name = people.lazy().select("id", name=fold(pl.col("name"))).drop_nulls().group_by("name")
    known = named.join(by_name.agg(pl.col("id").sort()), on="name").sort("text")
    meant = known.select("text", "id").collect(engine="in-memory")
    if meant.is_empty():
        return sentence
    whose = some([f"'{text}' is that of {' and '.join(own)}" for text, own in meant.iter_rows()])
    return f"{sentence} A name is no id: {whose}. Write the id, or give the name to one of them as a code."


def post_notes(named: pl.DataFrame, posts: pl.DataFrame, file: str) -> Iterator[str]:
    """Yield notes on orders that name a post their influencer has not in the posts `file`.

    `named` has influencer_id, post_id and how many `rows` say so.
    """
    nowhere, of_others = strangers(named, posts)
    if nowhere.height:
        ids = nowhere["post_id"].unique().sort()
        count = rows(int(nowhere["rows"].sum()), "names", "name")
        yield f"{count} {many(len(ids), 'post', 'posts')} that {file} lacks: {_posts_of(ids)}{_AS_NONE}"
    if of_others.height:
        ids = of_others["post_id"].unique().sort()
        count = rows(int(of_others["rows"].sum()), "names", "name")
        yield f"{count} a post that is not of their influencer in {file}: {_posts_of(ids)}{_AS_NONE}"


def _posts_of(ids: pl.Series) -> str:
    return some([f"'{id_}'" for id_ in ids])


def respelled_note(column: str, folded: pl.DataFrame, count: int, lines: pl.Series | None = None) -> str:
    """Return the note on rows that spell platforms otherwise; `folded` has what is written, and the name."""
    pairs = some([f"'{written}' as {name}" for written, name in folded.iter_rows()])
    return f"{column}: {rows(count, 'spells', 'spell')} a platform in another way: {pairs}{where(lines)}."
