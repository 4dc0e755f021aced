"""Says how far the needed share of revenue can be trusted: the band that people drawn again give.

People are drawn with replacement as often as there are, a thousand times (Efron and Tibshirani, An
Introduction to the Bootstrap); the band holds the middle nine tenths of what that comes to.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import polars as pl

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.ledger.cubes import Floats, Ints, add
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.memo import memo
from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.metrics.vocabulary import DEFAULT, Assumptions
from influencer_roi.queries.cuts import KEPT_SELECTIONS, Who

NEEDED = "needed_share"
RESAMPLES = 1_000
BAND = (5, 95)  # percent
LEAST_PEOPLE = 8
# Of more people, neighbours at random are drawn together, so that an answer takes some milliseconds.
MOST_DRAWN = 1_000
KEPT_SIZES = 4  # at most 8 MB each
_MEASURES = ("spend", "paid_revenue")
_SEED = 20_250_503


@dataclass(frozen=True)
class Needed:
    """Which part of the revenue of those who were paid must be caused for their spend to pay.

    `part` is null without spend or revenue; `low` and `high`, the 90 % band, with fewer than LEAST_PEOPLE
    `people` paid, and where readers see no payouts. `spend` and `revenue` are rupees.
    """

    part: float | None
    low: float | None
    high: float | None
    people: int
    spend: float | None
    revenue: float | None


@memo(KEPT_SELECTIONS)
def needed(ledger: Ledger, filters: Filters, *, assumed: Assumptions = DEFAULT) -> Needed:
    """Return the needed share of a selection with its band."""
    totals = queries.totals(ledger, filters, metrics=(NEEDED, "spend"), assumed=assumed)
    rows = paid(ledger, filters)
    revenue = None if "paid_revenue" in ledger.unmeasured else float(rows["paid_revenue"].sum())
    band = None
    if totals[NEEDED] is not None and ledger.audience.sees_payouts and rows.height >= LEAST_PEOPLE:
        band = band_of(rows, assumed=assumed)
    low, high = band or (None, None)
    return Needed(totals[NEEDED], low, high, rows.height, totals["spend"], revenue)


def paid(ledger: Ledger, filters: Filters) -> pl.DataFrame:
    """Return one row per selected influencer with a payout: its id, spend and paid_revenue."""
    rows = queries.summed(ledger, filters, by=("influencer_id",), measures=_MEASURES, who=Who.INFLUENCERS)
    return queries.with_any(rows, _MEASURES)


def band_of(people: pl.DataFrame, *, assumed: Assumptions = DEFAULT) -> tuple[float, float] | None:
    """Return the 90 % band of the needed share of people; None where too many draws earn nothing."""
    groups = _drawn_together(people.height)
    sums = {name: add(groups, people[name].to_numpy(), int(groups.max()) + 1) for name in _MEASURES}
    # Not `@`: BLAS would wake a thread per core for a millisecond of work, and they spin on afterwards.
    redrawn = {name: np.einsum("ij,j->i", _times_drawn(len(one)), one) for name, one in sums.items()}
    parts = REGISTRY[NEEDED].formula.compute(redrawn, assumed)
    known = parts[parts > 0]
    if len(known) < RESAMPLES * BAND[1] / 100:
        return None
    low, high = np.percentile(known, BAND)
    return float(low), float(high)


@lru_cache(maxsize=KEPT_SIZES)
def _times_drawn(size: int) -> Floats:
    """Return how often each of `size` people is drawn, one row a draw, for every selection of as many."""
    random = np.random.Generator(np.random.PCG64(_SEED))
    drawn = random.integers(0, size, (RESAMPLES, size))
    drawn += size * np.arange(RESAMPLES)[:, None]
    return np.bincount(drawn.ravel(), minlength=RESAMPLES * size).reshape(RESAMPLES, size).astype(np.float64)


def _drawn_together(size: int) -> Ints:
    """Return the group each of `size` people is drawn in: one's own, or, of many, one of some at random."""
    groups = np.arange(size)
    if size > MOST_DRAWN:
        order = np.random.Generator(np.random.PCG64(_SEED)).permutation(size)
        groups[order] = np.arange(size) % MOST_DRAWN
    return groups
