"""Answers which campaigns earned more than they cost, which lost, and what went outside any campaign."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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
