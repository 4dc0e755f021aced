"""Gives the point beyond which Student's t lies in 2.5 % of cases, for any degrees of freedom from 1 up.

With t = √n · tan a the density is that of cos a to the power n − 1 (Abramowitz and Stegun, Handbook of
Mathematical Functions, 26.7), which is smooth and bounded: it is integrated by Gauss and Legendre, and the
angle that holds 95 % is found by Newton, once for a grid of 1/n. Between its points t is straight to 2e-5.
"""

import math
from functools import lru_cache
from statistics import NormalDist

import numpy as np

from influencer_roi.ledger.cubes import Floats

COVERAGE = 0.95
_POINTS = 512
_NODES = 32
_STEPS = 8


def t_of(degrees: Floats) -> Floats:
    """Return t.975 for degrees of freedom; fewer than 1 count as 1, and infinitely many are the normal's."""
    grid, points = _table()
    return np.interp(1.0 / np.maximum(degrees, 1.0), grid, points)


@lru_cache(maxsize=1)
def _table() -> tuple[Floats, Floats]:
    """Return 1/n from 0 to 1, and t for each."""
    grid = np.linspace(0.0, 1.0, _POINTS + 1)
    normal = NormalDist().inv_cdf((1.0 + COVERAGE) / 2.0)
    return grid, np.concatenate(([normal], _solved(1.0 / grid[1:])))


def _solved(degrees: Floats) -> Floats:
    """Return t for each: Newton from 0 never goes beyond the angle, as what it sums is concave."""
    nodes, weights = np.polynomial.legendre.leggauss(_NODES)
    height = np.array([_height(one) for one in degrees])
    angle = np.zeros(len(degrees))
    for _ in range(_STEPS):
        inside = np.cos(angle[:, None] * (nodes + 1.0) / 2.0) ** (degrees[:, None] - 1.0)
        within = height * angle * (inside @ weights)
        angle += (COVERAGE - within) / (2.0 * height * np.cos(angle) ** (degrees - 1.0))
    return np.sqrt(degrees) * np.tan(angle)


def _height(degrees: float) -> float:
    """Return the density of the angle at 0."""
    return math.exp(math.lgamma((degrees + 1.0) / 2.0) - math.lgamma(degrees / 2.0)) / math.sqrt(math.pi)
