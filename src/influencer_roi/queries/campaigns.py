"""Answers what is asked of campaigns: what each one is, what it gains, how its revenue grows."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import polars as pl

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.ledger.cubes import Floats, add
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.memo import memo
from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.metrics.vocabulary import DEFAULT, Assumptions, Sums
from influencer_roi.model.names import NO_CAMPAIGN
from influencer_roi.model.slicing import COMPARE
from influencer_roi.queries.intervals import with_ranges
from influencer_roi.queries.windows import Window

INCREMENTAL, AVERAGE = "incremental", "average"
LARGEST, MANY = 3, 7
LEAST_SHOWN = 0.005  # what figures show as 0.01
METRICS = (
    "posts",
    "orders",
    "revenue",
    "spend",
    "roas",
    "roas_vs_average",
    "incremental_roas",
    "cpa",
    "aov",
    "engagement_rate",
)


_DAILY = ("revenue", "revenue_squared", "orders", "spend")


@memo(queries.KEPT_ANSWERS)
def summary(ledger: Ledger, filters: Filters, *, assumed: Assumptions = DEFAULT) -> pl.DataFrame:
    """Return one row per campaign of the selection, the one with most revenue first.

    Its brands, most revenue first; the first and last selected day with an order, null without any; how many
    influencers took part; METRICS; `low` to `high`, the range of its ROAS, and the `verdict` on it.
    """
    sums = queries.slices(ledger, filters, by="campaign", metrics=METRICS, assumed=assumed)
    people = queries.counts(ledger, filters, of="influencer_id", by="campaign")
    rows = (
        with_ranges(sums, ledger, filters, by=("campaign",), assumed=assumed)
        .join(people.rename({"count": "influencers"}), on="campaign", how="left", validate="1:1")
        .join(_days(ledger, filters), on="campaign", how="left", validate="1:1")
        .join(_brands(ledger, filters), on="campaign", how="left", validate="1:1")
    )
    return queries.ranked(rows.sort("campaign").cast({"campaign": pl.String}), rank_by="revenue")


def named(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of campaigns that have a name; where none has, all rows."""
    found = rows.filter(pl.col("campaign") != NO_CAMPAIGN)
    return rows if found.is_empty() else found


def spoken(campaign: str) -> str:
    """Return what a campaign is called inside a sentence."""
    return "What belongs to no campaign" if campaign == NO_CAMPAIGN else campaign


