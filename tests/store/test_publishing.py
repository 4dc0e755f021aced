"""What somebody brings is built apart, goes live in one step, and can be taken back."""

from pathlib import Path

import pytest

from influencer_roi.ledger.load import Intake
from influencer_roi.model.report import Refused
from influencer_roi.store import current_version, read_snapshot, versions
from influencer_roi.store.about import Kind, about_of
from influencer_roi.store.build import build_snapshot
from influencer_roi.store.composing import compose
from influencer_roi.store.publishing import PublishRequest, publish, undo
from influencer_roi.store.receiving import receiving
from influencer_roi.store.refresh_guard import Acceptance
from influencer_roi.store.staged import Staged, begin
from influencer_roi.store.upload import Way
from tests.conftest import WORLD
from tests.worlds import FILES, csv_of, write_folder

JULY = """
    source     campaign  influencer_id  user_id  product   date        orders  revenue
    Instagram  Summer    ann            u9       MB Whey   2025-07-20  1       900
    """
WHY = "July close"
PASSED = {"rows_dropped orders.csv": "these are all the orders there are"}


@pytest.fixture
def world_folder(tmp_path: Path) -> Path:
    """The four files of the world, to be changed."""
    folder = tmp_path / "data"
    folder.mkdir()
    return write_folder(folder, WORLD)


@pytest.fixture
def root(tmp_path: Path, world_folder: Path) -> Path:
    """What is live: the world, built from its folder."""
    root = tmp_path / "snapshots"
    build_snapshot(world_folder, root)
    return root


def staged(root: Path, files: dict[str, str | bytes], way: Way = Way.ADD) -> Staged:
    """An upload that is built."""
    brought = begin(root, who="fin", way=way)
    for name, content in files.items():
        with receiving(brought, name) as write:
            write(content if isinstance(content, bytes) else csv_of(content).encode())
    compose(brought)
    build_snapshot(brought.files, brought.folder, accept=Acceptance.ANY)
    return brought


def asked(root: Path, **more) -> PublishRequest:
    """Who publishes against what is live."""
    return PublishRequest("fin", WHY, current_version(root), **more)


def revenue(root: Path) -> float:
    """The revenue of what is live."""
    return float(read_snapshot(root).ledger.entries["revenue"].sum())


def test_orders_are_added_to_what_is_live_and_taken_back(root: Path):
    """One more order of ₹900 goes live at once; undone, the answers are those of before, byte for byte."""
    first = current_version(root)
    before, entries = revenue(root), read_snapshot(root).ledger.entries
    second = publish(staged(root, {"orders.csv": JULY}), asked(root))
    assert (current_version(root), revenue(root)) == (second, before + 900)
    third = undo(root, str(first), who="fin", why="a test")
    assert versions(root) == [third, second, first]
    assert read_snapshot(root).ledger.entries.equals(entries)
    assert revenue(root) == before


def test_each_version_says_who_made_it_live(root: Path):
    """The folder's, the upload's and the one brought back say who, why, in which order and after which."""
    first = str(current_version(root))
    second = publish(staged(root, {"orders.csv": JULY}), asked(root))
    third = undo(root, first, who="adm", why="wrong file")
    known = [about_of(root, name) for name in (first, second, third)]
    assert [(one.number, one.who, one.why, one.kind, one.parent, one.of) for one in known if one] == [
        (1, "the folder", "", Kind.FOLDER, "", ""),
        (2, "fin", WHY, Kind.UPLOAD, first, ""),
        (3, "adm", "wrong file", Kind.UNDO, second, first),
    ]


def test_the_second_of_two_is_told_of_the_first(root: Path):
    """Who compared with a version that is live no more has to compare again."""
    one, other = staged(root, {"orders.csv": JULY}), staged(root, {"orders.csv": JULY})
    seen = asked(root)
    publish(one, seen)
    with pytest.raises(Refused, match="version 2 went live by fin since you compared"):
        publish(other, seen)


