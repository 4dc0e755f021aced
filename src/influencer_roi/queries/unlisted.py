"""Answers how much revenue and spend stands on influencers the influencers file does not have."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.memo import memo
from influencer_roi.metrics.values import floats
from influencer_roi.model.names import UNKNOWN
from influencer_roi.queries.aligning import filled
from influencer_roi.queries.picking import best

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
    chosen = filters["influencer_id"]
    theirs = tuple(one for one in _ids(ledger) if not chosen or one in chosen)
    if not theirs:
        return None
    only = filters.choosing(influencer_id=theirs)
    people = queries.slices(ledger, only, by="influencer_id", metrics=queries.ON_BOARDS)
    revenue, spend = (filled(floats(people[name]), 0.0) for name in ("revenue", "spend"))
    weight = np.abs(revenue) + np.abs(spend)
    found = int((weight > 0).sum())
    if not found:
        return None
    largest = people["influencer_id"][best(weight, min(found, LARGEST))]
    return Unlisted(found, float(revenue.sum()), float(spend.sum()), tuple(largest))


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
