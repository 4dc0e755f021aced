"""Answers which campaigns earned more than they cost, which lost, and what a table shows of each."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.memo import memo
from influencer_roi.metrics.vocabulary import DEFAULT, Assumptions
from influencer_roi.model.names import NO_CAMPAIGN
from influencer_roi.queries.campaigns import days_of_life, last_orders, summary
from influencer_roi.queries.comparing import slices_twice
from influencer_roi.queries.stopping import stopping


@dataclass(frozen=True)
class Silent:
    """Campaigns that lost and sold nothing: how many, their spend, and the last day any had an order on.

    The day is None where one of them never had an order, or had one after the days selected.
    """

    count: int
    spend: float
    last: dt.date | None


@dataclass(frozen=True)
class CampaignResults:
    """Named campaigns with spend, in rupees at the margin; on break-even is no loss.

    `best` is the one that earned most, "" where none earned; `outside` is what belongs to no campaign: its
    spend, its revenue and its profit, None where nothing was spent there.
    """

    earning: int
    earned: float
    losing: int
    lost: float
    best: str
    best_earned: float
    silent: Silent
    outside: tuple[float, float, float] | None

    @property
    def count(self) -> int:
        """How many campaigns have spend."""
        return self.earning + self.losing


@memo(queries.KEPT_SELECTIONS)
def campaign_results(
    ledger: Ledger, filters: Filters, *, assumed: Assumptions = DEFAULT
) -> CampaignResults | None:
    """Return how the campaigns of a selection did; None where readers see the spend of none of them."""
    sums = queries.slices(ledger, filters, by="campaign", metrics=queries.ON_BOARDS, assumed=assumed)
    if sums.height and sums["spend"].null_count() == sums.height:
        return None
    paid = [row for row in sums.to_dicts() if row["spend"] and row["spend"] > 0 and row["profit"] is not None]
    named = [row for row in paid if row["campaign"] != NO_CAMPAIGN]
    apart = next((row for row in paid if row["campaign"] == NO_CAMPAIGN), None)
    earning = sorted((row for row in named if row["profit"] >= 0), key=lambda row: -row["profit"])
    losing = [row for row in named if row["profit"] < 0]
    return CampaignResults(
        len(earning),
        sum(row["profit"] for row in earning),
        len(losing),
        -sum(row["profit"] for row in losing),
        best=earning[0]["campaign"] if earning else "",
        best_earned=earning[0]["profit"] if earning else 0.0,
        silent=_silent(ledger, filters, [row for row in losing if row["orders"] <= 0]),
        outside=(apart["spend"], apart["revenue"], apart["profit"]) if apart else None,
    )


def _silent(ledger: Ledger, filters: Filters, rows: Sequence[Mapping[str, float]]) -> Silent:
    known = last_orders(ledger, filters.without(("start", "end")))
    days = [known.get(str(row["campaign"])) for row in rows]
    before = [day for day in days if day and (filters.start is None or day < filters.start)]
    last = max(before) if before and len(before) == len(rows) else None
    return Silent(len(rows), sum(row["spend"] for row in rows), last)


def campaign_rows(ledger: Ledger, filters: Filters, *, assumed: Assumptions = DEFAULT) -> pl.DataFrame:
    """Return the rows of `summary` with the most spend first, what belongs to no campaign by its spend too.

    `first_order` and `last_order` are of the campaign's whole life, as ISO texts; `profit`; `small` is
    whether it had less spend than is looked at by itself.
    """
    rows = summary(ledger, filters, assumed=assumed).lazy().drop("first_order", "last_order")
    twice = slices_twice(ledger, filters, by="campaign", metrics=queries.ON_BOARDS, assumed=assumed)
    floor = stopping(ledger, filters, by="campaign", assumed=assumed).floor or 0.0
    earned = twice.lazy().select(pl.col("campaign").cast(pl.String), "profit")
    return (
        rows.join(earned, on="campaign", how="left", validate="1:1")
        .join(days_of_life(ledger, filters).lazy(), on="campaign", how="left", validate="1:1")
        .with_columns(
            pl.col("first_order", "last_order").dt.to_string("iso"),
            small=pl.col("spend").fill_null(floor) < floor,
        )
        .sort("spend", "revenue", "campaign", descending=[True, True, False], nulls_last=True)
        .collect(engine="in-memory")
    )


def counted(rows: pl.DataFrame) -> int:
    """Return how many campaigns the rows are, what belongs to none left out."""
    return rows.filter(pl.col("campaign") != NO_CAMPAIGN).height
