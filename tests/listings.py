"""Gives rows in pieces, and says which of them were asked for."""

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True)
class Counted:
    """Rows in pieces, each of which is written down as it is asked for."""

    parts: list[pl.DataFrame]
    given: list[int]

    @property
    def empty(self) -> pl.DataFrame:
        """No row."""
        return self.parts[0].clear()

    def count(self) -> int:
        """How many rows there are."""
        return sum(part.height for part in self.parts)

    def pieces(self) -> Iterator[pl.DataFrame]:
        """Give one piece after the other, and write down where the reader left."""
        try:
            for part in self.parts:
                self.given.append(part.height)
                yield part
        finally:
            self.given.append(-1)
