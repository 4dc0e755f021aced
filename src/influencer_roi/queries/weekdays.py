"""Answers which weekday posts do best on, and whether that is more than chance."""

from dataclasses import dataclass

import polars as pl

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.memo import memo
from influencer_roi.queries.chance import LEVEL, chance
from influencer_roi.queries.content import post_texts

_RATES = {"reach_per_post": ("reach", "posts"), "engagement_rate": ("reached_engagements", "reach")}
WEEKDAY_METRICS = ("posts", "reach", "engagement_rate")
CLEARLY_MORE = 1.15
LEAST_POSTS = 5


@dataclass(frozen=True)
class Leader:
    """The weekday with most of something, how much of it, and how much all weekdays together have."""

    weekday: str
    value: float
    average: float

    @property
    def times(self) -> float:
        """How many times as much as all together; 0 where they have nothing."""
        return self.value / self.average if self.average else 0.0

    @property
    def clearly(self) -> bool:
        """Whether it has clearly more."""
        return self.times >= CLEARLY_MORE


def weekdays(ledger: Ledger, filters: Filters, *, metrics: tuple[str, ...] = WEEKDAY_METRICS) -> pl.DataFrame:
    """Return one row per weekday with posts, by the day they were published, in the order of the week.

    It has `metrics`, posts and reach among them, reached_engagements and reach_per_post; a rate without reach
    is null.
    """
    rows = queries.slices(ledger, filters, by="weekday", metrics=metrics, keep=("reached_engagements",))
    days = rows["weekday"].cast(pl.String)
    posted = [number for number, day in enumerate(days) if day is not None and rows["posts"][number] > 0]
    shown = rows if len(posted) == rows.height else rows[posted]
    each = (shown["reach"] / shown["posts"]).alias("reach_per_post")
    others = [shown[name] for name in rows.columns if name != "weekday"]
    return pl.DataFrame([shown["weekday"].cast(pl.String), *others, each])


def leading_weekday(rows: pl.DataFrame, *, of: str) -> Leader | None:
    """Return which of `weekdays` has most of something beside all of them; None where posts are too few."""
    if rows.height < 2 or rows["posts"].min() < LEAST_POSTS:  # type: ignore[operator] # a number where there are rows
        return None
    best = queries.ranked(rows, rank_by=of, top=1).row(0, named=True)
    return Leader(best["weekday"], best[of] or 0.0, over_weekdays(rows, of=of) or 0.0)


def over_weekdays(rows: pl.DataFrame, *, of: str) -> float | None:
    """Return `of` (reach_per_post or engagement_rate) over all rows of `weekdays`; null over 0."""
    above, below = _RATES[of]
    whole = float(rows[below].sum())
    return float(rows[above].sum()) / whole if whole else None


def stands_out(ledger: Ledger, filters: Filters, leader: Leader, *, of: str) -> bool:
    """Return whether the leading weekday has clearly more of something, and not by chance."""
    return leader.clearly and weekday_chance(ledger, filters, of=of) <= LEVEL


@memo(queries.KEPT_SELECTIONS)
def weekday_chance(ledger: Ledger, filters: Filters, *, of: str) -> float:
    """Return how often the best weekday's reach_per_post or engagement_rate would be as good by chance."""
    above, below = _RATES[of]
    sums = queries.summed(
        ledger, filters, by=("post_id",), measures=("posts", above, below), who=queries.Who.INFLUENCERS
    )
    posts = sums.filter(pl.col("post_id").is_not_null(), pl.col("posts") > 0)
    days = post_texts(ledger)["date"][posts["post_id"].to_physical()]
    return chance(posts[above].to_numpy(), posts[below].to_numpy(), (days.dt.weekday() - 1).to_numpy())
