import errno
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from filelock import FileLock

from influencer_roi.ledger.load import Intake
from influencer_roi.model.report import Note, Problem, Refused
from influencer_roi.store import build as builds
from influencer_roi.store import current_version, read_snapshot, versions
from influencer_roi.store.build import build_frames, build_snapshot
from influencer_roi.store.refresh_guard import Acceptance
from influencer_roi.store.staged import folder_of_uploads
from influencer_roi.store.status import read_status
from tests.conftest import WORLD, Tables
from tests.waiting import wait_until
from tests.worlds import frame_of

FolderOf = Callable[[Tables], Path]
HEADER = b"influencer_id,platform,date,reach,likes,comments\n"
GOOD, BAD = b"ann,IG,2025-06-01,10,2,3\n", b"ann,IG,soon,10,2,3\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An empty place for snapshots, apart from the data."""
    return tmp_path / "snapshots"


def posts(*, good: int, bad: int = 0) -> Tables:
    """The world's files with another number of posts."""
    return {"posts": HEADER + good * GOOD + bad * BAD}


def refused(build: Callable[[], str]) -> list[Problem]:
    """Why a build is refused."""
    with pytest.raises(Refused) as said:
        build()
    return list(said.value.problems)


def notes(root: Path, code: str) -> list[Note]:
    """The notes of the current version that have this code."""
    return [note for note in read_snapshot(root).ledger.report.notes if note.code == code]


def test_the_first_build(folder_of: FolderOf, root: Path):
    """A first build makes the current version, of the ledger the folder holds, from these files."""
    folder = folder_of({})
    version = build_snapshot(folder, root)
    read = read_snapshot(root)
    assert (current_version(root), read.version, read.problems) == (version, version, ())
    assert read.ledger.entries["revenue"].sum() == 6800
    assert read.sources == builds.hashes(folder, lambda *_: None)
    assert set(read.sources) == {"influencers.csv", "posts.csv", "tracking_data.csv", "payouts.csv"}


def test_nothing_changed(folder_of: FolderOf, root: Path):
    """A folder whose files hold what they held is not built again, newly written or not."""
    version = build_snapshot(folder_of({}), root)
    assert build_snapshot(folder_of({}), root) == version
    assert versions(root) == [version]


@pytest.mark.in_turn(2)
@pytest.mark.parametrize("change", ["a file", "the code", "the order of dates", "sample", "damage"])
def test_something_changed(folder_of: FolderOf, root: Path, monkeypatch: pytest.MonkeyPatch, change: str):
    """Another file, other code, another order of dates, another mark, or damage: each makes a new version."""
    before = build_snapshot(folder_of({}), root)
    intake = Intake(order="mdy" if change == "the order of dates" else None)
    if change == "the code":
        monkeypatch.setattr(builds, "code_rules", lambda: "other")
    if change == "damage":
        (root / "versions" / before / "orders.arrow").write_bytes(b"")
    folder = folder_of(
        {"payouts": b"influencer_id,basis,rate,orders,total_payout\nann,post,1,1,1\n"}
        if change == "a file"
        else {}
    )
    after = build_snapshot(folder, root, intake, sample=change == "sample")
    assert after != before
    assert read_snapshot(root).problems == ()
    assert build_snapshot(folder, root, intake, sample=change == "sample") == after


def test_a_folder_that_cannot_be_served(folder_of: FolderOf, root: Path):
    """A refused folder leaves the last good version current, and the status says why."""
    version = build_snapshot(folder_of({}), root)
    folder = folder_of({"posts": b"influencer_id,platform,date,reach,likes\n"})
    problems = refused(lambda: build_snapshot(folder, root))
    status = read_status(root)
    assert (status.state, list(status.problems)) == ("refused", problems)
    assert set(status.sources) == {"influencers.csv", "posts.csv", "tracking_data.csv", "payouts.csv"}
    assert current_version(root) == version


def test_rows_that_are_gone(folder_of: FolderOf, root: Path):
    """A refresh that lost more than half of a table's rows is refused, with numbers and the way past it."""
    before = build_snapshot(folder_of(posts(good=11)), root)
    folder = folder_of(posts(good=5))
    assert refused(lambda: build_snapshot(folder, root)) == [
        Problem(
            "rows_dropped",
            "posts.csv",
            "the file has 5 rows, where what is served has 11. What is served stays. Check the export; "
            f"if it is right: influencer-roi build {folder} --out {root} --accept-changes",
        )
    ]
    assert current_version(root) == before
    after = build_snapshot(folder, root, accept=Acceptance.ANY)
    assert read_snapshot(root).version == after != before


def test_half_of_the_rows(folder_of: FolderOf, root: Path):
    """A refresh that lost just half of its rows, or grew, is taken."""
    made = [build_snapshot(folder_of(posts(good=good)), root) for good in (10, 5, 50)]
    assert current_version(root) == made[-1]


