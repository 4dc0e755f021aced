"""Runs each case that is about rows and cells in every other way in: it must answer as one file per table."""

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from tests.intake.cases.cases import BASE, FILES, Case, clean_folder
from tests.intake.cases.test_intake import CASES
from tests.ways import WAYS, Frames, disagreements, frame_of_csv, in_files, outcome

# Which kinds of input are about rows and cells; of the rest, what a file is, how its bytes are written, where
# its header stands and whether its lines fit it are questions only a text file poses.
OF_ROWS = ("N", "D", "B", "K", "S")
ALSO = {
    *("E17", "E18", "E27"),  # lines inside cells, quotes, totals
    *("H01", "H02", "H04", "H05", "H07", "H08", "H09", "H10"),  # names of columns, their order and lack
}
# Nor has a row fewer cells than its table has columns.
OF_LINES = "too_few_fields"
APPLICABLE = [
    case
    for case in CASES
    if (case.id.startswith(OF_ROWS) or case.id in ALSO) and OF_LINES not in str(case.outcome)
]

# Ways that differ from another in how orders come alone.
OF_ORDERS = ("side_by_side", "parquet_side_by_side", "folder_for_duckdb")


def frames_of(folder: Path) -> Frames:
    """Read the four files of a folder as frames of texts."""
    return {name: frame_of_csv(folder / file) for name, file in FILES.items()}


@pytest.mark.in_turn(24)
@pytest.mark.parametrize("case", APPLICABLE, ids=str)
def test_a_way_in_turn(case: Case, tmp_path: Path) -> None:
    """In the other way whose turn it is, a case is what it is as files."""
    agrees(case, tmp_path, lambda ways: {ways[APPLICABLE.index(case) % len(ways)]})


@pytest.mark.slow
@pytest.mark.parametrize("case", APPLICABLE, ids=str)
def test_every_way(case: Case, tmp_path: Path) -> None:
    """As parts in CSV and Parquet, as frames and as a workbook, a case is what it is as files."""
    agrees(case, tmp_path, set)


def agrees(case: Case, tmp_path: Path, chosen: Callable[[list[str]], set[str]]) -> None:
    """Hold a case to what it is as files, in the ways that are chosen of those it can come in."""
    folder = clean_folder(tmp_path / "folder")
    case.change(folder)
    frames, intake = frames_of(folder), case.intake(folder)
    one = outcome(in_files, frames, tmp_path / "one", intake)
    ways = [name for name in WAYS if touches_orders(frames) or name not in OF_ORDERS]
    found = {
        name: [*disagreements(one, outcome(WAYS[name], frames, tmp_path / name, intake))]
        for name in chosen(ways)
    }
    assert {name: said for name, said in found.items() if said} == {}


def touches_orders(frames: Frames) -> bool:
    """Return whether the orders are others than the clean folder's."""
    clean = pl.read_csv(BASE["orders"].encode(), infer_schema=False)
    return not frames["orders"].equals(clean)


def test_most_cases_apply() -> None:
    """Two thirds of all cases are about rows and cells."""
    assert len(APPLICABLE) > len(CASES) * 0.6
