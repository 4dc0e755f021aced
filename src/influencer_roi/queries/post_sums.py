"""Adds up what each post brought within a selection, and what entries of per-order deals vary by.

Both are roll-ups of their own, made when first asked for: one over pairs of tuple and post, one over the
entries that bear spend by order. This module knows days and filters, and nothing of intervals.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from influencer_roi.filters import Filters
from influencer_roi.ledger.cubes import IS_ORGANIC, Cube, Ints, longer_of, names_of
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.memo import memo
from influencer_roi.model.dimensions import SPEND_BASIS
from influencer_roi.model.names import basis_word
from influencer_roi.queries.cuts import (
    KEPT_DAYS,
    KEPT_SELECTIONS,
    Bools,
    Measures,
    Sums,
    Who,
    bounds,
    cut_days,
    sums_of,
    sums_of_numbers,
    tuples_of,
)

OF_PAIRS = ("revenue", "revenue_squared")


@dataclass(frozen=True, eq=False)
class Pairs:
    """The pairs of tuple and post that entries of influencers have, by number: the codes of both.

    `no_post` is the code of the post that is none. `blocks` are the roll-ups of entries over pairs, the
    longest first.
    """

    tuples: Ints
    posts: Ints
    no_post: int
    blocks: tuple[Cube, ...]


@memo()
def pairs(ledger: Ledger) -> Pairs:
    """Return every pair whose entries sold something or stand for part of a post."""
    cube = ledger.cubes.finest
    belongs = ~cube.keys[IS_ORGANIC].to_numpy()
    counts = (cube.measures["revenue_squared"] != 0) | (cube.measures["posts"] != 0)
    rows = np.flatnonzero(belongs[cube.tuples] & counts)
    posts = ledger.entries["post_id"]
    no_post = len(names_of(posts))
    codes = posts.to_physical().fill_null(no_post).to_numpy()[rows].astype(np.int64)
    found, numbers = np.unique(cube.tuples[rows] * np.int64(no_post + 1) + codes, return_inverse=True)
    tuples, of_posts = np.divmod(found, no_post + 1)
    rolled = Cube(
        pl.DataFrame({"tuple": tuples, "post": of_posts}),
        cube.step,
        np.searchsorted(rows, cube.starts),
        numbers.astype(np.int32),
        {name: cube.measures[name][rows] for name in OF_PAIRS},
    )
    return Pairs(tuples, of_posts, no_post, (*longer_of(rolled), rolled))


@memo(KEPT_SELECTIONS)
def post_sums(ledger: Ledger, filters: Filters) -> Sums:
    """Return the sums of the pairs that sold something, or whose post stands, on the selected days.

    A post that only sold in them was posted earlier; one that only stands in them sold nothing yet.
    """
    known, chosen = pairs(ledger), tuples_of(ledger, filters, Who.INFLUENCERS)
    mask = None if chosen is None else chosen[known.tuples]
    return sums_of_numbers(
        known.blocks, *bounds(ledger, filters), None if mask is None or mask.all() else mask
    )


@memo()
def by_order(ledger: Ledger) -> Bools:
    """Return which tuples bear spend by order."""
    basis = ledger.cubes.finest.keys.select(basis_word(pl.col(SPEND_BASIS).cast(pl.String)) == "order")
    return basis.to_series().fill_null(value=False).to_numpy()


@memo(KEPT_DAYS)
def sales_of_days(ledger: Ledger, first: int, last: int) -> Measures:
    """Return sums by tuple, 0 but where spend is by order, over the days from `first` to before `last`.

    Over entries that sold something they are: `squares` of revenue, `products` of revenue and orders,
    `order_squares`, and how many `sales`, such entries, there are.
    """
    return sums_of(cut_days(_sales(ledger), first, last), ledger.cubes.finest.keys.height)


@memo()
def _sales(ledger: Ledger) -> tuple[Cube, ...]:
    cube = ledger.cubes.finest
    sold = (cube.measures["orders"] != 0) | (cube.measures["revenue_squared"] != 0)
    rows = np.flatnonzero(by_order(ledger)[cube.tuples] & sold)
    revenue, orders = cube.measures["revenue"][rows], cube.measures["orders"][rows]
    rolled = Cube(
        cube.keys,
        cube.step,
        np.searchsorted(rows, cube.starts),
        cube.tuples[rows],
        {
            "squares": revenue**2,
            "products": revenue * orders,
            "order_squares": orders**2,
            "sales": np.ones(len(rows)),
        },
    )
    return (*longer_of(rolled), rolled)
