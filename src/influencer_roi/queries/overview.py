"""Answers what the Overview asks: who and what earns, which deals pay, who was paid and sold nothing."""

import math
from dataclasses import dataclass

import numpy as np
import polars as pl

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.ledger.cubes import Floats
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.memo import memo
from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.metrics.values import floats
from influencer_roi.metrics.vocabulary import DEFAULT, Assumptions, Better
from influencer_roi.queries import ranking
from influencer_roi.queries.adding import exact
from influencer_roi.queries.attributes import PERSON, attributes, described
from influencer_roi.queries.cuts import Bools
from influencer_roi.queries.intervals import with_ranges
from influencer_roi.queries.picking import only
from influencer_roi.queries.scores import with_scores

CORE = ("revenue", "spend", "roas", "orders")
PER_POST, PER_ORDER = "Per post", "Per order"


@dataclass(frozen=True)
class Ranked:
    """Rows with the best first, the first of them only; how many there are, and the floor they stand over."""

    shown: list[dict[str, float]]
    found: int
    floor: queries.Floor | None


@dataclass(frozen=True)
class Deals:
    """What per-post and per-order deals return, and the rupees in per-post deals that lose; None: no such."""

    per_post: float
    per_order: float
    losing: float | None


def best_influencers(
    ledger: Ledger, filters: Filters, *, metric: str, assumed: Assumptions = DEFAULT, top: int
) -> Ranked:
    """Return the influencers with the best of a metric, with their attributes and the range of ROAS.

    They have something to rank: a value, not 0 where it is a sum. By a cost only the paid are ranked: who was
    paid nothing would lead them all. By ROAS it is the `score` that ranks: it trusts few posts less, and so
    needs no floor.
    """
    volume = ranking.volume(metric)
    wanted = tuple(dict.fromkeys((*queries.ON_BOARDS, metric, volume or metric)))
    rows = queries.slices(ledger, filters, by=PERSON, metrics=wanted, assumed=assumed)
    values = floats(rows[metric])
    is_ranked = ~np.isnan(values) & ((values != 0) | (volume is not None))
    rows = only(rows, is_ranked & (floats(rows["spend"]) != 0) if is_cost(metric) else is_ranked)
    floor, rank_by = (None, "score") if metric == "roas" else (ranking.floor_of(rows, metric), metric)
    over = rows if floor is None else only(rows, floats(rows[floor.metric]) >= floor.least)
    ranked = with_scores(over, ledger, filters) if metric == "roas" else over
    first = queries.ranked(ranked, rank_by=rank_by, top=top)
    shown = with_ranges(first, ledger, filters, by=(PERSON,), assumed=assumed)
    return Ranked(described(shown, ledger).to_dicts(), ranked.height, floor)


def is_cost(metric: str) -> bool:
    """Return whether a metric is spend for something, better low."""
    return REGISTRY[metric].better is Better.LOWER and "spend" in REGISTRY[metric].formula.uses


def best_campaigns(ledger: Ledger, filters: Filters, *, assumed: Assumptions = DEFAULT) -> queries.Frame:
    """Return the campaigns with spend, highest ROAS first, with its range."""
    rows = queries.slices(ledger, filters, by="campaign", metrics=queries.ON_BOARDS, assumed=assumed)
    first = queries.ranked(ranking.valued(rows, "roas"), rank_by="roas")
    ranged = with_ranges(first, ledger, filters, by=("campaign",), assumed=assumed)
    return ranged.cast({"campaign": pl.String})


@memo()
def campaign_brands(ledger: Ledger) -> dict[str, str]:
    """Return the brand that earns most in each campaign, whatever the filters, so that colours stay."""
    earned = queries.summed(
        ledger,
        Filters(),
        by=("campaign", "brand"),
        measures=("revenue", "posts"),
        who=queries.Who.EVERYONE,
    )
    best = earned.sort("revenue", "posts", "brand", descending=[True, True, False]).unique(
        "campaign", keep="first", maintain_order=True
    )
    return dict(best.select(pl.col("campaign", "brand").cast(pl.String)).iter_rows())


def deals(ledger: Ledger, filters: Filters, assumed: Assumptions = DEFAULT) -> Deals | None:
    """Return how per-post and per-order deals compare; None where one of them has no spend.

    People with several deals take no part: what they earned belongs to none of them alone.
    """
    if {"revenue", "spend"} & queries.unknown(ledger):
        return None
    people = queries.slices(ledger, filters, by=PERSON, metrics=queries.ON_BOARDS, assumed=assumed)
    codes = people[PERSON].to_physical().to_numpy()
    by_post, by_order = (one[codes] for one in _paid_by(ledger))
    revenue, spend = (floats(people[name]) for name in ("revenue", "spend"))
    per_post, per_order = (_returned(revenue[rows], spend[rows]) for rows in (by_post, by_order))
    if per_post is None or per_order is None:
        return None
    losing = by_post & (floats(people["roas"]) < assumed.break_even)
    return Deals(per_post, per_order, float(spend[losing].sum()) if losing.any() else None)


def _returned(revenue: Floats, spend: Floats) -> float | None:
    """Return the ROAS of people together."""
    sums = {"revenue": revenue.sum(keepdims=True), "spend": exact("spend", spend.sum(keepdims=True))}
    roas = float(REGISTRY["roas"].formula.compute(sums, DEFAULT)[0])
    return None if math.isnan(roas) else roas


@memo()
def _paid_by(ledger: Ledger) -> tuple[Bools, Bools]:
    """Return by code which influencers are paid by post alone, and which by order alone."""
    known = attributes(ledger)["basis"].fill_null("")
    by_post, by_order = ((known == basis).to_numpy() for basis in (PER_POST, PER_ORDER))
    return by_post, by_order


def idle(ledger: Ledger, filters: Filters, assumed: Assumptions = DEFAULT) -> queries.Frame:
    """Return who was paid and sold nothing: influencer_id, coded, and what boards show."""
    people = queries.slices(ledger, filters, by=PERSON, metrics=queries.ON_BOARDS, assumed=assumed)
    return only(people, (floats(people["spend"]) > 0) & (floats(people["orders"]) <= 0))
