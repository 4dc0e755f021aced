"""Small folders that real files led to come out by upload as they do as a folder."""

import os
import shutil
from pathlib import Path

import pytest

from influencer_roi.app import create_app
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.load import Intake, load_folder
from influencer_roi.model.report import Refused, refusal
from influencer_roi.settings import Settings
from influencer_roi.store.composing import compose
from influencer_roi.store.staged import staged_of, uploads
from influencer_roi.uploads.going_on import prepared
from tests.intake.cases.cases import Case, clean_folder
from tests.intake.cases.test_intake import CASES
from tests.uploads.conftest import Bringer
from tests.ways import Outcome, disagreements

SHARED = Path(os.environ.get("SHARED_DATA", "/nowhere")).parent / "cases"
FOLDERS = sorted(path.parent for path in SHARED.glob("**/expect.json"))
OF_DISKS = ("F08", "F11", "F26", "F27")  # links, holes, files that go while they are read, clocks
BESIDE = ("expect.json", "WORKINGS.txt")  # what a case says of itself


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of versions, one for all cases."""
    return tmp_path_factory.mktemp("versions")


@pytest.fixture(scope="module")
def bringer(root: Path, world: Ledger) -> Bringer:
    """Give somebody at the desk of this machine, one for all cases."""
    return Bringer(create_app(world, Settings(snapshot=root)).server.test_client())


def by_folder(folder: Path, intake: Intake) -> Outcome:
    """Return what a folder gives, or why it is refused."""
    try:
        return load_folder(folder, intake)
    except Refused as refused:
        return refused


def by_upload(bringer: Bringer, root: Path, folder: Path, intake: Intake) -> Outcome:
    """Return what the files of a folder give that somebody brings, or why they are refused."""
    for before in uploads(root):
        before.discard("local")
    staged = staged_of(root, bringer.begin().upload)
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        status, answer = bringer.bring(path.relative_to(folder).as_posix(), path.read_bytes())
        if status != 200:
            return refusal("not_a_table", path.name, answer["refused"])
    try:
        if not prepared(staged):
            return refusal("missing_column", "", "which column is which has to be chosen")
        compose(staged)
    except Refused as refused:
        return refused
    return by_folder(staged.files, intake)


def differences(folder: Path, bringer: Bringer, root: Path, intake: Intake) -> list[str]:
    """Return where an upload answers otherwise; a folder that is refused may be understood as an upload."""
    one = by_folder(folder, intake)
    other = by_upload(bringer, root, folder, intake)
    if isinstance(one, Refused):
        return []
    if isinstance(other, Refused):
        return [f"refused: {other}"]
    return [*disagreements(one, other)]


@pytest.mark.in_turn(40)
@pytest.mark.parametrize("case", [case for case in CASES if case.id not in OF_DISKS], ids=str)
def test_intake_cases(case: Case, bringer: Bringer, root: Path, tmp_path: Path):
    """Each kind of input that is served as a folder is served alike where somebody brings its files."""
    folder = clean_folder(tmp_path / "folder")
    case.change(folder)
    assert differences(folder, bringer, root, case.intake(folder)) == []


@pytest.mark.skipif(not FOLDERS, reason="there are no cases beside SHARED_DATA")
@pytest.mark.in_turn(40)
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_shared_cases(folder: Path, bringer: Bringer, root: Path, tmp_path: Path):
    """Each case, of exports too, is by upload what it is as a folder, and nothing has to be chosen."""
    folder = shutil.copytree(folder, tmp_path / "folder", ignore=shutil.ignore_patterns(*BESIDE))
    assert differences(folder, bringer, root, Intake()) == []