def test_rows_set_aside(folder_of: FolderOf, root: Path):
    """A refresh with more than a twentieth of a table set aside is refused, unless it is accepted."""
    before = build_snapshot(folder_of(posts(good=19, bad=1)), root)
    assert notes(root, "many_set_aside") == []
    folder = folder_of(posts(good=18, bad=2))
    (problem,) = refused(lambda: build_snapshot(folder, root))
    assert (problem.code, problem.place) == ("too_many_set_aside", "posts.csv")
    assert problem.text.startswith("2 of 20 rows (10.0%) would be set aside. What is served stays.")
    assert problem.text.endswith("--accept-changes")
    assert current_version(root) == before
    build_snapshot(folder, root, accept=Acceptance.ANY)
    assert [str(note) for note in notes(root, "many_set_aside")] == [
        "posts.csv: 2 of 20 rows (10.0%) were set aside."
    ]


def test_rows_set_aside_at_the_start(folder_of: FolderOf, root: Path):
    """A first build is taken however much is set aside, with a note for the page."""
    build_snapshot(folder_of(posts(good=1, bad=1)), root)
    assert [note.file for note in notes(root, "many_set_aside")] == ["posts.csv"]


def test_all_that_is_wrong_with_a_refresh(folder_of: FolderOf, root: Path):
    """Every table that looks like half an export is named at once."""
    build_snapshot(folder_of(posts(good=10)), root)
    orders = b"source,campaign,influencer_id,user_id,date,orders,revenue\nIG,S,ann,u,2025-06-01,1,1\n"
    folder = folder_of({**posts(good=3, bad=1), "orders": orders})
    assert [(one.code, one.place) for one in refused(lambda: build_snapshot(folder, root))] == [
        ("rows_dropped", "posts.csv"),
        ("rows_dropped", "tracking_data.csv"),
        ("too_many_set_aside", "posts.csv"),
    ]


def test_some_files_renewed(folder_of: FolderOf, root: Path):
    """Where three of four files were renewed, the fourth has a note; where all or none were, nobody has."""
    build_snapshot(folder_of({}), root)
    assert notes(root, "mixed_batch") == []
    more = {name: _longer(name) for name in ("influencers", "posts", "orders")}
    build_snapshot(folder_of(more), root)
    assert [str(note) for note in notes(root, "mixed_batch")] == [
        (
            "payouts.csv: the file is as before, while influencers.csv, posts.csv and tracking_data.csv were "
            "renewed; if they belong together, renew all."
        )
    ]


def _longer(name: str) -> bytes:
    """A table of the world with a row that is like its last, under keys of its own."""
    frame = frame_of(str(WORLD[name]))
    key = {"influencers": "id", "posts": "post_id"}.get(name)
    last = frame.tail(1).with_columns(**{key: frame[key].tail(1) + "x"}) if key else frame.tail(1)
    return frame.vstack(last).write_csv().encode()


def test_a_damaged_snapshot_is_a_first_start(folder_of: FolderOf, root: Path):
    """Where no version is intact there is nothing to compare with, and the build repairs the snapshot."""
    version = build_snapshot(folder_of(posts(good=10)), root)
    (root / "versions" / version / "manifest.json").write_bytes(b"{}")
    build_snapshot(folder_of(posts(good=1)), root)
    assert read_snapshot(root).problems == ()


def test_an_older_version_is_no_answer(folder_of: FolderOf, root: Path):
    """Where the current version is damaged, a build repairs it, though an older one holds the same files."""
    older = build_snapshot(folder_of({}), root)
    damaged = build_snapshot(folder_of(posts(good=5)), root)
    (root / "versions" / damaged / "orders.arrow").write_bytes(b"")
    made = build_snapshot(folder_of({}), root)
    assert made not in (older, damaged)
    assert read_snapshot(root).problems == ()


def test_progress(folder_of: FolderOf, root: Path, monkeypatch: pytest.MonkeyPatch):
    """A build tells what it does and the part done, from 0 up to 1, and the status file says the same."""
    monkeypatch.setattr(builds, "PACE", 0)
    heard: list[tuple[str, float]] = []
    told: list[tuple[str, str, float]] = []

    def hear(step: str, done: float) -> None:
        status = read_status(root)
        told.append((status.state, status.step, status.done))
        heard.append((step, done))

    build_snapshot(folder_of({}), root, Intake(progress=hear))
    parts = [done for _, done in heard]
    assert parts == sorted(parts)
    assert (parts[0], parts[-1]) == (0, 1)
    assert told[1:] == [("building", step, done) for step, done in heard[:-1]]
    assert "reading orders" in dict(heard)
    status = read_status(root)
    assert (status.state, status.step, status.done) == ("ready", "", 1)
    assert status.started < status.ended


