"""Makes up what knows nothing of posts: who sells and when is luck, drawn anew for each part of the days."""

import numpy as np
from numpy.typing import NDArray

from influencer_roi.sample.plan import Plan
from influencer_roi.sample.words import IDLE, WEEKDAYS

_FIRST_PART = 0.6


def lucks(plan: Plan) -> NDArray[np.float64]:
    """Return what each poster sells in the first part of the days and in the rest, whatever they post."""
    shares = np.array([[_FIRST_PART], [1 - _FIRST_PART]])
    return shares * np.random.default_rng([plan.seed, 5]).lognormal(0, 1, (2, plan.influencers + IDLE))


def any_days(rng: np.random.Generator, plan: Plan, owner: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return a day per order of these posters, by their luck in each part and by weekday alone."""
    first, rest = lucks(plan)[:, owner]
    appetite = WEEKDAYS[(plan.end.weekday() - np.arange(plan.days)[::-1]) % 7].cumsum()
    parted = appetite[int(plan.days * _FIRST_PART)]
    early = rng.random(len(owner)) * (first + rest) < first
    low, high = np.where(early, 0, parted), np.where(early, parted, appetite[-1])
    latest = low + (high - low) * rng.random(len(owner))
    days: NDArray[np.int64] = np.searchsorted(appetite[:-1], latest, side="right")
    return days
