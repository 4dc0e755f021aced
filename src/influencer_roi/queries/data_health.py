"""Answers whether the ledger can be trusted: what arrived, whether totals agree, what was worked out."""

import datetime as dt
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.ledger.credit import WAYS, credited
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.memo import memo
from influencer_roi.ledger.spend import NOWHERE, ON_ORDERS, ON_POSTS
from influencer_roi.model.names import NO_CAMPAIGN
from influencer_roi.model.precedence import PRECEDENCE, clue_labels
from influencer_roi.model.report import Counts
from influencer_roi.model.schema import POST_MEASURES

CLOSE = 1e-9
HALF_A_PAISA = 0.005
NO_COUNTS = Counts("–", 0, 0)


@dataclass(frozen=True)
class Arrival:
    """What became of the rows of one file, and the days those kept cover; None where they have no day."""

    table: str
    counts: Counts
    first: dt.date | None
    last: dt.date | None


@dataclass(frozen=True)
class Reconciled:
    """A figure twice: summed over the kept rows of the files, and as pages show it without a filter.

    `metrics` are the metrics that make it up on screen.
    """

    metrics: tuple[str, ...]
    files: float
    screen: float

    @property
    def agrees(self) -> bool:
        """Whether both are the same but for rounding."""
        return math.isclose(self.files, self.screen, rel_tol=CLOSE, abs_tol=HALF_A_PAISA)


@dataclass(frozen=True)
class Origin:
    """How many rows (of spend: rupees) have something from one origin; `metric` is the unit's metric."""

    subject: str
    origin: str
    amount: float
    total: float
    metric: str = "orders"

    @property
    def share(self) -> float:
        """Its part of the subject's rows."""
        return self.amount / self.total if self.total else 0.0


def arrivals(ledger: Ledger) -> list[Arrival]:
    """Return what became of each file."""
    return [
        Arrival(table, ledger.report.counts.get(table, NO_COUNTS), *_days(getattr(ledger.tables, table)))
        for table in ("influencers", "posts", "orders", "payouts")
    ]


@memo()
def reconciled(ledger: Ledger) -> tuple[Reconciled, ...]:
    """Return every measure that both the files and the screen can sum, with both sums."""
    tables, screen = ledger.tables, queries.totals(ledger, Filters())
    organic = pl.col("influencer_id").is_null()
    sums: dict[tuple[str, ...], float] = {
        ("revenue", "organic_revenue"): _sum(tables.orders, "revenue"),
        ("revenue",): _sum(tables.orders.filter(~organic), "revenue"),
        ("organic_revenue",): _sum(tables.orders.filter(organic), "revenue"),
        ("orders",): _sum(tables.orders.filter(~organic), "orders"),
        ("organic_orders",): _sum(tables.orders.filter(organic), "orders"),
        **({("spend",): _sum(tables.payouts, "total_payout")} if ledger.audience.sees_payouts else {}),
        ("posts",): float(tables.posts.height),
        **{(name,): _sum(tables.posts, name) for name in POST_MEASURES if name not in ledger.unmeasured},
    }
    return tuple(
        Reconciled(metrics, files, math.fsum(screen[key] or 0.0 for key in metrics))
        for metrics, files in sums.items()
    )


@memo()
def origins(ledger: Ledger) -> tuple[Origin, ...]:
    """Return what was worked out and from what, one row per subject and origin, in the order that decides."""
    return tuple(
        Origin(subject, where, amount, math.fsum(amounts.values()), metric)
        for subject, amounts, metric in _subjects(ledger)
        for where, amount in amounts.items()
        if amount
    )


Amounts = dict[str, float]


def _subjects(ledger: Ledger) -> Iterator[tuple[str, Amounts, str]]:
    orders = ledger.tables.orders
    yield "Influencer of an order", _counted(orders, _influencer_from(ledger), _INFLUENCER), "orders"
    for dimension in PRECEDENCE:
        labels = clue_labels(dimension)
        word = _labelled(f"{dimension}_from", dict(enumerate(labels)))
        yield f"{dimension.capitalize()} of an order", _counted(orders, word, labels), "orders"
    stated = _first([(pl.col("campaign") == NO_CAMPAIGN, _CAMPAIGN[1])], _CAMPAIGN[0])
    yield "Campaign of an order", _counted(orders, stated, _CAMPAIGN), "orders"
    ways = orders.with_columns(credited().cast(pl.String))
    yield "Post of an order", _counted(ways, _labelled("credited", WAYS), tuple(WAYS.values())), "orders"
    yield "Brand of a post", _counted(ledger.tables.posts, post_brand(_POST_BRAND), _POST_BRAND), "posts"
    yield "Day of the spend", _spend_origins(ledger), "spend"


_INFLUENCER = ("in the influencers file", "only in other files: category Unknown", "none: organic")
_CAMPAIGN = ("the orders file", "nothing: No campaign")
_POST_BRAND = ("the posts file", "its caption", "the orders it brought, else Unknown")


def _labelled(column: str, labels: Mapping[int, str] | Mapping[str, str]) -> pl.Expr:
    """Return the label of what a column holds."""
    return pl.col(column).replace_strict(labels, return_dtype=pl.String)


def _first(parts: list[tuple[pl.Expr, str]], otherwise: str) -> pl.Expr:
    """Return the word of the first condition that holds."""
    words = [pl.when(condition).then(pl.lit(word)) for condition, word in parts]
    return pl.coalesce(*words, pl.lit(otherwise))


def _influencer_from(ledger: Ledger) -> pl.Expr:
    unlisted = ledger.tables.influencers.filter(~pl.col("listed"))["id"]
    id_ = pl.col("influencer_id")
    return _first(
        [(id_.is_null(), _INFLUENCER[2]), (id_.is_in(unlisted.implode()), _INFLUENCER[1])], _INFLUENCER[0]
    )


def post_brand(words: tuple[str, str, str]) -> pl.Expr:
    """Return the word of what named a post's brand: its file, its caption, or the orders it brought."""
    stated = [pl.col(name).is_not_null() for name in ("stated_brand", "caption_brand")]
    return _first(list(zip(stated, words, strict=False)), words[2])


def _spend_origins(ledger: Ledger) -> Amounts:
    payouts = ledger.tables.payouts
    return {
        words: _sum(payouts.filter(borne_by=side), "total_payout")
        for side, words in (
            (ON_ORDERS, "the influencer's orders"),
            (ON_POSTS, "the influencer's posts"),
            (NOWHERE, "nothing: neither posts nor orders"),
        )
    }


def _counted(table: pl.DataFrame, word: pl.Expr, words: tuple[str, ...]) -> Amounts:
    """Return how many rows have each word, in the order of the words."""
    number = pl.col("rows").sum() if "rows" in table.columns else pl.len()
    found = dict(table.group_by(word.alias("word")).agg(number.alias("number")).iter_rows())
    return {one: float(found.get(one, 0)) for one in words}


def _days(table: pl.DataFrame) -> tuple[dt.date | None, dt.date | None]:
    if "date" not in table.columns:
        return None, None
    first, last = table["date"].min(), table["date"].max()
    return (first, last) if isinstance(first, dt.date) and isinstance(last, dt.date) else (None, None)


def _sum(table: pl.DataFrame, column: str) -> float:
    return float(table[column].sum())
