"""Answers what the next deal with a person may cost: where it breaks even, and what peers are paid."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.memo import memo
from influencer_roi.metrics.vocabulary import DEFAULT, Assumptions
from influencer_roi.model.names import UNKNOWN, basis_word
from influencer_roi.queries.credit_rules import STANDARD, Crediting

LEAST_PEERS = 5
PER_POST, PER_ORDER = "post", "order"
FEE, ORDER, REACH = PRICES = ("fee", "cpa", "cpm")
LEVELS: tuple[tuple[str, ...], ...] = (("platform", "tier"), ("tier",), ())
RETURNS = ("orders", "spend", "roas", "profit")
QUARTILES = (0.25, 0.5, 0.75)
_SUMS = ("posts", "orders", "revenue", "spend", "cpa", "cpm", "aov", "revenue_per_post", "cost_per_post")
# Whose price says what a post, an order or a reach costs: people paid for that alone, or any.
_PAID_FOR = {FEE: PER_POST, ORDER: PER_ORDER}


@dataclass(frozen=True)
class Peers:
    """What peers are paid in rupees, the first quartile, the middle and the third; of how many, and whose.

    `level` are the attributes they share with the person; it is empty where they are all there are.
    """

    count: int
    level: tuple[str, ...]
    low: float
    middle: float
    high: float


@dataclass(frozen=True)
class Price:
    """One price of a deal in rupees: now, where it breaks even, what peers are paid; None is nothing.

    `known` is how many peers have such a price; `peers` is None where they are fewer than LEAST_PEERS.
    """

    now: float | None
    even: float | None
    known: int
    peers: Peers | None


@dataclass(frozen=True)
class Deal:
    """A person's deal over its whole life, whatever the days chosen; rupees, None is nothing.

    `words` are what the person is paid for, none without a payout; `rate` is what was agreed for one unit,
    where that is one rate. `prices` are by PRICES, and none where readers see no payouts.
    """

    first: dt.date | None
    posts: float
    orders: float
    revenue: float | None
    spend: float | None
    words: tuple[str, ...]
    rate: float | None
    per_post: float | None
    per_order: float | None
    even_post: float | None
    even_order: float | None
    platform: str
    tier: str
    prices: dict[str, Price]

    @property
    def paid(self) -> bool:
        """Whether anything was paid, as far as readers see it."""
        return self.spend is not None and self.spend > 0


@memo(queries.KEPT_SELECTIONS)
def deal(ledger: Ledger, person: str, *, assumed: Assumptions = DEFAULT) -> Deal | None:
    """Return the deal with a person; None where there is no such person."""
    people = whole_lives(ledger)
    rows = people.filter(pl.col("influencer_id") == person)
    if rows.is_empty():
        return None
    row = rows.row(0, named=True)
    even_post, even_order = (
        None if row[key] is None else row[key] * assumed.margin for key in ("revenue_per_post", "aov")
    )
    fee = row["cost_per_post"] if row["fee"] is None else row["fee"]
    now, evens = {**row, FEE: fee}, {FEE: even_post, ORDER: even_order, REACH: None}
    prices = PRICES if ledger.audience.sees_payouts else ()
    return Deal(
        first=row["first"],
        posts=row["posts"] or 0.0,
        orders=row["orders"] or 0.0,
        revenue=row["revenue"],
        spend=row["spend"],
        words=tuple(row["words"] or ()),
        rate=row["rate"],
        per_post=row["revenue_per_post"],
        per_order=row["aov"],
        even_post=even_post,
        even_order=even_order,
        platform=row["platform"],
        tier=row["tier"],
        prices={key: _price(people, row, key, now[key], evens[key]) for key in prices},
    )


def with_returns(
    posts: pl.DataFrame,
    ledger: Ledger,
    filters: Filters,
    *,
    assumed: Assumptions = DEFAULT,
    credit: Crediting = STANDARD,
) -> pl.DataFrame:
    """Return posts with RETURNS of a selection, and `earned_back`, the margin on what is credited to them.

    A post's spend is its part of the fee, or what its orders cost; `profit` is what it earned beyond that.
    """
    sums = queries.slices(ledger, filters, by="post_id", metrics=RETURNS, assumed=assumed, credit=credit)
    return posts.join(
        sums.drop_nulls("post_id").cast({"post_id": pl.String}),
        on="post_id",
        how="left",
        maintain_order="left",
        validate="1:1",
    ).with_columns(earned_back=pl.col("revenue") * assumed.margin)


def earlier_posts(
    ledger: Ledger, person: str, *, start: dt.date, end: dt.date
) -> tuple[float, tuple[dt.date, ...]]:
    """Return what orders of some days brought that are credited to earlier posts, and the days of those."""
    filters = Filters(influencer_id=(person,), start=start, end=end)
    sums = queries.slices(ledger, filters, by="post_id", metrics=("revenue",))
    days = ledger.tables.posts.select("date", post_id="post_key")
    found = (
        sums.drop_nulls("post_id")
        .cast({"post_id": pl.String})
        .join(days, on="post_id", how="left", validate="1:1")
        .filter(pl.col("date") < start, pl.col("revenue") > 0)
        .sort("date")
    )
    return float(found["revenue"].sum()), tuple(found["date"])


def of_person(person: str) -> Filters:
    """Return the filters of a person's whole life."""
    return Filters(influencer_id=(person,))


