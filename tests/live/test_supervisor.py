import os
import signal
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from influencer_roi.live.source import DataSource
from influencer_roi.live.supervisor import NICENESS, Supervisor, start_behind
from influencer_roi.store.status import State, Status, read_status, write_status


@dataclass
class Child:
    """A child process, as far as a tender can see it; `code` is None while it runs."""

    code: int | None = None

    def poll(self) -> int | None:
        """Say how it ended."""
        return self.code

    def terminate(self) -> None:
        """End it."""
        self.code = -signal.SIGTERM

    def kill(self) -> None:
        """End it at once."""
        self.code = -signal.SIGKILL

    def wait(self) -> int:
        """Wait for its end."""
        return self.code or 0


@dataclass
class Tended:
    """A tender whose children are counted."""

    source: DataSource
    children: list[Child] = field(default_factory=list)
    supervisor: Supervisor = field(init=False)

    def __post_init__(self) -> None:
        self.supervisor = Supervisor(self.source, self.spawn)  # type: ignore[arg-type]

    @property
    def posts(self) -> Path:
        """The one file there is."""
        assert self.source.folder is not None
        return self.source.folder / "posts.csv"

    def spawn(self, command: list[str]) -> Child:
        """Start a child."""
        assert command[1:4] == ["-m", "influencer_roi.cli", "build"]
        self.children.append(Child())
        return self.children[-1]


@pytest.fixture
def tended(tmp_path: Path) -> Iterator[Tended]:
    """Tend a folder with one file."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "posts.csv").write_text("a")
    one = Tended(DataSource(tmp_path / "snapshots", folder=tmp_path / "data"))
    yield one
    one.supervisor.stop()


def end(tended: Tended, code: int) -> None:
    """Let the newest child end with a code, its answer written where it has one."""
    states: dict[int, State] = {0: "ready", 1: "refused"}
    if code in states:
        write_status(tended.source.root, Status(state=states[code]))
    tended.children[-1].code = code
    tended.supervisor.supervise()


def test_the_first_build_is_at_once(tended: Tended):
    """A folder nobody has tried is built without waiting for it to come to rest."""
    tended.supervisor.supervise()
    assert len(tended.children) == 1


def test_one_build_at_a_time(tended: Tended):
    """While a build runs, no other is started."""
    for _ in range(5):
        tended.supervisor.supervise()
    assert len(tended.children) == 1


def test_what_was_tried_is_not_tried_again(tended: Tended):
    """Built or refused, the same files are not built twice."""
    for code in (0, 1):
        tended.supervisor.supervise()
        end(tended, code)
        for _ in range(3):
            tended.supervisor.supervise()
        assert len(tended.children) == 1 + code
        tended.posts.write_text("a" * (2 + code))
        for _ in range(2):
            tended.supervisor.supervise()
    assert len(tended.children) == 3


def test_a_file_comes_to_rest_first(tended: Tended):
    """A file that is still growing is not built; when two looks find it the same, it is."""
    tended.supervisor.supervise()
    end(tended, 0)
    for size in (2, 3, 4):
        tended.posts.write_text("a" * size)
        tended.supervisor.supervise()
    assert len(tended.children) == 1
    tended.supervisor.supervise()
    assert len(tended.children) == 2


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (-signal.SIGKILL, "SIGKILL, perhaps out of memory"),
        (-signal.SIGABRT, "SIGABRT, perhaps out of memory"),
        (-signal.SIGBUS, "SIGBUS"),
        (101, "code 101"),
    ],
)
def test_a_build_that_dies(tended: Tended, code: int, words: str):
    """A build that ended without an answer is said to have, by how it ended."""
    tended.supervisor.supervise()
    end(tended, code)
    status = read_status(tended.source.root)
    assert (status.state, [problem.code for problem in status.problems]) == ("refused", ["build_failed"])
    assert f"({words})" in str(status.problems[0])


def test_a_build_that_takes_too_long(tmp_path: Path, caplog: pytest.LogCaptureFixture):
    """A build over its limit is ended, which page and log say; the next change of the files is built."""
    (tmp_path / "data").mkdir()
    one = Tended(DataSource(tmp_path / "snapshots", folder=tmp_path / "data", patience=0))
    one.posts.write_text("a")
    for _ in range(3):
        one.supervisor.supervise()
    (problem,) = read_status(one.source.root).problems
    assert (len(one.children), one.children[0].code, problem.code) == (1, -signal.SIGKILL, "build_too_long")
    assert "took longer than 0 seconds and was ended" in problem.for_readers
    assert "INFLUENCER_ROI_MAX_BUILD_SECONDS allows for more" in caplog.text
    assert "INFLUENCER_ROI" not in problem.for_readers
    one.posts.write_text("good")
    for _ in range(2):
        one.supervisor.supervise()
    assert len(one.children) == 2
    one.supervisor.stop()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_among_the_parts_of_orders(tended: Tended):
    """A pipe in a folder of orders is looked at and not waited for; what takes its place is a change."""
    parts = tended.posts.parent / "orders"
    parts.mkdir()
    (parts / "one.parquet").write_bytes(b"PAR1")
    os.mkfifo(parts / "two.parquet")
    before = tended.source.fingerprint()
    (parts / "two.parquet").unlink()
    (parts / "two.parquet").write_bytes(b"")
    assert before != tended.source.fingerprint()
    assert [Path(name).name for name, *_ in before] == ["one.parquet", "two.parquet", "posts.csv"]


def test_a_build_that_dies_while_it_says_building(tended: Tended):
    """The answer of an earlier build is not taken for that of one that died."""
    tended.supervisor.supervise()
    write_status(tended.source.root, Status(state="building", step="reading orders"))
    tended.children[-1].code = 1
    tended.supervisor.supervise()
    assert read_status(tended.source.root).problems[0].code == "build_failed"


def test_one_tender_works(tended: Tended):
    """Of several workers one has builds made; when it is gone, another does."""
    other = Tended(tended.source)
    for one in (tended, other):
        one.supervisor.supervise()
    assert (len(tended.children), len(other.children)) == (1, 0)
    tended.supervisor.stop()
    other.supervisor.supervise()
    assert (tended.children[0].code, len(other.children)) == (-signal.SIGTERM, 1)
    other.supervisor.stop()


def test_a_root_that_cannot_be_written(tended: Tended):
    """Where nothing can be written nothing is built, and nothing fails."""
    tended.source.root.write_text("a file where the folder belongs")
    tended.supervisor.supervise()
    assert tended.children == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no niceness")
def test_a_build_lets_readers_go_first():
    """What is started behind readers has the lower priority, and runs the command."""
    child = start_behind([sys.executable, "-c", "import signal; signal.pause()"])
    assert os.getpriority(os.PRIO_PROCESS, child.pid) == os.getpriority(os.PRIO_PROCESS, 0) + NICENESS
    child.kill()
    child.wait()
