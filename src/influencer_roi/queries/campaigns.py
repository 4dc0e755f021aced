"""Answers what is asked of campaigns: what each one is, what it gains, how its revenue grows."""

import datetime as dt
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import polars as pl

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.ledger.cubes import Floats, Ints, add
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.memo import memo
from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.metrics.values import floats
from influencer_roi.metrics.vocabulary import DEFAULT, Assumptions
from influencer_roi.model.names import NO_CAMPAIGN
from influencer_roi.model.slicing import COMPARE
from influencer_roi.queries.aligning import filled
from influencer_roi.queries.cuts import Bools
from influencer_roi.queries.intervals import with_ranges
from influencer_roi.queries.picking import only
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
_FAR, _LONG_AGO = np.datetime64("9999-12-31"), np.datetime64("0001-01-01")
Days = npt.NDArray[np.datetime64]
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
    everyone = filters.without(["campaign", "start"])
    window = queries.window_of(ledger, filters)
    rows = _until(_life(ledger, everyone), everyone)
    daily = only(rows, rows["date"].is_not_null().to_numpy())
    amounts = REGISTRY[of].formula.compute(
        {name: filled(floats(daily[name]), 0.0) for name in _DAILY}, assumed
    )
    days, sold, starts = daily["date"].to_numpy(), _sold(daily), _starts(daily["campaign"])
    parts = [slice(start, end) for start, end in pairwise([*starts.tolist(), daily.height])]
    found = [
        _growth(name, days[own], amounts[own], sold[own], window)
        for name, own in zip(daily["campaign"][starts].to_list(), parts, strict=True)
        if name != NO_CAMPAIGN and sold[own].any()
    ]
    return sorted(found, key=lambda one: (one.first_order, float(one.sums[-1])), reverse=True)


def _growth(name: str, days: Days, amounts: Floats, sold: Bools, window: Window) -> Growth:
    """Return how one campaign grew, out of its days with an entry, in order."""
    first = days[sold.argmax()]
    since, day = (days - first).astype(np.int64).clip(min=0), first.item()
    sums = np.cumsum(add(since, amounts, (window.end - day).days + 1))
    before = max(0, (window.start - day).days)
    return Growth(name, day, sums, before, sold=bool(sold[since >= before].any()))


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
    rows = _until(_life(ledger, filters), filters)
    starts = _starts(rows["campaign"])
    sold = _sold(rows) & rows["date"].is_not_null().to_numpy()
    days, never = rows["date"].to_numpy(), ~np.logical_or.reduceat(sold, starts)
    first = np.minimum.reduceat(np.where(sold, days, _FAR), starts)
    last = np.maximum.reduceat(np.where(sold, days, _LONG_AGO), starts)
    found = {"first_order": first, "last_order": last}
    return pl.DataFrame(
        [
            rows["campaign"][starts],
            *(pl.Series(name, np.where(never, np.datetime64("NaT"), one)) for name, one in found.items()),
        ]
    )


def _starts(campaigns: pl.Series) -> Ints:
    """Return where the rows of each campaign begin."""
    codes = campaigns.to_physical().cast(pl.Int64).fill_null(-1).to_numpy()
    return np.flatnonzero(np.diff(codes, prepend=-2))


def _sold(rows: pl.DataFrame) -> Bools:
    """Return which rows hold an order."""
    orders, squared = (filled(floats(rows[name]), 0.0) for name in ("orders", "revenue_squared"))
    sold: Bools = (orders != 0) | (squared != 0)
    return sold


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