def test_one_build_at_a_time(folder_of: FolderOf, root: Path):
    """A build waits while another one runs, says so, and then finds nothing left to do."""
    folder = folder_of({})
    version = build_snapshot(folder, root)
    heard: list[str] = []
    built: list[str] = []
    with FileLock(root / "lock"):
        intake = Intake(progress=lambda step, _: heard.append(step))
        second = threading.Thread(target=lambda: built.append(build_snapshot(folder, root, intake)))
        second.start()
        wait_until(lambda: bool(heard))
        second.join(0.5)  # far longer than it takes to find nothing to do
        assert (heard, built) == (["waiting for another build to end"], [])
    second.join()
    assert built == [version]


def test_a_lock_dies_with_its_process(folder_of: FolderOf, root: Path):
    """A build that is killed leaves no lock behind: the next one starts at once."""
    root.mkdir(parents=True)
    code = (
        f"from filelock import FileLock; FileLock({str(root / 'lock')!r}).acquire(); print('locked'); input()"
    )
    command = [sys.executable, "-u", "-c", code]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"locked\n"
        other.kill()
    heard: list[str] = []
    build_snapshot(folder_of({}), root, Intake(progress=lambda step, _: heard.append(step)))
    assert "waiting for another build to end" not in heard


def test_frames(root: Path):
    """Frames of a loader become a version too, each time anew, and a loader that fails changes nothing."""
    frames = {name: frame_of(str(table)) for name, table in WORLD.items()}
    first, second = (build_frames(lambda: frames, root, named="shop:tables") for _ in range(2))
    assert versions(root) == [second, first]
    assert read_snapshot(root).ledger.entries["revenue"].sum() == 6800
    few = {**frames, "orders": frames["orders"].head(1)}
    (problem,) = refused(lambda: build_frames(lambda: few, root, named="shop:tables"))
    assert (problem.code, problem.place) == ("rows_dropped", "orders")
    assert f"influencer-roi build --source shop:tables --out {root} --accept-changes" in problem.text
    assert current_version(root) == second


def test_a_place_that_cannot_be_made(folder_of: FolderOf, tmp_path: Path):
    """A snapshot below a file is refused by name."""
    (tmp_path / "file").write_text("")
    (problem,) = refused(lambda: build_snapshot(folder_of({}), tmp_path / "file" / "snapshots"))
    assert (problem.code, problem.place) == ("unreadable", str(tmp_path / "file" / "snapshots"))


BESIDE = {
    "codes.csv": ("code,influencer_id\nA10,ann\n", "code,influencer_id\nA20,ann\n"),
    "brands.csv": ("brand,spelling\nAcme,acm\n", "brand,spelling\nAcme,ac me\n"),
    "mapping.toml": ("# nothing\n", "# nothing yet\n"),
    "referrals.xlsx": (10, 20),
}


@pytest.mark.parametrize("name", BESIDE)
def test_whatever_counts_is_looked_at(folder_of: FolderOf, root: Path, name: str) -> None:
    """A version is made anew where a file beside the tables changed, and only then."""
    folder = folder_of({})
    found = []
    for content in BESIDE[name]:
        if isinstance(content, int):
            line = {"Referral ID": 1, "Affiliate ID": 9, "Created at": "2025-05-02", "Total sales": 100}
            pl.DataFrame([{**line, "Commission": content, "Status": "Paid"}]).write_excel(folder / name)
        else:
            (folder / name).write_text(str(content))
        found.append(build_snapshot(folder, root))
        assert build_snapshot(folder, root) == found[-1]
    assert len({*found}) == 2


@pytest.mark.parametrize("ended", ["failed", "killed"])
def test_what_a_build_kept_goes_with_it(
    folder_of: FolderOf, root: Path, monkeypatch: pytest.MonkeyPatch, ended: str
):
    """Files kept for a version that was never written are removed at once, or by the next build."""
    build_snapshot(folder_of({}), root)
    before = kept(root)
    folder = folder_of({"payouts": b"influencer_id,basis,rate,orders,total_payout\nann,post,1,1,1\n"})
    with monkeypatch.context() as patched:
        patched.setattr(builds, "write_snapshot", full_disk)
        if ended == "killed":
            patched.setattr(builds, "let_go", lambda _root: None)
        with pytest.raises(OSError, match="No space"):
            build_snapshot(folder, root)
    assert len(kept(root) - before) == (ended == "killed")
    build_snapshot(folder, root)
    assert len(kept(root)) == len(versions(root)) == 2


def full_disk(*_arguments: object, **_named: object) -> str:
    """A version that finds no room."""
    raise OSError(errno.ENOSPC, "No space left on device")


def kept(root: Path) -> set[str]:
    """The names of the uploads there are, those of versions included."""
    return {path.name for path in folder_of_uploads(root).iterdir()}
