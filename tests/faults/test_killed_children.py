"""A child that builds or compares an upload is killed in each step: nothing live is touched or stays."""

import subprocess
import sys
from pathlib import Path

import pytest

from influencer_roi.live import staging
from influencer_roi.live.comparing import worked_out
from influencer_roi.live.staging import progress_of
from influencer_roi.store import current_version, read_snapshot
from influencer_roi.store.build import build_snapshot
from influencer_roi.store.receiving import receiving
from influencer_roi.store.staged import Staged, begin
from influencer_roi.store.tidying import tidy
from tests.conftest import WORLD
from tests.waiting import PATIENCE, wait_until
from tests.worlds import FILES, write_folder

CHILD = Path(__file__).with_name("builder.py")
PLACES = [
    "store.build:hashes",
    "store.build:load_folder",
    "store.writing:put_manifest",
    "store.versions:point",
    "live.comparing:difference",
    "queries.versions.compared:put_beside",
    "store.beside:_sha256",
]


@pytest.fixture
def upload(tmp_path: Path) -> Staged:
    """What is live, brought once more."""
    (tmp_path / "data").mkdir()
    folder = write_folder(tmp_path / "data", WORLD)
    build_snapshot(folder, tmp_path / "snapshots")
    staged = begin(tmp_path / "snapshots", who="fin")
    for name in FILES.values():
        with receiving(staged, name) as write:
            write((folder / name).read_bytes())
    return staged


def killed(staged: Staged, place: str, reached: Path) -> None:
    """Begin a build, and kill its child where it has come to a place."""
    children: list[subprocess.Popen[bytes]] = []

    def spawn(command: list[str]) -> "subprocess.Popen[bytes]":
        children.append(subprocess.Popen([sys.executable, str(CHILD), str(reached), place, *command[3:]]))
        return children[0]

    (staging.compare if staged.version else staging.build)(staged, spawn=spawn)
    wait_until(reached.exists)
    assert progress_of(staged).state == "building"
    children[0].kill()
    children[0].wait(PATIENCE)
    wait_until(lambda: progress_of(staged).state != "building")


@pytest.mark.parametrize("place", PLACES)
def test_killed_in_each_step(upload: Staged, tmp_path: Path, place: str):
    """It is told so, begun anew it ends well; what is live, and what is in its folder, are as ever."""
    live = current_version(upload.root)
    killed(upload, place, tmp_path / "reached")
    assert [one.code for one in progress_of(upload).problems] == ["build_failed"]
    assert worked_out(upload) is None
    assert (current_version(upload.root), read_snapshot(upload.root).problems) == (live, ())
    staging.build(upload)
    wait_until(lambda: progress_of(upload).state != "building")
    assert progress_of(upload).problems == ()
    assert worked_out(upload) is not None
    assert [*upload.folder.rglob(".tmp-*")] == []


def test_killed_while_it_compares_anew(upload: Staged, tmp_path: Path):
    """Where the child that compares with another live version is killed, what was built stays."""
    staging.build(upload)
    wait_until(lambda: progress_of(upload).state != "building")
    build_snapshot(tmp_path / "data", upload.root, sample=True)
    built = upload.version
    assert worked_out(upload) is None
    killed(upload, "store.beside:_sha256", tmp_path / "reached")
    assert (upload.version, worked_out(upload)) == (built, None)
    staging.compare(upload)
    wait_until(lambda: progress_of(upload).state != "building")
    assert progress_of(upload).problems == ()
    assert worked_out(upload) is not None
    tidy(upload.root)
    assert [*(upload.folder / "versions").rglob(".tmp-*")] == []
