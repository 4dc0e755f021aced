import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from influencer_roi.cli import main
from influencer_roi.store import current_version, read_snapshot
from tests.conftest import Tables

FolderOf = Callable[[Tables], Path]
HEADER = "influencer_id,platform,date,reach,likes,comments\n"


def posts(rows: int) -> Tables:
    """The world's files with another number of posts."""
    return {"posts": (HEADER + rows * "ann,IG,2025-06-01,10,2,3\n").encode()}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An empty place for snapshots, apart from the data."""
    return tmp_path / "snapshots"


def command(*arguments: object) -> list[str]:
    """The command line in a process of its own."""
    return [sys.executable, "-m", "influencer_roi.cli", *map(str, arguments)]


def test_build(folder_of: FolderOf, root: Path, capsys: pytest.CaptureFixture[str]):
    """`build` makes a snapshot and says in one line which version, how many rows, how long, and where."""
    assert main(["build", str(folder_of({})), "--out", str(root)]) == 0
    said = capsys.readouterr()
    version = re.escape(str(current_version(root)))
    entries = read_snapshot(root).ledger.entries.height
    assert re.fullmatch(rf"{version}: {entries} entries of 15 rows, \d+\.\d s, in {root}\n", said.out)
    assert said.err == ""


def test_a_folder_that_cannot_be_served(folder_of: FolderOf, root: Path, capsys: pytest.CaptureFixture[str]):
    """A refused folder is exit code 1, the problems on stderr, and no snapshot."""
    assert main(["build", str(folder_of({"posts": None})), "--out", str(root)]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "no file for posts" in said.err
    assert current_version(root) is None


def test_changes_are_accepted(folder_of: FolderOf, root: Path, capsys: pytest.CaptureFixture[str]):
    """A refresh that lost rows needs --accept-changes; the complaint names the very command that takes it."""
    main(["build", str(folder_of(posts(10))), "--out", str(root)])
    before = current_version(root)
    assert main(["build", str(folder_of(posts(1))), "--out", str(root)]) == 1
    said = capsys.readouterr().err
    assert current_version(root) == before
    named = said.strip().partition("if it is right: influencer-roi ")[2].split()
    assert main(named) == 0
    assert current_version(root) != before


def test_what_must_be_named(folder_of: FolderOf, capsys: pytest.CaptureFixture[str]):
    """Without --out nobody knows where to: wrong use, exit code 2."""
    with pytest.raises(SystemExit) as ended:
        main(["build", str(folder_of({}))])
    assert ended.value.code == 2
    assert "--out" in capsys.readouterr().err


def test_made_up_data(folder_of: FolderOf, root: Path):
    """--sample marks the data as made up."""
    main(["build", str(folder_of({})), "--out", str(root), "--sample"])
    assert read_snapshot(root).ledger.sample


def test_no_bar_without_a_terminal(folder_of: FolderOf, root: Path):
    """Where stderr is no terminal, nothing is drawn on it."""
    done = subprocess.run(
        command("build", folder_of({}), "--out", root), capture_output=True, text=True, check=True
    )
    assert (done.stderr, done.stdout.count("\n")) == ("", 1)


def test_a_bar_on_a_terminal(folder_of: FolderOf, root: Path):
    """On a terminal a bar says what is being done, on stderr only, and is taken away at the end."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        command("build", folder_of({}), "--out", root),
        stdout=subprocess.PIPE,
        stderr=theirs,
        text=True,
        env={**os.environ, "TERM": "xterm"},
    ) as building:
        os.close(theirs)
        drawn = b""
        try:
            while part := os.read(ours, 4096):
                drawn += part
        except OSError:  # the other end is closed
            pass
        out = building.communicate()[0]
    os.close(ours)
    assert (building.returncode, out.count("\n"), "\x1b" in out) == (0, 1, False)
    assert "looking for changes" in drawn.decode()
    assert "100%" in drawn.decode()
    assert drawn.endswith(b"\x1b[2K")


def test_the_status_file(folder_of: FolderOf, root: Path):
    """The status file beside the versions says how the build ended."""
    main(["build", str(folder_of({})), "--out", str(root)])
    assert json.loads((root / "status.json").read_bytes())["state"] == "ready"


def test_a_snapshot_answers_like_its_folder(
    world_folder: Path, root: Path, capsys: pytest.CaptureFixture[str]
):
    """A snapshot may stand where a folder does: it gives the same answers, from what was built."""
    main(["build", str(world_folder), "--out", str(root)])
    capsys.readouterr()
    for command in (["query", "--format", "json"], ["check", "--format", "json"]):
        said = []
        for place in (world_folder, root):
            assert main([command[0], str(place), *command[1:]]) == 0
            said.append(capsys.readouterr().out)
        assert said[0] == said[1]


GIVEN = """
import polars as pl
FILES = {{"influencers": "influencers", "posts": "posts", "orders": "tracking_data", "payouts": "payouts"}}
def tables():
    return {{name: pl.read_csv(f"{folder}/{{file}}.csv", infer_schema=False) for name, file in FILES.items()}}
"""


def test_a_loader_answers_like_a_folder(
    world_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    """What a loader gives answers as the files do from which it took it."""
    (tmp_path / "given_here.py").write_text(GIVEN.format(folder=world_folder))
    monkeypatch.chdir(tmp_path)
    answers = []
    for named in ([str(world_folder)], ["--source", "given_here:tables"]):
        assert main(["query", *named, "--format", "json"]) == 0
        answers.append(capsys.readouterr().out)
    assert answers[0] == answers[1]


@pytest.mark.parametrize("named", [[], ["FOLDER", "--source", "given:tables"]])
def test_one_of_folder_and_loader(named: list[str], capsys: pytest.CaptureFixture[str]):
    """A command that names no data, or two, is wrong use."""
    with pytest.raises(SystemExit) as stopped:
        main(["check", *named])
    assert stopped.value.code == 2
    assert "name a FOLDER, or a loader by --source" in capsys.readouterr().err


def test_snapshots_of_another_folder(
    folder_of: FolderOf, world_folder: Path, root: Path, capsys: pytest.CaptureFixture[str]
):
    """Over another folder's snapshots nothing is built or served, and they stay; `--moved` takes over."""
    assert main(["build", str(world_folder), "--out", str(root)]) == 0
    version, status = current_version(root), (root / "status.json").read_bytes()
    other = folder_of({"posts": None})
    capsys.readouterr()
    assert main(["build", str(other), "--out", str(root)]) == 1
    assert f"the snapshots of {world_folder}, not of {other}" in capsys.readouterr().err
    served = subprocess.run(
        command("serve", other),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={**os.environ, "INFLUENCER_ROI_SNAPSHOT": str(root)},
    )
    assert (served.returncode, served.stderr.count("\n")) == (1, 1)
    assert f"the snapshots of {world_folder}, not of {other}" in served.stderr
    assert (current_version(root), (root / "status.json").read_bytes()) == (version, status)
    other = folder_of({})
    assert main(["build", str(other), "--out", str(root), "--moved"]) == 0
    assert main(["build", str(world_folder), "--out", str(root)]) == 1
