from pathlib import Path

import pytest

from docs.build import ABSENT_MEANS, HERE, pages
from influencer_roi.data.dimensions import DIMENSIONS
from influencer_roi.data.ledger import MEASURES
from influencer_roi.data.sources import TABLES
from influencer_roi.metrics.registry import REGISTRY

MADE = pages()


@pytest.mark.parametrize("name", MADE)
def test_fresh(name: str):
    """The page on disk is what the code says today; `make docs` writes it anew."""
    assert Path(HERE, name).read_text(encoding="utf-8") == MADE[name]


def test_everything_is_defined():
    """The glossary has a line for each metric and each dimension, by key and by label."""
    metrics = [f"| {one.label} | `{one.key}` | {one.meaning} |" for one in REGISTRY.values()]
    dimensions = [f"| {one.label} | `{one.key}` | {one.meaning} |" for one in DIMENSIONS.values()]
    assert [line for line in (*metrics, *dimensions) if line not in MADE["glossary.md"]] == []


def test_everything_is_in_the_dictionary():
    """The data dictionary has a line for each column of each file and each measure of the ledger."""
    page = MADE["data-dictionary.md"]
    columns = [f"| `{column.name}` | {column.kind} |" for table in TABLES for column in table.columns]
    measures = [f"| `{name}` | measure |" for name in MEASURES]
    assert [line for line in (*columns, *measures) if line not in page] == []


def test_absent_columns_exist():
    """What the dictionary says of absent values is about columns that may be absent."""
    may_be = {f"{table.name}.{one.name}" for table in TABLES for one in table.columns if one.absent is None}
    assert sorted(ABSENT_MEANS.keys() - may_be) == []