def largest(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the named campaigns that bring most: three where there are many, else one."""
    campaigns = named(rows)
    return campaigns.head(LARGEST if campaigns.height >= MANY else 1)


def outside(rows: pl.DataFrame) -> float:
    """Return the rupees spent on no campaign."""
    return float(rows.filter(pl.col("campaign") == NO_CAMPAIGN)["spend"].sum())


def ends(rows: pl.DataFrame, *, each: int) -> pl.DataFrame:
    """Return the first and the last rows, `each` of them; all where they are no more."""
    return pl.concat([rows.head(each), rows.tail(each)]) if rows.height > 2 * each else rows


def gains(rows: pl.DataFrame, measure: str, *, assumed: Assumptions = DEFAULT) -> pl.DataFrame:
    """Return the rows with spend and their `gain`, the highest first, with `gain_low` and `gain_high`.

    The gain is incremental ROAS less the rupee spent (INCREMENTAL), or ROAS less the selection's (AVERAGE).
    The range is that of the campaign's ROAS, carried over; null where that is. Where the selection has no
    ROAS, for more was clawed back than paid, there is nothing to gain on it.
    """
    beyond = 1 - assumed.baseline
    average = pl.col("roas") - pl.col("roas_vs_average")
    if measure == INCREMENTAL:
        gain, low, high = (
            pl.col("incremental_roas") - 1,
            pl.col("low") * beyond - 1,
            pl.col("high") * beyond - 1,
        )
    else:
        gain, low, high = pl.col("roas_vs_average"), pl.col("low") - average, pl.col("high") - average
    found = rows.filter(pl.col("roas").is_not_null()).with_columns(gain=gain, gain_low=low, gain_high=high)
    return queries.ranked(found.drop_nulls("gain"), rank_by="gain")


@dataclass(frozen=True)
class Growth:
    """A campaign from its own first order on: what it had earned by each day since, day 0 is that day.

    The sums go to the last day there is; `before` of the days lie before those chosen, on which it `sold`
    or did not.
    """

    name: str
    first_order: dt.date
    sums: Floats
    before: int
    sold: bool

    @property
    def age(self) -> int:
        """The number of the last day."""
        return len(self.sums) - 1


def growth(
    ledger: Ledger, filters: Filters, *, of: str = "revenue", assumed: Assumptions = DEFAULT
) -> list[Growth]:
    """Return every named campaign with an order so far, the youngest first, whatever campaigns are chosen.

    Sums are of `of`, a metric of revenue, orders and spend that adds up, over all its days up to the last one
    chosen; what came before day 0 counts on it. A campaign is as young as its first order: most posts stand
    for campaigns they are only shared over.
    """
    formula = REGISTRY[of].formula
    everyone = filters.without(["campaign", "start"])
    window = queries.window_of(ledger, filters)
    days = _days(ledger, everyone).drop_nulls("first_order").cast({"campaign": pl.String})
    daily = _until(_life(ledger, everyone), everyone).drop_nulls("date").cast({"campaign": pl.String})
    parts = daily.partition_by("campaign", as_dict=True)
    found = [
        _growth(name, first, parts[(name,)], lambda sums: formula.compute(sums, assumed), window)
        for name, first in days.select("campaign", "first_order").iter_rows()
        if name != NO_CAMPAIGN and first <= window.end
    ]
    return sorted(found, key=lambda one: (one.first_order, float(one.sums[-1])), reverse=True)


def _growth(
    name: str, first: dt.date, rows: pl.DataFrame, amount: Callable[[Sums], Floats], window: Window
) -> Growth:
    days = (rows["date"] - first).dt.total_days().to_numpy().clip(min=0)
    daily = {measure: rows[measure].fill_null(0.0).to_numpy() for measure in _DAILY}
    sums = np.cumsum(add(days.astype(np.int64), amount(daily), (window.end - first).days + 1))
    before = max(0, (window.start - first).days)
    orders = (daily["orders"] != 0) | (daily["revenue_squared"] != 0)
    return Growth(name, first, sums, before, sold=bool(orders[days >= before].any()))


def below_zero(rows: pl.DataFrame) -> int:
    """Return how many rows of `gains` lie below zero, as their figures show it."""
    return rows.filter(pl.col("gain") <= -LEAST_SHOWN).height


def last_orders(ledger: Ledger, filters: Filters) -> dict[str, dt.date]:
    """Return the last day with an order of each campaign that has one."""
    days = _days(ledger, filters).drop_nulls("last_order")
    return dict(zip(days["campaign"].cast(pl.String), days["last_order"], strict=True))


def days_of_life(ledger: Ledger, filters: Filters) -> pl.DataFrame:
    """Return one row per campaign, as text: `first_order` and `last_order`, whatever the days chosen."""
    whole = _days(ledger, filters.without(("start", "end")))
    return whole.select(pl.col("campaign").cast(pl.String), "first_order", "last_order")


@memo(queries.KEPT_ANSWERS)
def _days(ledger: Ledger, filters: Filters) -> pl.DataFrame:
    """Return one row per campaign: the first and the last day with an order, null without."""
    day, sold = pl.col("date"), (pl.col("orders") != 0) | (pl.col("revenue_squared") != 0)
    return (
        _until(_life(ledger, filters), filters)
        .lazy()
        .group_by("campaign")
        .agg(first_order=day.filter(sold).min(), last_order=day.filter(sold).max())
        .collect(engine="in-memory")
    )


def _until(rows: pl.DataFrame, filters: Filters) -> pl.DataFrame:
    """Return the rows of the selected days; what has no day only where none is selected."""
    if not filters.dated:
        return rows
    first, last = filters.start or dt.date.min, filters.end or dt.date.max
    return rows.filter(pl.col("date").is_between(first, last))


def _life(ledger: Ledger, filters: Filters) -> pl.DataFrame:
    """Return `_daily` of all days, whatever those selected: it is read once for every period."""
    return _daily(ledger, filters.without(("start", "end", COMPARE)))


@memo(queries.KEPT_SELECTIONS)
def _daily(ledger: Ledger, filters: Filters) -> pl.DataFrame:
    """Return one row per campaign and day with an entry: revenue, the sum of its squares, orders, spend."""
    return queries.summed(
        ledger, filters, by=("campaign", "date"), measures=_DAILY, who=queries.Who.INFLUENCERS
    )


def _brands(ledger: Ledger, filters: Filters) -> pl.DataFrame:
    """Return one row per campaign: its brands, the one that earns most first."""
    sold = queries.summed(
        ledger,
        filters,
        by=("campaign", "brand"),
        measures=("revenue", "posts"),
        who=queries.Who.INFLUENCERS,
    )
    return (
        sold.sort("campaign", "revenue", "posts", "brand", descending=[False, True, True, False])
        .group_by("campaign", maintain_order=True)
        .agg(pl.col("brand").cast(pl.String).alias("brands"))
    )