def test_a_stop_is_passed_with_a_reason_of_ten_letters(root: Path, world_folder: Path):
    """Files that lost half their rows go live with a reason only, which the version keeps."""
    files = {FILES[name]: (world_folder / FILES[name]).read_bytes() for name in FILES}
    files[FILES["orders"]] = b"\n".join(files[FILES["orders"]].splitlines()[:3])
    brought = staged(root, dict(files), Way.ALONE)
    key = "rows_dropped tracking_data.csv"
    for reason in ("", "too short", "1234567890 1234567890"):
        with pytest.raises(Refused, match="at least 10 letters"):
            publish(brought, asked(root, reasons={key: reason}))
    version = publish(brought, asked(root, reasons={key: "only June counts here"}))
    about = about_of(root, version)
    assert about is not None
    assert about.reasons == {key: "only June counts here"}


def test_the_folder_is_not_published_over_what_somebody_published(root: Path, world_folder: Path):
    """A build of the unchanged folder leaves what was published or undone; one of changed files does not."""
    published = publish(staged(root, {"orders.csv": JULY}), asked(root))
    assert build_snapshot(world_folder, root) == published
    undone = undo(root, versions(root)[-1], who="fin", why="a test")
    assert build_snapshot(world_folder, root) == undone
    with (world_folder / FILES["orders"]).open("ab") as file:
        file.write(b"Instagram,Summer,ann,u7,MB Whey,2025-07-21,1,100\n")
    newest = build_snapshot(world_folder, root)
    about = about_of(root, newest)
    assert about is not None
    assert (newest != undone, about.who) == (True, "the folder")


def test_versions_share_their_files(root: Path):
    """A version brought back, and files that stay, are other names of the files there are."""
    first = str(current_version(root))
    second = publish(staged(root, {"orders.csv": JULY}), asked(root))
    third = undo(root, first, who="fin", why="a test")
    entries = [(root / "versions" / name / "entries.arrow").stat().st_ino for name in (first, third)]
    posts = [
        (root / "staged" / about.files / "files" / FILES["posts"]).stat().st_ino
        for name in (first, second)
        if (about := about_of(root, name))
    ]
    assert (len(set(entries)), len(set(posts))) == (1, 1)


def test_what_is_published_before_a_folder_is_watched_stays(tmp_path: Path, world_folder: Path):
    """The first look at a folder leaves what somebody published; a change of it is live."""
    root = tmp_path / "snapshots"
    files = {FILES[name]: (world_folder / FILES[name]).read_bytes() for name in FILES}
    published = publish(staged(root, dict(files), Way.ALONE), PublishRequest("fin", WHY, None))
    assert [build_snapshot(world_folder, root) for _ in range(2)] == [published, published]
    with (world_folder / FILES["orders"]).open("ab") as file:
        file.write(b"Instagram,Summer,ann,u7,MB Whey,2025-07-21,1,100\n")
    assert build_snapshot(world_folder, root) != published


def test_the_folder_can_be_taken_all_the_same(root: Path, world_folder: Path):
    """`--accept-changes` builds the folder over what somebody published."""
    published = publish(staged(root, {"orders.csv": JULY}), asked(root))
    taken = build_snapshot(world_folder, root, accept=Acceptance.ANY)
    assert (taken == published, revenue(root)) == (False, 6800.0)


def test_other_rules_build_what_was_published_again(root: Path, world_folder: Path):
    """Under another setting the published files are built again, not the folder's."""
    publish(staged(root, {"orders.csv": JULY}), asked(root))
    again = build_snapshot(world_folder, root, Intake(pending="leave_out"))
    about = about_of(root, again)
    assert about is not None
    assert (about.who, about.kind, revenue(root)) == ("fin", Kind.UPLOAD, 7700.0)


def test_a_table_takes_the_place_of_the_live_one(root: Path):
    """Replaced, the live orders are gone and the other tables stay."""
    publish(staged(root, {"orders.csv": JULY}, Way.REPLACE), asked(root, reasons=PASSED))
    counts = read_snapshot(root).ledger.report.counts
    assert (revenue(root), counts["orders"].read, counts["posts"].read) == (900.0, 1, 4)


def test_nothing_is_added_to_files_that_are_not_kept(tmp_path: Path):
    """Where nothing is live, adding is refused in words."""
    brought = begin(tmp_path / "snapshots", who="fin", way=Way.ADD)
    with receiving(brought, "orders.csv") as write:
        write(b"x")
    with pytest.raises(Refused, match="nothing is live yet, so nothing can be added"):
        compose(brought)
