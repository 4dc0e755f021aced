"""Picks rows by numbers: those that are held, the best, both ends.

A question of Polars takes longer to start than numpy takes for as few rows as slices are.
"""

from collections.abc import Sequence

import numpy as np
import polars as pl

from influencer_roi.ledger.cubes import Floats, Ints
from influencer_roi.metrics.values import floats
from influencer_roi.queries.aligning import filled
from influencer_roi.queries.cuts import Bools


def only(rows: pl.DataFrame, mask: Bools) -> pl.DataFrame:
    """Return the rows that are held."""
    return rows if mask.all() else rows[np.flatnonzero(mask)]


def with_any(rows: pl.DataFrame, names: Sequence[str]) -> pl.DataFrame:
    """Return the rows that have something other than 0 in one of these columns."""
    return only(rows, np.any([filled(floats(rows[name]), 0.0) != 0 for name in names], axis=0))


def best_of(mask: Bools, values: Floats, *, top: int | None = None, then: Floats | None = None) -> Ints:
    """Return where those stand that are held, the best first, as in `best`; without `top` all of them."""
    at = np.flatnonzero(mask)
    return at[best(values[at], len(at) if top is None else top, then=None if then is None else then[at])]


def best(values: Floats, top: int, *, then: Floats | None = None) -> Ints:
    """Return where the highest of values stand, NaN last; of those alike the highest of `then`."""
    keys = filled(-values, np.inf)
    # The least of the top is found in a fraction of the time it takes to order all.
    some = 0 < top < len(keys)
    among = np.flatnonzero(keys <= np.partition(keys, top - 1)[top - 1]) if some else np.arange(len(keys))
    second = () if then is None else (filled(-then[among], np.inf),)
    return among[np.lexsort((*second, keys[among]))[:top]]


def both_ends(values: Floats, each: int, *, then: Floats) -> tuple[Ints, Ints]:
    """Return where the best stand, and where the last of the others: `each` of them, or all there are."""
    if len(values) <= 2 * each:
        found = best(values, len(values), then=then)
        return found[:each], found[each:]
    backwards, second = (-filled(one, -np.inf)[::-1] for one in (values, then))
    return best(values, each, then=then), len(values) - 1 - best(backwards, each, then=second)[::-1]
