import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from influencer_roi.model.report import Refused
from influencer_roi.store import read_snapshot, versions
from influencer_roi.store.build import build_snapshot
from tests.faults.states import State, leftovers, served, state_of

ROUNDS = 500
WRITER = Path(__file__).with_name("writer.py")
LONGEST = 0.15  # seconds: several writes of the small ledger


def test_a_writer_killed_at_any_moment(tmp_path: Path, folders: dict[str, Path], states: dict[str, State]):
    """A writer killed 500 times, at random moments, never leaves a version that is not whole, nor a pile."""
    root = tmp_path / "snapshots"
    moments = random.Random(20261121)  # noqa: S311 # moments, not secrets
    torn: list[str] = []
    found_before, at_work = "", 0
    for _ in range(ROUNDS):
        _kill(root, folders, moments.uniform(0, LONGEST))
        at_work += bool(root.is_dir() and leftovers(root))
        try:
            read = read_snapshot(root)
        except Refused as refused:
            torn += [str(refused)] if found_before else []
            continue
        if read.problems and found_before:
            torn += map(str, read.problems)
        if state_of(read.ledger) != states[read.sources["folder"].rstrip("0123456789")]:
            torn.append(f"{read.version} holds another state than {read.sources}")
        assert read.version >= found_before
        assert len(leftovers(root)) <= 2
        found_before = read.version
    assert torn == []
    # Otherwise the kills came between writes, and nothing was tried.
    assert at_work > ROUNDS / 4
    version = build_snapshot(folders["one"], root)
    assert (served(root), leftovers(root)) == ((version, states["one"], 0), [])
    assert len(versions(root)) == 3


def _kill(root: Path, folders: dict[str, Path], after: float) -> None:
    """Start a writer, and kill it so many seconds after its first write began."""
    command = [sys.executable, str(WRITER), str(root), *map(str, folders.values())]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"ready\n"
        time.sleep(after)
        assert writer.poll() is None
        writer.send_signal(signal.SIGKILL)
