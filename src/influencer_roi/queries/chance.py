"""Says how often chance alone would make one group stand out as much: a permutation test, seeded and quick.

Members change groups at random, and the best group's ratio is worked out anew each time (Good, Permutation,
Parametric and Bootstrap Tests of Hypotheses). Taking the best of all groups each time is what pays for having
looked at all of them.
"""

import numpy as np

from influencer_roi.ledger.cubes import Floats, Ints

LEVEL = 0.05
TIMES = 99
MOST = 2_000  # members; of more, as many are drawn, so that an answer takes some milliseconds
_SEED = 20250501


def chance(above: Floats, below: Floats, groups: Ints) -> float:
    """Return the part of shuffles in which the best group's Σ above ÷ Σ below is at least the one found.

    The three have one value per member; groups count from 0. 1 where there is nothing to compare.
    """
    random = np.random.default_rng(_SEED)
    if len(groups) > MOST:
        drawn = np.sort(random.choice(len(groups), MOST, replace=False))
        above, below, groups = above[drawn], below[drawn], groups[drawn]
    if len(np.unique(groups)) < 2 or below.sum() <= 0:
        return 1.0
    found = _best(above, below, groups)
    as_good = sum(_best(above, below, random.permutation(groups)) >= found for _ in range(TIMES))
    return float((1 + as_good) / (1 + TIMES))


def _best(above: Floats, below: Floats, groups: Ints) -> float:
    whole = np.bincount(groups, below)
    counted = whole > 0
    best = (np.bincount(groups, above)[counted] / whole[counted]).max()
    # Sums in another order differ in their last bits: that is no difference.
    return float(np.round(best, 9)) if best < 1 else float(np.round(best, 6))
