"""Declares the roll-up of orders, once for all engines: in what narwhals can say to each of them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import narwhals as nw

from influencer_roi.intake.clean.texts import NOBODY
from influencer_roi.model.names import NO_CAMPAIGN, UNKNOWN
from influencer_roi.model.precedence import clue_columns

EngineRows = nw.LazyFrame[Any]  # of whatever engine: nothing here may depend on which

TEXTS = ("influencer_id", "source", "campaign", "product", "brand", "post_id")
SUMS = ("revenue", "orders", "new_customers", "revenue_squared", "weight", "earned", "rows")
RESOLVED = ("influencer_id", "platform", "brand", "campaign", "link", "brand_from", "platform_from")
KIND = ("date", *RESOLVED)
UNSET: dict[str, str] = {"platform": UNKNOWN, "brand": UNKNOWN, "campaign": NO_CAMPAIGN}
CUSTOMER = "customer"
# What folding blanks around a text and the capitals of an e-mail leaves to do: letters beyond ASCII, quotes
# and the like, several blanks in a row, 8.0 for 8.
MARKED = r"[^ -~]|['\"`=+]|  +[^ ]"
ODD = rf"{MARKED}|\.0+ *$"
_MAIL = nw.col(CUSTOMER).str.contains("@", literal=True)
_TRIMMED = nw.col(CUSTOMER).str.strip_chars()
_BARE = nw.when(_MAIL).then(_TRIMMED.str.to_lowercase()).otherwise(_TRIMMED)
_ONE_COLUMN = {"influencer_id": "influencer", "campaign": "campaign_name", "link": "key"}


def alike(
    orders: EngineRows, firsts: EngineRows, numbered: Callable[[EngineRows], EngineRows]
) -> tuple[EngineRows, EngineRows]:
    """Return rows of orders no rule tells apart, in two parts: date and texts as they are written, then SUMS.

    `orders` has one row per order: date, those of TEXTS that are there, customer, orders, revenue, and
    weight where that is not orders; `firsts` is what `first_days` says of them. A customer's orders of the
    first day share one new customer: that is all the second part has. Apart, both are much faster.
    `numbered` gives texts the numbers they are grouped by, where they have any.
    """
    there = orders.collect_schema().names()
    keys = [name for name in there if name in ("date", *TEXTS)]
    counted = (
        numbered(orders)
        .group_by(*keys)
        .agg(
            *(nw.col(name).sum() for name in ("revenue", "orders", "weight") if name in there),
            revenue_squared=(nw.col("revenue") * nw.col("revenue") / _least(nw.col("orders"), 1.0)).sum(),
            earned=_least(nw.col("revenue"), 0.0).sum(),
            rows=nw.len().cast(nw.Float64),
        )
    )
    first = newcomers(orders.select(*keys, CUSTOMER, "orders", "revenue"), firsts)
    parts = numbered(first).group_by(*keys).agg(new_customers=nw.col("part").sum())
    if "weight" not in there:
        counted = counted.with_columns(weight=nw.col("orders"))
    return _with_all_sums(counted, keys), _with_all_sums(parts, keys)


def _with_all_sums(summed: EngineRows, keys: Sequence[str]) -> EngineRows:
    """Return rows with all SUMS, those that are lacking 0."""
    there = summed.collect_schema().names()
    return summed.select(
        *keys, *(nw.col(name) if name in there else nw.lit(0.0).alias(name) for name in SUMS)
    )


def _least(amount: nw.Expr, least: float) -> nw.Expr:
    return nw.when(amount > nw.lit(least)).then(amount).otherwise(nw.lit(least))


def founding(orders: EngineRows) -> EngineRows:
    """Return the rows that can find a new customer: not those of no order, nor refunds."""
    refund = nw.when(nw.col("revenue") < nw.lit(0.0)).then(nw.lit(value=True)).otherwise(nw.lit(value=False))
    return orders.filter((nw.col("orders") > nw.lit(0.0)) & ~refund)


def first_days(orders: EngineRows) -> EngineRows:
    """Return one row per customer as it is written: `customer`, `who` it is, and the `first` day."""
    known = founding(orders).filter(~nw.col(CUSTOMER).is_null())
    return known.group_by(CUSTOMER).agg(first=nw.col("date").min()).with_columns(who=nw.col(CUSTOMER))


def is_nobody(column: str) -> nw.Expr:
    """Return which ids without blanks around them are a word for nobody, in whatever capitals."""
    return nw.col(column).str.contains(NOBODY)


def foldable() -> nw.Expr:
    """Return which customers an engine can fold: blanks around them, and e-mails in capitals."""
    return ~nw.col(CUSTOMER).str.contains(ODD)


def unclear(firsts: EngineRows) -> EngineRows:
    """Return how many customers may be written in another way too, or are a word for nothing."""
    unlike = nw.when(nw.col(CUSTOMER) != _BARE).then(nw.lit(1)).otherwise(nw.lit(0))
    odd = nw.when(foldable()).then(nw.lit(0)).otherwise(nw.lit(1))
    nothing = nw.when(is_nobody(CUSTOMER)).then(nw.lit(1)).otherwise(nw.lit(0))
    return firsts.select(number=(unlike + odd + nothing).sum())


def cleared(firsts: EngineRows, bare: str = "") -> EngineRows:
    """Return customers that are somebody, all ways to write one as one.

    `bare` names the column that has those cleaned that are not foldable, where there are any.
    """
    folded = nw.coalesce(nw.col(bare), _BARE) if bare else _BARE
    known = firsts.with_columns(who=folded).filter(~is_nobody("who"))
    if bare:
        known = known.drop(bare)
    return known.with_columns(first=nw.col("first").min().over("who"))


def newcomers(orders: EngineRows, firsts: EngineRows) -> EngineRows:
    """Return the founding rows of every customer's first day, each with its `part` of one new customer."""
    joined = founding(orders).join(firsts, on=CUSTOMER, how="inner").filter(nw.col("date") == nw.col("first"))
    return joined.with_columns(part=nw.lit(1.0) / nw.len().over("who").cast(nw.Float64))


