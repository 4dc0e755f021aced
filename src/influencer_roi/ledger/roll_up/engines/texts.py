"""Lets an engine group by texts as they are."""

from collections.abc import Container, Sequence

import polars as pl

from influencer_roi.ledger.roll_up.expression import EngineRows


class TextsStay:
    """An engine that gives texts no numbers."""

    def numbers(self, rows: EngineRows, texts: Sequence[str]) -> dict[str, pl.DataFrame]:
        """Return none."""
        del rows, texts
        return {}

    def numbered(self, rows: EngineRows, texts: Container[str]) -> EngineRows:
        """Return rows as they are."""
        del texts
        return rows