def _price(
    people: pl.DataFrame, person: dict[str, str], key: str, now: float | None, even: float | None
) -> Price:
    """Return one price of a person, beside that of the nearest peers there are enough of."""
    others = people.filter(
        pl.col("influencer_id") != person["influencer_id"], pl.col("spend") > 0, pl.col(key) > 0
    )
    if key in _PAID_FOR:
        others = others.filter(pl.col("words") == [_PAID_FOR[key]])
    found = nearest(others, person)
    peers = Peers(found[1].height, found[0], *quartiles(found[1][key])) if found else None
    return Price(now, even, others.height, peers)


def nearest(people: pl.DataFrame, own: Mapping[str, str]) -> tuple[tuple[str, ...], pl.DataFrame] | None:
    """Return which attributes of LEVELS the nearest people share that there are enough of, and them."""
    for level in LEVELS:
        alike = people.filter(pl.col(name) == own[name] for name in level) if level else people
        if alike.height >= LEAST_PEERS and UNKNOWN not in (own[name] for name in level):
            return level, alike
    return None


def quartiles(amounts: pl.Series) -> tuple[float, float, float]:
    """Return the first quartile, the middle and the third."""
    low, middle, high = (amounts.quantile(part, "linear") or 0.0 for part in QUARTILES)
    return low, middle, high


@memo()
def whole_lives(ledger: Ledger) -> pl.DataFrame:
    """Return one row per person: home platform and tier, sums of the whole life, what is paid for what."""
    sums = queries.slices(ledger, Filters(), by="influencer_id", metrics=_SUMS).lazy()
    # What a post is paid, of people paid for posts: the rate agreed, else what one came to.
    fee = pl.when(pl.col("words") == [PER_POST]).then(pl.coalesce("rate", "cost_per_post"))
    first = ledger.tables.posts.lazy().group_by("influencer_id").agg(first=pl.col("date").min())
    return (
        queries.influencers(ledger)
        .lazy()
        .select("influencer_id", pl.col("platform", "tier").cast(pl.String).fill_null(UNKNOWN))
        .join(sums.cast({"influencer_id": pl.String}), on="influencer_id", how="left", validate="1:1")
        .join(first, on="influencer_id", how="left", validate="1:1")
        .join(_agreed(ledger), on="influencer_id", how="left", validate="1:1")
        .with_columns(fee=fee)
        .sort("influencer_id")
        .collect(engine="in-memory")
    )


def _agreed(ledger: Ledger) -> pl.LazyFrame:
    """Return one row per person with a payout: `words` of what it is paid for, the `rate` if there is one."""
    rates = pl.col("rate").drop_nulls().unique()
    one = (pl.col("rate").n_unique() == 1) & (pl.col("word").n_unique() == 1)
    return (
        ledger.tables.payouts.lazy()
        .with_columns(word=basis_word(pl.col("basis")))
        .group_by("influencer_id")
        .agg(words=pl.col("word").unique().sort(), rate=pl.when(one).then(rates.first()))
    )
