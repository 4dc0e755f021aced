"""Killed at any step, what is live stays whole, and nothing that was begun stays over its time."""

import datetime as dt
import random
import subprocess
import sys
from pathlib import Path

import pytest

from influencer_roi.store import read_snapshot
from influencer_roi.store.about import about_of
from influencer_roi.store.build import build_snapshot
from influencer_roi.store.staged import live_uploads
from influencer_roi.store.tidying import tidy
from influencer_roi.store.upload import LIFE
from tests import trying
from tests.conftest import WORLD
from tests.faults.publisher import STEPS
from tests.worlds import write_folder

PUBLISHER = Path(__file__).parents[1] / "faults" / "publisher.py"
LIVE, MORE = 6800.0, 100.0  # rupees of revenue: the world's, and each order's that is added


def killed_at(root: Path, step: str, after: float) -> None:
    """Run a publisher, and kill it a moment after it begins a step."""
    command = [sys.executable, str(PUBLISHER), str(root)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as publisher:
        assert publisher.stdout is not None
        while publisher.stdout.readline().strip() != step:
            assert publisher.poll() is None
        try:
            publisher.wait(after)
        except subprocess.TimeoutExpired:
            publisher.kill()


@pytest.mark.at_length
def test_killed_at_any_step(tmp_path: Path):
    """Rounds of kill −9 in each step: readers find a version that is whole, and no leftover stays."""
    folder, root = tmp_path / "data", tmp_path / "snapshots"
    folder.mkdir()
    build_snapshot(write_folder(folder, WORLD), root)
    chance = random.Random(15)  # noqa: S311 # of when to kill
    for number in range(200) if trying.AT_LENGTH else range(1, len(STEPS), 2):
        killed_at(root, STEPS[number % len(STEPS)], chance.uniform(0, 0.05))
        read = read_snapshot(root)
        assert read.problems == ()
        revenue, about = float(read.ledger.entries["revenue"].sum()), about_of(root, read.version)
        assert about is not None
        assert (about.summary.total("revenue"), revenue % MORE) == (revenue, LIVE % MORE)
    tidy(root, now=dt.datetime.now(dt.UTC) + LIFE + dt.timedelta(hours=1))
    there = {path.name for path in (root / "staged").iterdir()}
    assert there == live_uploads(root)
    assert [*(root / "versions").rglob(".*")] == []
    assert [path for one in there for path in (root / "staged" / one / "files").glob(".*")] == []