def meant(column: str) -> tuple[str, ...]:
    """Return the columns of words that may become a resolved column, the one that is asked first first."""
    if column in _ONE_COLUMN:
        return (_ONE_COLUMN[column],)
    return clue_columns(column.removesuffix("_from"))


def resolved(
    orders: EngineRows,
    words: Mapping[str, EngineRows],
    *,
    wanted: Sequence[str] = RESOLVED,
    carry: Sequence[str] = SUMS,
    unset: Mapping[str, str | int] = UNSET,
) -> EngineRows:
    """Return rows with `date`, the wanted of RESOLVED, and the columns of orders or words to `carry`.

    `words` are those of words.py; a column they lack says nothing. Brand and platform are what the first clue
    of PRECEDENCE says that says any, whose place there `brand_from` and `platform_from` are. What words mean
    may be codes instead of texts; then `unset` are the codes of what stands where nothing is known.
    """
    needed = {*carry, *(name for column in wanted for name in meant(column))}
    joined = linked(orders, words, needed)
    there = joined.collect_schema().names()
    columns = (_resolved(column, there, unset).alias(f"resolved_{column}") for column in wanted)
    names = {f"resolved_{column}": column for column in wanted}
    return joined.select("date", *carry, *columns).rename(names)


def linked(orders: EngineRows, words: Mapping[str, EngineRows], needed: set[str]) -> EngineRows:
    """Return orders with what is needed of their words and their post: that in post_id, else in source."""
    wanted = {*needed, "influencer", "id", "key"}
    there = words["link"].collect_schema().names() if "link" in words else []
    parts = [name for name in there if name in wanted][2:]
    if needed.isdisjoint(parts):
        return _worded(orders, words, needed)
    links = words["link"].select("influencer", "id", *parts)
    worded = _worded(orders, words, {*needed, "influencer", "post_id_id", "source_id"})
    there = worded.collect_schema().names()
    by = [name for name in ("post_id", "source") if {"influencer", f"{name}_id"} <= {*there}]
    if not by:
        return worded
    for name in by:
        named = links.rename({part: f"{name}_{part}" for part in ("id", *parts)})
        worded = worded.join(named, on=["influencer", f"{name}_id"], how="left")
    return worded.with_columns(_first_linked(by, part).alias(part) for part in parts)


def _resolved(column: str, there: Sequence[str], unset: Mapping[str, str | int]) -> nw.Expr:
    dimension, sources = column.removesuffix("_from"), [name for name in meant(column) if name in there]
    if dimension != column:
        return _first_of(clue_columns(dimension), there)
    otherwise = nw.lit(unset[column]) if column in unset else nw.lit(None, nw.String)
    if column in unset or not sources:
        return nw.coalesce(*sources, otherwise)
    return nw.col(sources[0])


def _worded(orders: EngineRows, words: Mapping[str, EngineRows], needed: set[str]) -> EngineRows:
    """Return orders with what is needed of all that each of their texts says."""
    there = orders.collect_schema().names()
    for column in TEXTS:
        if column not in there or column not in words:
            continue
        names = words[column].collect_schema().names()
        if wanted := [name for name in names if name in needed and name != "text"]:
            meanings = words[column].select("text", *wanted).rename({"text": column})
            orders = orders.join(meanings, on=column, how="left")
    return orders


def _first_linked(by: Sequence[str], part: str) -> nw.Expr:
    """Return a part of the first post that is named."""
    answer = nw.col(f"{by[-1]}_{part}")
    for name in reversed(by[:-1]):
        named = ~nw.col(f"{name}_key").is_null()
        answer = nw.when(named).then(nw.col(f"{name}_{part}")).otherwise(answer)
    return answer


def rolled(orders: EngineRows) -> EngineRows:
    """Return one row per KIND with SUMS; an influencer or link that is none is null."""
    return orders.group_by(*KIND).agg(nw.col(name).sum() for name in SUMS)


def _first_of(columns: Sequence[str], there: Sequence[str]) -> nw.Expr:
    """Return the place of the first column with a value; behind the last where none has."""
    answer = nw.lit(len(columns))
    for number, column in reversed(list(enumerate(columns))):
        if column in there:
            answer = nw.when(~nw.col(column).is_null()).then(nw.lit(number)).otherwise(answer)
    return answer
