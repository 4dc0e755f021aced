"""Cleans small tables, as files of their own."""

import re
from pathlib import Path
from typing import Protocol

import pytest

from influencer_roi.intake.clean import Cleaned, Rules, clean
from influencer_roi.intake.read import read_sheet
from influencer_roi.model.schema import Table
from tests.worlds import csv_of


class Clean(Protocol):
    """Cleans a text table, among the influencers that are known."""

    def __call__(self, table: Table, text: str, *, known: frozenset[str] | None = None) -> Cleaned:
        """Return the table after cleaning."""


@pytest.fixture
def cleaned(tmp_path: Path) -> Clean:
    """Clean a file that holds this text table, cells apart by any blanks."""

    def of(table: Table, text: str, *, known: frozenset[str] | None = None) -> Cleaned:
        file = tmp_path / f"{table.name}.csv"
        file.write_text(csv_of(re.sub(" +", "  ", text)), encoding="utf-8")
        return clean(read_sheet(file, table), table, Rules(influencers=known))

    return of
