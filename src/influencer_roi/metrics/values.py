"""Works metrics out of frames of sums, one value per row."""

from collections.abc import Iterable

import numpy as np
import polars as pl

from influencer_roi.ledger.cubes import Floats
from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.metrics.vocabulary import DEFAULT, SELECTION, Assumptions, Formula


def value_of(sums: pl.DataFrame, formula: Formula, assumed: Assumptions = DEFAULT) -> Floats:
    """Return what a formula comes to in each row; NaN for nothing."""
    names = (*formula.uses, *(f"{SELECTION}{name}" for name in formula.beside))
    return formula.compute({name: floats(sums[name]) for name in names}, assumed)


def values_of(sums: pl.DataFrame, keys: Iterable[str], assumed: Assumptions = DEFAULT) -> list[pl.Series]:
    """Return the metrics of each row by key; null for nothing."""
    return [_values_of(sums, key, assumed) for key in keys]


def _values_of(sums: pl.DataFrame, key: str, assumed: Assumptions) -> pl.Series:
    formula = REGISTRY[key].formula
    if formula.text == key and sums[key].dtype == pl.Float64:
        return sums[key]  # a measure by its own name
    return column(key, value_of(sums, formula, assumed))


def floats(values: pl.Series) -> Floats:
    """Return numbers with NaN for null."""
    return values.to_numpy().astype(np.float64, copy=False)


def column(name: str, values: Floats) -> pl.Series:
    """Return numbers as a column with null for NaN."""
    return pl.Series(name, values, pl.Float64, nan_to_null=True)
