import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from influencer_roi.model.report import Problem, Refused
from influencer_roi.store import current_version, versions
from influencer_roi.store.build import build_snapshot
from influencer_roi.store.status import read_status
from tests.faults.states import State, leftovers, served, unswitched

KIB = 1024
SIZES = range(4, 420, 8)  # KiB: from less than one file to more than four versions


@contextmanager
def disk_of(kib: int, at: Path) -> Iterator[Path]:
    """A disk with so much room; skipped, with the reason, where nothing may be mounted."""
    at.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={kib}k", "none", str(at)],
        capture_output=True,
        text=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip(f"a small disk cannot be mounted here: {mounted.stderr.strip()}")
    try:
        yield at
    finally:
        subprocess.run(["umount", str(at)], check=True)


def bytes_of(problem: Problem) -> tuple[int, int]:
    """The bytes needed and the bytes free, as a problem names them."""
    found = re.search(r"it needs ([\d,]+) bytes, ([\d,]+) are free", problem.text)
    assert found, problem.text
    needed, free = (int(figure.replace(",", "")) for figure in found.groups())
    return needed, free


def test_disks_of_many_sizes(tmp_path: Path, folders: dict[str, Path], states: dict[str, State]):
    """Where the disk is full, what was served is served, nothing is left over, and the bytes are named."""
    taken, full = 0, 0
    for kib in SIZES:
        with disk_of(kib, tmp_path / str(kib)) as disk:
            root = disk / "snapshots"
            expected: tuple[str, State, int] | None = None
            for name in ("one", "two") * 3:
                try:
                    expected = build_snapshot(folders[name], root), states[name], 0
                    taken += 1
                except Refused as refused:
                    full += 1
                    _is_as_before(root, refused.problems, expected)
                if expected:
                    assert served(root) == expected
    # Some sizes hold all six versions one after the other, some not even one.
    assert taken > len(SIZES)
    assert full > len(SIZES)


def _is_as_before(root: Path, problems: tuple[Problem, ...], expected: tuple[str, State, int] | None) -> None:
    assert [problem.code for problem in problems] == ["disk_full"]
    assert leftovers(root) == []
    assert current_version(root) == (expected[0] if expected else None)
    assert versions(root)[:1] == ([expected[0]] if expected else [])
    if "it needs" in problems[0].text:
        needed, free = bytes_of(problems[0])
        assert needed > free
        assert read_status(root).state == "refused"


@pytest.mark.parametrize("blocks", [0, 1, 2, 4, 8])
def test_files_that_may_not_grow(
    tmp_path: Path, folders: dict[str, Path], states: dict[str, State], blocks: int
):
    """Under `ulimit -f` the same holds: the build says what it needs and may have, and leaves nothing."""
    root = tmp_path / "snapshots"
    version = build_snapshot(folders["one"], root)
    command = f'ulimit -f {blocks}; exec "$@"'
    build = [sys.executable, "-m", "influencer_roi.cli", "build", str(folders["two"]), "--out", str(root)]
    done = subprocess.run(
        ["bash", "-c", command, "bash", *build],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert done.returncode == 1, done.stderr
    assert f"a file may have {blocks * KIB:,} (ulimit -f)" in done.stderr
    assert re.search(r"it needs [\d,]+ bytes", done.stderr)
    assert served(root) == (version, states["one"], 0)
    assert (leftovers(root), unswitched(root), versions(root)) == ([], [], [version])


def test_a_limit_that_is_enough(tmp_path: Path, folders: dict[str, Path], states: dict[str, State]):
    """A limit no file meets changes nothing."""
    root = tmp_path / "snapshots"
    command = 'ulimit -f 64; exec "$@"'
    build = [sys.executable, "-m", "influencer_roi.cli", "build", str(folders["two"]), "--out", str(root)]
    subprocess.run(["bash", "-c", command, "bash", *build], check=True, capture_output=True)
    assert served(root)[1:] == (states["two"], 0)
