import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from influencer_roi.intake.regular import open_regular, require_regular
from influencer_roi.ledger.load import check_folder
from influencer_roi.model.report import Refused
from influencer_roi.store import current_version
from influencer_roi.store.build import build_snapshot
from tests.conftest import Tables

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
FolderOf = Callable[[Tables], Path]


def pipe(path: Path) -> None:
    """Put a pipe there that nobody writes to."""
    path.parent.mkdir(exist_ok=True)
    os.mkfifo(path)


def plug(path: Path) -> None:
    """Put a socket there."""
    path.parent.mkdir(exist_ok=True)
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(str(path))


def device(path: Path) -> None:
    """Put a link to a device there that never ends."""
    path.parent.mkdir(exist_ok=True)
    path.symlink_to("/dev/zero")


PUT = {"pipe": pipe, "socket": plug, "device": device}
# By name of the file: which table of the world it stands for.
NAMES = {
    "tracking_data.csv": "orders",
    "tracking_data.csv.gz": "orders",
    "tracking_data.parquet": "orders",
    "tracking_data.xlsx": "orders",
    "posts.xlsx": "posts",
    "brands.csv": "",
    "posts.csv.sha256": "",
    "orders/part-0.parquet": "orders",
}


@pytest.mark.in_turn(4)
@pytest.mark.parametrize("kind", PUT)
@pytest.mark.parametrize("name", NAMES)
def test_what_is_no_regular_file(folder_of: FolderOf, tmp_path: Path, name: str, kind: str):
    """A pipe, socket or device is refused at once, wherever a file may lie; the next good file is taken."""
    folder = folder_of({NAMES[name]: None} if NAMES[name] else {})
    root = tmp_path / "snapshots"
    PUT[kind](folder / name)
    for look in (check_folder, lambda folder: build_snapshot(folder, root)):
        with pytest.raises(Refused) as refused:
            look(folder)
        assert [one.code for one in refused.value.problems] == ["not_a_regular_file"]
    (folder / name).unlink()
    if "/" in name:
        (folder / name).parent.rmdir()
    assert build_snapshot(folder_of({}), root) == current_version(root)


def test_what_takes_the_place_of_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A pipe that takes a file's place between a look and its opening is not waited for."""
    (tmp_path / "posts.csv").write_text("a")
    seen = (tmp_path / "posts.csv").stat()
    (tmp_path / "posts.csv").unlink()
    pipe(tmp_path / "posts.csv")
    monkeypatch.setattr(Path, "stat", lambda _: seen)
    with pytest.raises(Refused, match="not a regular file"):
        open_regular(tmp_path / "posts.csv")


def test_a_regular_file(tmp_path: Path):
    """A file, and a link to one, is opened to be read."""
    (tmp_path / "posts.csv").write_text("a")
    (tmp_path / "link.csv").symlink_to(tmp_path / "posts.csv")
    for name in ("posts.csv", "link.csv"):
        assert require_regular(tmp_path / name).st_size == 1
        with open_regular(tmp_path / name) as file:
            assert file.read() == b"a"
