"""Answers how much revenue and spend stands on influencers the influencers file does not have."""

from dataclasses import dataclass

import polars as pl

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.memo import memo
from influencer_roi.model.names import UNKNOWN

LARGEST = 3


@dataclass(frozen=True)
class Unlisted:
    """How many people that are not in the influencers file earned or were paid, and how many rupees.

    `largest` are the ids of those with most of both.
    """

    people: int
    revenue: float
    spend: float
    largest: tuple[str, ...]


def unlisted(ledger: Ledger, filters: Filters) -> Unlisted | None:
    """Return what stands on people who are not in the influencers file; None where nothing does."""
    ids = _ids(ledger)
    if not ids:
        return None
    people = queries.slices(ledger, filters, by="influencer_id", metrics=("revenue", "spend"))
    sums = people.cast({"influencer_id": pl.String}).fill_null(0.0).filter(pl.col("influencer_id").is_in(ids))
    weight = pl.col("revenue").abs() + pl.col("spend").abs()
    found = sums.filter(weight > 0).sort(weight, descending=True, maintain_order=True)
    if found.is_empty():
        return None
    revenue, spend = (float(found[name].sum()) for name in ("revenue", "spend"))
    return Unlisted(found.height, revenue, spend, tuple(found["influencer_id"].head(LARGEST)))


def unlisted_only(ledger: Ledger, filters: Filters) -> Filters:
    """Return filters that let through only people who are not in the influencers file."""
    listed = ledger.tables.influencers.filter("listed")
    if UNKNOWN in listed["category"]:
        return filters.choosing(influencer_id=_ids(ledger))
    return filters.choosing(category=(UNKNOWN,))


@memo()
def _ids(ledger: Ledger) -> tuple[str, ...]:
    people = ledger.tables.influencers
    return tuple(people.filter(~pl.col("listed"))["id"]) if "listed" in people.columns else ()
