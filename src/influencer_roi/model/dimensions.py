"""Declares every way the ledger can be sliced: the one registry of dimensions."""

from dataclasses import dataclass

import polars as pl

from influencer_roi.model.names import ORGANIC, UNKNOWN

GRAIN = ("date", "influencer_id", "platform", "brand", "campaign", "post_id")
ATTRIBUTES = ("name", "category", "gender", "tier", "basis", "follower_count")
TIERS: dict[str, float] = {
    "Nano": 10_000,
    "Micro": 100_000,
    "Mid": 500_000,
    "Macro": 1_000_000,
    "Mega": float("inf"),
}
TIER_ORDER = (*TIERS, UNKNOWN, ORGANIC)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True)
class Dimension:
    """One way to slice: its key, what readers call it, how entries give it, and whether it filters.

    `meaning` is one sentence. `expression` turns entries into the slice's values.
    """

    key: str
    label: str
    plural: str
    meaning: str
    expression: pl.Expr
    filters: bool = False


def _column(key: str, label: str, plural: str, meaning: str, *, filters: bool = False) -> Dimension:
    return Dimension(key, label, plural, meaning, pl.col(key), filters)


def _period(key: str, every: str, meaning: str) -> Dimension:
    return Dimension(key, key.capitalize(), f"{key}s", meaning, pl.col("date").dt.truncate(every))


def _weekday(day: pl.Expr) -> pl.Expr:
    return day.replace_strict(dict(enumerate(WEEKDAYS, start=1)), return_dtype=pl.Enum(WEEKDAYS))


DIMENSIONS: dict[str, Dimension] = {
    dimension.key: dimension
    for dimension in (
        _column("brand", "Brand", "brands", "The brand an order or post is for.", filters=True),
        _column(
            "platform", "Platform", "platforms", "Where the post stood or the order came from.", filters=True
        ),
        _column("category", "Category", "categories", "What the influencer talks about.", filters=True),
        _column(
            "campaign", "Campaign", "campaigns", "The campaign an order or post belongs to.", filters=True
        ),
        _column("influencer_id", "Influencer", "influencers", "The influencer, by id.", filters=True),
        _column("tier", "Followers", "tiers", "The influencer's follower tier, nano to mega.", filters=True),
        _column("gender", "Gender", "genders", "The influencer's gender where known.", filters=True),
        _column(
            "basis",
            "Payout basis",
            "bases",
            "What the influencer is paid for: post, order or a mix.",
            filters=True,
        ),
        _column("post_id", "Post", "posts", "The post, where an entry has one."),
        _column("date", "Date", "days", "The day of the order or post."),
        _period("week", "1w", "The week, from its Monday."),
        _period("month", "1mo", "The month, from its first day."),
        Dimension(
            "weekday", "Weekday", "weekdays", "The day of the week.", _weekday(pl.col("date").dt.weekday())
        ),
    )
}
FILTERING: dict[str, Dimension] = {key: one for key, one in DIMENSIONS.items() if one.filters}


def tier(followers: pl.Expr) -> pl.Expr:
    """Return the tier of a follower count; an unknown count has the tier "Unknown"."""
    below = [pl.when(followers < bound).then(pl.lit(name)) for name, bound in TIERS.items()]
    return pl.coalesce(*below, pl.lit(UNKNOWN))
