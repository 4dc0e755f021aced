"""Adds up how revenue varies within slices: between the posts of each influencer, and between orders.

What an influencer earned varies as the posts do, for orders come in clusters, one for each post. Its variance
is that between posts, V = P/(P−1)·Σ(r − r̄)², with the squared values of orders that no post has; with fewer
than two posts it is the sum of squared order values. Variances of influencers add up, and by Satterthwaite
(An Approximate Distribution of Estimates of Variance Components, 1946) so do their degrees of freedom.

Where spend moves with orders, order values alone vary: Σ(v − n·AOV)² over entries that sold something, for
v rupees and n orders each. That is exact for one order an entry; of several, their sum varies as much.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from influencer_roi.filters import OF_PEOPLE, Filters
from influencer_roi.ledger.cubes import Floats, Ints, add, coded
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.memo import memo
from influencer_roi.ledger.spend import DUST
from influencer_roi.model.dimensions import DIMENSIONS
from influencer_roi.queries.cuts import (
    FEW_OF,
    KEPT_DAYS,
    KEPT_SELECTIONS,
    Bools,
    Who,
    bounds,
    sums_by_tuple,
    tuples_of,
)
from influencer_roi.queries.numbering import joined
from influencer_roi.queries.post_sums import OF_PAIRS, by_order, pairs, post_sums, sales_of_days

BETWEEN_POSTS = ("variance", "by_degrees", "squared", "counted_posts")
BETWEEN_ORDERS = ("squares", "products", "order_squares", "sales", "otherwise")
SUMS = (*BETWEEN_POSTS, *BETWEEN_ORDERS)
_KEPT_CODES = 16


@dataclass(frozen=True, eq=False)
class _Units:
    """How pairs of tuple and post make up slices: pairs to units, units to cells, cells to slices, by code.

    A cell is an influencer within a slice; a unit is one post there, or, where not `is_post`, what no post of
    the influencer brought. `slices` has one row per slice, `of_tuples` the cell of each tuple.
    """

    slices: pl.DataFrame
    of_tuples: Ints
    of_pairs: Ints
    is_post: Bools
    cells: Ints
    of_cells: Ints


@dataclass(frozen=True, eq=False)
class Spread:
    """One row per slice, and how revenue varies in each: SUMS."""

    slices: pl.DataFrame
    sums: Mapping[str, Floats]


def variances(ledger: Ledger, filters: Filters, *, by: tuple[str, ...]) -> pl.DataFrame:
    """Return the rows of `spread` with their sums beside them."""
    found = spread(ledger, filters, by=by)
    return pl.DataFrame([*found.slices, *(pl.Series(name, found.sums[name]) for name in SUMS)])


@memo(KEPT_SELECTIONS)
def spread(ledger: Ledger, filters: Filters, *, by: tuple[str, ...]) -> Spread:
    """Return one row per combination of values of `by`, one without any: what ranges are worked out of, sums.

    `variance` in squared rupees; `by_degrees`, the sum over influencers of its square by degrees of freedom;
    `squared`, the squared order values. `counted_posts` are those that sold something on the selected days,
    though they may be older, and those that stand in them, though they may have sold nothing. Of entries of
    per-order deals `squares` of revenue, `products` of revenue and orders, `order_squares`, and how many
    `sales` they are; `otherwise` counts the tuples with other deals. Rows of different influencers can be
    added up. Without revenue in the files all are 0.
    """
    if not by:
        people = spread(ledger, filters, by=("influencer_id",)).sums
        return Spread(pl.DataFrame(), {name: people[name].sum(keepdims=True) for name in SUMS})
    if "revenue" in ledger.unmeasured:
        slices, _ = _slices(ledger, by)
        return Spread(slices, dict.fromkeys(SUMS, np.zeros(slices.height)))
    units, cells, present = _units(ledger, by), *_cells(ledger, filters, by)
    of_held, size = units.of_cells[present], units.slices.height
    return Spread(units.slices, {name: add(of_held, one[present], size) for name, one in cells.items()})


def _cells(
    ledger: Ledger, filters: Filters, by: tuple[str, ...]
) -> tuple[Mapping[str, Floats], slice | Ints]:
    """Return SUMS by cell, and which of the cells are selected: whole influencers are picked out of all.

    Of few of them the sums are worked out for themselves.
    """
    others, chosen = filters.without(OF_PEOPLE), tuples_of(ledger, filters, Who.INFLUENCERS)
    if filters == others or chosen is None:
        return _cells_of_all(ledger, filters, by), slice(None)
    if len(chosen) > FEW_OF * np.count_nonzero(chosen):
        return _sums_of_cells(ledger, filters, by), slice(None)
    units = _units(ledger, by)
    return _cells_of_all(ledger, others, by), np.flatnonzero(np.bincount(units.of_tuples[chosen]))


@memo(KEPT_DAYS)
def _cells_of_all(ledger: Ledger, filters: Filters, by: tuple[str, ...]) -> Mapping[str, Floats]:
    return _sums_of_cells(ledger, filters, by)


def _sums_of_cells(ledger: Ledger, filters: Filters, by: tuple[str, ...]) -> Mapping[str, Floats]:
    units = _units(ledger, by)
    return {**_between_posts(ledger, filters, units), **_between_orders(ledger, filters, units)}


def _between_posts(ledger: Ledger, filters: Filters, units: _Units) -> dict[str, Floats]:
    sums = post_sums(ledger, filters)
    codes, size = units.of_pairs[sums.numbers], len(units.cells)
    present = np.flatnonzero(np.bincount(codes, minlength=size))
    revenue, squared = (add(codes, one, size)[present] for one in (sums.measures[name] for name in OF_PAIRS))
    cells, is_post = units.cells[present], units.is_post[present]
    return _of_cells(cells, is_post, revenue, squared, len(units.of_cells))


def _of_cells(cells: Ints, is_post: Bools, revenue: Floats, squared: Floats, size: int) -> dict[str, Floats]:
    """Return BETWEEN_POSTS of each cell."""
    of_posts, earned = cells[is_post], revenue[is_post]
    posts = np.bincount(of_posts, minlength=size).astype(np.float64)
    mean = add(of_posts, earned, size) / np.maximum(posts, 1.0)
    spread = add(of_posts, (earned - mean[of_posts]) ** 2, size) * posts / np.maximum(posts - 1.0, 1.0)
    orders = add(cells, squared, size)
    beside = add(cells[~is_post], squared[~is_post], size)
    variance = np.where(posts >= 2, spread + beside, orders)
    by_degrees = variance**2 / np.maximum(posts - 1.0, 1.0)
    return dict(zip(BETWEEN_POSTS, (variance, by_degrees, orders, posts), strict=True))


def _between_orders(ledger: Ledger, filters: Filters, units: _Units) -> dict[str, Floats]:
    selected = sums_by_tuple(ledger, filters, Who.INFLUENCERS)
    cells, size = units.of_tuples[selected.numbers], len(units.of_cells)
    sales = sales_of_days(ledger, *bounds(ledger, filters))
    found = {name: add(cells, sales[name][selected.numbers], size) for name in BETWEEN_ORDERS[:-1]}
    bears = np.abs(selected.measures["spend"]) >= DUST
    counts = bears | (selected.measures["revenue_squared"] != 0)
    otherwise = counts & ~by_order(ledger)[selected.numbers]
    return {**found, "otherwise": add(cells, otherwise.astype(np.float64), size)}


@memo(_KEPT_CODES)
def _units(ledger: Ledger, by: tuple[str, ...]) -> _Units:
    keys, known = ledger.cubes.finest.keys, pairs(ledger)
    slices, of_tuples = _slices(ledger, by)
    people, persons = coded(keys, ("influencer_id",))
    cells, cell_of = np.unique(
        joined((of_tuples, persons), (slices.height, people.height)), return_inverse=True
    )
    owners = joined((cell_of[known.tuples], known.posts), (len(cells), known.no_post + 1))
    units, of_pairs = np.unique(owners, return_inverse=True)
    return _Units(
        slices,
        cell_of,
        of_pairs,
        units % (known.no_post + 1) != known.no_post,
        units // (known.no_post + 1),
        cells // people.height,
    )


def _slices(ledger: Ledger, by: tuple[str, ...]) -> tuple[pl.DataFrame, Ints]:
    """Return one row per slice of the ledger, and the slice of each tuple."""
    values = ledger.cubes.finest.keys.select(DIMENSIONS[name].expression.alias(name) for name in by)
    return coded(values, by)
