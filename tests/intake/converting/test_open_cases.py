"""Every open case of an export answers alike, whichever way its files come in; skipped without the cases."""

import csv
import gzip
import io
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.load import load_folder, load_frames
from influencer_roi.model.report import Refused
from tests.ledger.roll_up.test_engines import differences

CASES = Path(os.environ.get("SHARED_DATA", "/nowhere")).parent / "cases" / "exports"
FOLDERS = sorted(path.parent for path in CASES.glob("*/expect.json"))
BESIDE = ("codes.csv", "brands.csv")  # read by these names alone


def records_of(path: Path) -> list[list[str]]:
    """The records of a file of CSV."""
    return list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def frame_of(path: Path) -> pl.DataFrame:
    """A file of CSV as texts; it skips a file that has lines above its header, or ragged ones."""
    header, *rows = records_of(path)
    if len(set(header)) < len(header) or any(len(row) != len(header) for row in rows):
        pytest.skip(f"{path.name} is no rectangle of cells below one header")
    cells = [[cell or None for cell in row] for row in rows]
    return pl.DataFrame(cells, schema=dict.fromkeys(header, pl.String), orient="row")


def packed(path: Path) -> None:
    """Pack a file with gzip."""
    path.with_suffix(".csv.gz").write_bytes(gzip.compress(path.read_bytes()))
    path.unlink()


def semicolons(path: Path) -> None:
    """Write a file as Excel in Europe saves it as Unicode text."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";").writerows(records_of(path))
    path.write_bytes(text.getvalue().encode("utf-16"))


def parquet(path: Path) -> None:
    """Write a file as Parquet of texts."""
    frame_of(path).write_parquet(path.with_suffix(".parquet"))
    path.unlink()


def workbook(path: Path) -> None:
    """Write a file as a workbook of texts."""
    frame_of(path).write_excel(path.with_suffix(".xlsx"), worksheet="Sheet1")
    path.unlink()


def read(folder: Path) -> Ledger | str:
    """The ledger of a folder, or the code it is refused with."""
    try:
        return load_folder(folder)
    except Refused as refused:
        return refused.problems[0].code


def same(one: Ledger | str, other: Ledger | str) -> bool:
    """Whether two ledgers say the same, or are refused alike."""
    if isinstance(one, str) or isinstance(other, str):
        return one == other
    return differences(one, other).is_empty()


@pytest.mark.skipif(not FOLDERS, reason="no shared cases")
@pytest.mark.in_turn(15)
@pytest.mark.parametrize("form", [packed, semicolons, parquet, workbook], ids=lambda form: form.__name__)
@pytest.mark.parametrize("case", FOLDERS, ids=lambda case: case.name)
def test_every_form_of_a_case(case: Path, form: Callable[[Path], None], tmp_path: Path) -> None:
    """A case in another form gives the ledger that it gives as CSV."""
    if (case / "mapping.toml").exists() and form is not semicolons:
        pytest.skip("its mapping names files of CSV")
    folder = shutil.copytree(case, tmp_path / "case")
    for path in folder.glob("*.csv"):
        if path.name not in BESIDE:
            form(path)
    assert same(read(case), read(folder))


@pytest.mark.skipif(not FOLDERS, reason="no shared cases")
@pytest.mark.in_turn(8)
@pytest.mark.parametrize("case", FOLDERS, ids=lambda case: case.name)
def test_every_case_as_frames(case: Path) -> None:
    """A case as frames, each by the name of its file, gives the ledger that it gives as a folder."""
    if (case / "mapping.toml").exists():
        pytest.skip("frames have no mapping")
    frames = {path.stem: frame_of(path) for path in case.glob("*.csv")}
    try:
        other: Ledger | str = load_frames(frames)
    except Refused as refused:
        other = refused.problems[0].code
    assert same(read(case), other)
