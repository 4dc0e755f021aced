"""Answers which campaigns earned more than they cost, which lost, and what went outside any campaign."""

import datetime as dt
from dataclasses import dataclass

import polars as pl

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.memo import memo
from influencer_roi.metrics.vocabulary import DEFAULT, Assumptions
from influencer_roi.model.names import NO_CAMPAIGN
from influencer_roi.queries.campaigns import last_orders


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
    paid = sums.filter(pl.col("spend") > 0, pl.col("profit").is_not_null()).cast({"campaign": pl.String})
    apart = paid["campaign"] == NO_CAMPAIGN
    ranked = paid.filter(~apart).sort("profit", "campaign", descending=[True, False])
    losing, earning = ranked.filter(pl.col("profit") < 0), ranked.filter(pl.col("profit") >= 0)
    first = earning.head(1)
    return CampaignResults(
        earning.height,
        float(earning["profit"].sum()),
        losing.height,
        -float(losing["profit"].sum()),
        best="".join(first["campaign"]),
        best_earned=float(first["profit"].sum()),
        silent=_silent(ledger, filters, losing.filter(pl.col("orders") <= 0)),
        outside=next(iter(paid.filter(apart).select("spend", "revenue", "profit").iter_rows()), None),
    )


def _silent(ledger: Ledger, filters: Filters, rows: pl.DataFrame) -> Silent:
    known = last_orders(ledger, filters.without(("start", "end")))
    days = [known.get(name) for name in rows["campaign"]]
    before = [day for day in days if day and (filters.start is None or day < filters.start)]
    last = max(before) if before and len(before) == rows.height else None
    return Silent(rows.height, float(rows["spend"].sum()), last)
