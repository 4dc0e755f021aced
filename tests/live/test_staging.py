"""An upload is built in a process of its own, which ends when it is asked to."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from filelock import FileLock

from influencer_roi.live import staging
from influencer_roi.live.staging import built, progress_of
from influencer_roi.model.report import Refused
from influencer_roi.store.receiving import receiving
from influencer_roi.store.staged import Staged, begin
from influencer_roi.store.status import State, Status, write_status
from tests.conftest import WORLD
from tests.waiting import PATIENCE, wait_until
from tests.worlds import FILES, csv_of

SLOW = [sys.executable, "-c", "import time; time.sleep(60)"]


@pytest.fixture
def upload(tmp_path: Path) -> Staged:
    """The four files of the world, brought where nothing is live yet."""
    staged = begin(tmp_path / "snapshots", who="fin")
    for name, table in WORLD.items():
        with receiving(staged, FILES[name]) as write:
            write(csv_of(str(table)).encode())
    return staged


def ends(staged: Staged) -> None:
    """Wait for a build to end."""
    wait_until(lambda: progress_of(staged).state not in ("idle", "building"))


def test_an_upload_is_built_beside_what_is_live(upload: Staged):
    """A child builds it, says that it is ready, and its report counts every row."""
    assert progress_of(upload).state == "idle"
    staging.build(upload)
    ends(upload)
    assert progress_of(upload).problems == ()
    assert {name: one.kept for name, one in built(upload).ledger.report.counts.items()} == {
        "influencers": 3,
        "posts": 4,
        "orders": 6,
        "payouts": 2,
    }


def test_what_cannot_be_built_says_why(upload: Staged):
    """Without payouts the build is refused in words."""
    (upload.dropped / FILES["payouts"]).unlink()
    staging.build(upload)
    ends(upload)
    assert [one.code for one in progress_of(upload).problems] == ["file_missing"]
    with pytest.raises(Refused):
        built(upload)


@pytest.mark.parametrize(("state", "begun"), [("building", 0), ("ready", 1)])
def test_one_that_has_ended_keeps_no_other_away(upload: Staged, state: State, begun: int):
    """A build that goes on is not begun twice; one that said how it ended, and is about to go, stops none."""
    children: list[subprocess.Popen[bytes]] = []

    def spawn(_: list[str]) -> "subprocess.Popen[bytes]":
        children.append(subprocess.Popen([sys.executable, "-c", ""]))
        return children[-1]

    write_status(upload.folder, Status(state=state, step="reading"))
    with FileLock(upload.folder / "lock"):
        staging.build(upload, spawn=spawn)
    assert len(children) == begun
    for child in children:
        child.wait(PATIENCE)


def test_one_that_ends_late_says_nothing_of_the_next(upload: Staged):
    """A child that said it was ready takes a while to end; rows that are read anew by then go on."""
    late, following = subprocess.Popen(SLOW), subprocess.Popen(SLOW)
    others = {*threading.enumerate()}
    staging.build(upload, spawn=lambda _: late)
    (watching,) = {*threading.enumerate()} - others
    write_status(upload.folder, Status(state="ready", step="reading"))
    staging.build(upload, spawn=lambda _: following)
    late.kill()
    watching.join(PATIENCE)
    assert (progress_of(upload).state, progress_of(upload).problems) == ("building", ())
    upload.cancel()
    wait_until(lambda: following.poll() is not None)


@pytest.mark.parametrize("act", ["cancel", "discard"])
def test_a_build_ends_when_asked_to(upload: Staged, act: str):
    """Cancelled or discarded, the child is gone soon, whoever started it."""
    children: list[subprocess.Popen[bytes]] = []

    def spawn(_: list[str]) -> "subprocess.Popen[bytes]":
        children.append(subprocess.Popen(SLOW))
        return children[0]

    staging.build(upload, spawn=spawn)
    assert progress_of(upload).state == "building"
    upload.cancel() if act == "cancel" else upload.discard("fin")
    wait_until(lambda: children[0].poll() is not None)


def test_one_that_died_with_who_watched_it(upload: Staged):
    """A build that was killed with the worker that watched it does not go on for ever: it is begun anew."""
    write_status(upload.folder, Status(step="reading"))
    gone = subprocess.Popen([sys.executable, "-c", ""])
    (upload.folder / "builder").write_text(str(gone.pid))
    os.utime(upload.folder / "status.json", (0, 0))
    gone.wait(PATIENCE)
    assert [one.code for one in progress_of(upload).problems] == ["build_failed"]
    staging.build(upload)
    ends(upload)
    assert progress_of(upload).state == "ready"


def test_a_build_that_dies_is_told_so(upload: Staged):
    """A child that ends without an answer is a refusal, not a bar that stands still."""
    staging.build(upload, spawn=lambda _: subprocess.Popen([sys.executable, "-c", "raise SystemExit(3)"]))
    ends(upload)
    assert [(one.code, "code 3" in one.text) for one in progress_of(upload).problems] == [
        ("build_failed", True)
    ]
