"""What versions have in common is on the disk twice at most: in the live one, and in those before."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from influencer_roi.store import read_snapshot
from influencer_roi.store.about import about_of
from influencer_roi.store.build import build_snapshot
from influencer_roi.store.publishing import publish, undo
from influencer_roi.store.upload import Way
from influencer_roi.store.versions import current_version, versions
from tests.store.test_publishing import JULY, PASSED, asked, root, staged, world_folder
from tests.worlds import FILES

__all__ = ["root", "world_folder"]  # fixtures


def inodes(paths: Iterable[Path]) -> set[int]:
    """The files there are behind names."""
    return {path.stat().st_ino for path in paths}


def posts_of(root: Path) -> set[int]:
    """The files behind the posts of every version, those of uploads among them."""
    return inodes(root.rglob("posts.arrow"))


def test_many_versions_have_two_files_of_what_stays(root: Path):
    """Seven uploads of other orders leave posts on the disk twice, whatever is live."""
    for number in range(7):
        publish(staged(root, {"orders.csv": JULY.replace("u9", f"u{number}")}), asked(root))
    assert len(posts_of(root)) == 2
    orders = [root / "versions" / name / "orders.arrow" for name in versions(root)]
    assert len(inodes(orders)) == 8
    live, before = (root / "versions" / name / "posts.arrow" for name in versions(root)[:2])
    assert not live.samefile(before)


def test_a_folder_shares_what_any_older_version_holds(root: Path, world_folder: Path):
    """Orders that are as three versions before are a file there is, though others were live since."""
    path, first = world_folder / FILES["orders"], versions(root)[0]
    text = path.read_text()
    for number in range(3):
        path.write_text(f"{text}Instagram,Summer,ann,u7,MB Whey,2025-07-21,1,{number}\n")
        build_snapshot(world_folder, root)
    path.write_text(text)
    again = build_snapshot(world_folder, root)
    one, other = (root / "versions" / name / "orders.arrow" for name in (first, again))
    assert one.samefile(other)


def test_damage_does_not_spread(root: Path):
    """A file that is damaged is none to share: the next version has the one that was built for it."""
    publish(staged(root, {"orders.csv": JULY}), asked(root))
    damaged = root / "versions" / versions(root)[1] / "posts.arrow"
    content = damaged.read_bytes()
    damaged.unlink()
    damaged.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    publish(staged(root, {"orders.csv": JULY.replace("u9", "u8")}), asked(root))
    read = read_snapshot(root)
    assert (read.version, read.problems) == (current_version(root), ())


def test_files_brought_again_are_kept_once(root: Path, world_folder: Path):
    """All four files again, one of them new: the three that stay are those of the version before."""
    files = {FILES[name]: (world_folder / FILES[name]).read_bytes() for name in FILES}
    first = publish(staged(root, dict(files), Way.ALONE), asked(root))
    files[FILES["orders"]] += b"Instagram,Summer,ann,u7,MB Whey,2025-07-21,1,100\n"
    second = publish(staged(root, dict(files), Way.ALONE), asked(root))
    kept = [about.files for name in (first, second) if (about := about_of(root, name))]
    shared = {
        name: len(inodes(root / "staged" / one / "files" / file for one in kept)) == 1
        for name, file in FILES.items()
    }
    assert shared == {"influencers": True, "posts": True, "orders": False, "payouts": True}


@pytest.mark.parametrize("way", [Way.ADD, Way.REPLACE])
def test_an_undone_version_shares_its_files(root: Path, way: Way):
    """Brought back, a version takes no room of its own."""
    first = versions(root)[0]
    publish(
        staged(root, {"orders.csv": JULY}, way), asked(root, reasons=PASSED if way is Way.REPLACE else {})
    )
    before = inodes(root.rglob("*.arrow"))
    undo(root, first, who="fin", why="a test")
    assert inodes(root.rglob("*.arrow")) == before
