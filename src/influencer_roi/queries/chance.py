"""Says how often chance alone would make one group stand out as much: a permutation test, seeded and quick.

Members change groups at random, and the best group's ratio is worked out anew each time (Good, Permutation,
Parametric and Bootstrap Tests of Hypotheses). Taking the best of all groups each time is what pays for having
looked at all of them.
"""

from collections.abc import Sequence

import numpy as np

from influencer_roi.ledger.cubes import Floats, Ints, add

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
    found, *shuffled = _best(above, below, [groups, *(random.permutation(groups) for _ in range(TIMES))])
    as_good = sum(best >= found for best in shuffled)
    return float((1 + as_good) / (1 + TIMES))


def _best(above: Floats, below: Floats, ways: Sequence[Ints]) -> Floats:
    """Return the ratio of the best group, for each way to make groups."""
    size = int(ways[0].max()) + 1
    cells = np.concatenate([groups.astype(np.intp) + size * way for way, groups in enumerate(ways)])
    over, whole = (add(cells, np.tile(one, len(ways)), size * len(ways)) for one in (above, below))
    ratios = np.divide(over, whole, out=np.full(len(whole), -np.inf), where=whole > 0)
    best = ratios.reshape(len(ways), size).max(axis=1)
    # Sums in another order differ in their last bits: that is no difference.
    rounded: Floats = np.where(best < 1, np.round(best, 9), np.round(best, 6))
    return rounded
