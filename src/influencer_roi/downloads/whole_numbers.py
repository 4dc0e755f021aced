"""Gives counts of people as the whole numbers they are: 21792 in a file, not 21792.0."""

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from influencer_roi.orders import Listing

WHOLE = frozenset({"follower_count"})


@dataclass(frozen=True)
class WholeNumbers:
    """Rows to take home, counts of people in them as integers."""

    listed: Listing

    @property
    def empty(self) -> pl.DataFrame:
        """No row, with all the columns rows have."""
        return _whole(self.listed.empty)

    def count(self) -> int:
        """Return how many rows there are."""
        return self.listed.count()

    def pieces(self) -> Iterator[pl.DataFrame]:
        """Yield all rows in their order, a few at a time."""
        return map(_whole, self.listed.pieces())


def _whole(rows: pl.DataFrame) -> pl.DataFrame:
    floats = [name for name in WHOLE.intersection(rows.columns) if rows.schema[name].is_float()]
    return rows.with_columns(pl.col(floats).round().cast(pl.Int64, strict=False))
