"""Answers how much revenue and spend stands on influencers the influencers file does not have."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.ledger.cubes import names_of
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.memo import memo
from influencer_roi.metrics.values import floats
from influencer_roi.model.names import UNKNOWN
from influencer_roi.queries.aligning import filled
from influencer_roi.queries.cuts import Bools

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
    theirs = _theirs(ledger)
    if not theirs.any():
        return None
    people = queries.slices(ledger, filters, by="influencer_id", metrics=queries.ON_BOARDS)
    rows = np.flatnonzero(theirs[people["influencer_id"].to_physical().to_numpy()])
    revenue, spend = (filled(floats(people[name])[rows], 0.0) for name in ("revenue", "spend"))
    weight = np.abs(revenue) + np.abs(spend)
    found = int((weight > 0).sum())
    if not found:
        return None
    largest = rows[np.argsort(-weight, kind="stable")[: min(found, LARGEST)]]
    ids = tuple(people["influencer_id"][largest].cast(pl.String))
    return Unlisted(found, float(revenue.sum()), float(spend.sum()), ids)


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


@memo()
def _theirs(ledger: Ledger) -> Bools:
    """Return by code which people are not in the influencers file."""
    return names_of(ledger.entries["influencer_id"]).is_in(_ids(ledger)).to_numpy()
