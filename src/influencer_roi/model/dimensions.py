"""Declares every way the ledger can be sliced and filtered: the one registry of dimensions."""

import datetime as dt
from collections.abc import Iterable

import polars as pl

from influencer_roi.model.names import ORGANIC, UNKNOWN
from influencer_roi.model.slicing import (
    ATTRIBUTES,
    GRAIN,
    SPEND_BASIS,
    WORDED_ATTRIBUTES,
    Bound,
    Dimension,
    Range,
    problems,
    unworkable,
)

__all__ = [
    "ATTRIBUTES",
    "DATES",
    "DIMENSIONS",
    "FILTERING",
    "FOLLOWERS",
    "GRAIN",
    "RANGES",
    "SPEND_BASIS",
    "TIERS",
    "TIER_ORDER",
    "WEEKDAYS",
    "WORDED_ATTRIBUTES",
    "Dimension",
    "register",
    "tier",
]

TIERS: dict[str, float] = {
    "Nano": 10_000,
    "Micro": 100_000,
    "Mid": 500_000,
    "Macro": 1_000_000,
    "Mega": float("inf"),
}
TIER_ORDER = (*TIERS, UNKNOWN, ORGANIC)
TIER_WORDS = ("under 10 k", "10–100 k", "100–500 k", "500 k–1 M", "1 M and more")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

FOLLOWERS = Range(
    "Follower count",
    "follower_count",
    Bound("followers_from", int, "followers_from", "at least"),
    Bound("followers_to", int, "followers_to", "at most"),
    menu="tier",
)
DATES = Range("Date", "date", Bound("start", dt.date, "from", "from"), Bound("end", dt.date, "to", "to"))
RANGES = (FOLLOWERS, DATES)

DIMENSIONS: dict[str, Dimension] = {}
FILTERING: dict[str, Dimension] = {}


def register(dimension: Dimension) -> None:
    """Add a dimension after those there are, and to what filters where it does.

    Controls, options and addresses are made of the registry as they are imported: register before that.

    Raises:
        ValueError: it contradicts itself, the ledger or another dimension; the message says what to do.
    """
    _check(problems(dimension, tuple(DIMENSIONS.values()), RANGES))
    _check(unworkable(dimension))
    _add(dimension)


def _declare(dimension: Dimension) -> None:
    """Add a dimension of our own; what its values are, tests see, for an import may ask Polars nothing."""
    _check(problems(dimension, tuple(DIMENSIONS.values()), RANGES))
    _add(dimension)


def _check(found: Iterable[str]) -> None:
    if listed := list(found):
        raise ValueError("; ".join(listed))


def _add(dimension: Dimension) -> None:
    DIMENSIONS[dimension.key] = dimension
    if dimension.filters:
        FILTERING[dimension.key] = dimension


def tier(followers: pl.Expr) -> pl.Expr:
    """Return the tier of a follower count; an unknown count has the tier "Unknown"."""
    below = [pl.when(followers < bound).then(pl.lit(name)) for name, bound in TIERS.items()]
    return pl.coalesce(*below, pl.lit(UNKNOWN))


def _column(
    key: str, label: str, plural: str, meaning: str, *, filters: bool = False, in_sight: bool = False
) -> Dimension:
    return Dimension(key, label, plural, meaning, pl.col(key), filters, always_in_sight=in_sight)


def _period(key: str, every: str, meaning: str) -> Dimension:
    return Dimension(key, key.capitalize(), f"{key}s", meaning, pl.col("date").dt.truncate(every))


def _weekday(day: pl.Expr) -> pl.Expr:
    return day.replace_strict(dict(enumerate(WEEKDAYS, start=1)), return_dtype=pl.Enum(WEEKDAYS))


for _dimension in (
    _column("brand", "Brand", "brands", "The brand an order or post is for.", filters=True, in_sight=True),
    _column(
        "platform",
        "Platform",
        "platforms",
        "Where the post stood or the order came from.",
        filters=True,
        in_sight=True,
    ),
    _column(
        "category", "Category", "categories", "What the influencer talks about.", filters=True, in_sight=True
    ),
    _column("campaign", "Campaign", "campaigns", "The campaign an order or post belongs to.", filters=True),
    Dimension(
        "tier",
        "Followers",
        "tiers",
        "The influencer's follower tier, nano to mega.",
        pl.col("tier"),
        filters=True,
        words=dict(zip(TIERS, TIER_WORDS, strict=True)),
    ),
    Dimension(
        "influencer_id",
        "Influencer",
        "influencers",
        "The influencer, by id.",
        pl.col("influencer_id"),
        filters=True,
        url_name="influencer",
    ),
    _column("gender", "Gender", "genders", "The influencer's gender where known.", filters=True),
    Dimension(
        "basis",
        "Payout basis",
        "bases",
        "What rupees were paid for; what was earned stands where the influencer does, Mixed for several.",
        pl.col(SPEND_BASIS),
        filters=True,
        filtered=pl.col("basis"),
    ),
    Dimension(
        "post_id", "Post", "posts", "The post, where an entry has one.", pl.col("post_id"), url_name="post"
    ),
    _column("date", "Date", "days", "The day of the order or post."),
    _period("week", "1w", "The week, from its Monday."),
    _period("month", "1mo", "The month, from its first day."),
    Dimension(
        "weekday", "Weekday", "weekdays", "The day of the week.", _weekday(pl.col("date").dt.weekday())
    ),
):
    _declare(_dimension)
