"""Gives each value of a dimension a number, and each row or place the number of its value."""

from collections.abc import Sequence

import numpy as np
import polars as pl

from influencer_roi.ledger.cubes import Cube, Ints, coded, names_of
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.memo import memo
from influencer_roi.model.dimensions import DIMENSIONS

POST = "post_id"
_KEPT_CODES = 64
_MOST_NUMBERS = 4_000_000

Codes = tuple[pl.Series, Ints]


@memo()
def _days(ledger: Ledger) -> pl.Series:
    """Return the date of each number of a day; 0 has none."""
    dates = pl.date_range(ledger.first_day, ledger.as_of, "1d", eager=True).alias("date")
    return pl.concat([pl.Series("date", [None], pl.Date), dates])


@memo(_KEPT_CODES)
def day_codes(ledger: Ledger, name: str) -> Codes:
    """Return the values of a dimension of dates, and which of them each number of a day has."""
    return _codes(_days(ledger).to_frame(), name)


@memo(_KEPT_CODES)
def codes_of(_: Ledger, cube: Cube, name: str) -> Codes:
    """Return the values of a dimension, and which of them each place of a roll-up has."""
    return _codes(cube.keys, name)


def _codes(keys: pl.DataFrame, name: str) -> Codes:
    values, codes = coded(keys.select(DIMENSIONS[name].expression.alias(name)), [name])
    return values[name], codes


@memo()
def _posts(ledger: Ledger) -> Codes:
    """Return the posts by code, none last, and the code of each entry's post."""
    posts = ledger.entries["post_id"]
    names = names_of(posts)
    codes = posts.to_physical().fill_null(len(names)).to_numpy()
    return names.cast(posts.dtype).extend_constant(None, 1).alias(POST), codes


def post_codes(ledger: Ledger, rows: slice | Ints) -> Codes:
    """Return all posts, and which of them each of these entries has."""
    values, codes = _posts(ledger)
    return values, codes[rows]


def joined(codes: Sequence[Ints], shape: Sequence[int]) -> Ints:
    """Return one number for each combination of codes."""
    if len(codes) == 1:
        return codes[0].astype(np.intp)
    return np.ravel_multi_index([of.astype(np.intp) for of in codes], tuple(shape))


def compact(numbers: Ints, size: int) -> tuple[Ints, Ints]:
    """Return the different numbers there are, in order, and for each number which of them it is."""
    if size > _MOST_NUMBERS:
        return np.unique(numbers, return_inverse=True)
    present = np.bincount(numbers, minlength=size) > 0
    return np.flatnonzero(present), (np.cumsum(present) - 1)[numbers]
