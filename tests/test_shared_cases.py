"""Runs the small folders that real files led to in every way in: each must answer as its own files do."""

from pathlib import Path
from typing import Any

import pytest

from tests.test_second_opinion import SHARED_DATA
from tests.ways import WAYS, disagreements, frame_of_csv, in_files, outcome

TABLES = ("influencers", "orders", "payouts", "posts")


def folders() -> list[Any]:
    """List the cases that are four plain files, or one skipped stand-in where there are none."""
    cases = SHARED_DATA.parent / "cases"
    plain = [*(f"{name}.csv" for name in TABLES), "expect.json"]
    found: list[Any] = sorted(
        path.parent
        for path in cases.glob("*/expect.json")
        if sorted(one.name for one in path.parent.iterdir()) == sorted(plain)
    )
    reason = f"no case in {cases}; set SHARED_DATA to the data beside them"
    return found or [pytest.param(cases, marks=pytest.mark.skip(reason=reason))]


@pytest.mark.in_turn(40)
@pytest.mark.parametrize("folder", folders(), ids=lambda folder: folder.name)
def test_every_way(folder: Path, tmp_path: Path) -> None:
    """As parts in CSV and Parquet, as frames and as a workbook, a case is what it is as files."""
    frames = {name: frame_of_csv(folder / f"{name}.csv") for name in TABLES}
    one = outcome(in_files, frames, tmp_path / "one")
    found = {name: [*disagreements(one, outcome(way, frames, tmp_path / name))] for name, way in WAYS.items()}
    assert {name: said for name, said in found.items() if said} == {}
