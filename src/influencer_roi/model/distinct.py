"""Says whether values differ from one another."""

import polars as pl


def all_differ(values: pl.Series) -> bool:
    """Return whether no two values are alike; hashes that all differ say so sooner than the values."""
    return values.hash().n_unique() == len(values) or values.n_unique() == len(values)
