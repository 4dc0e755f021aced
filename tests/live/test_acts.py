"""Who is refused, for somebody else published, is shown what they changed; what is stopped is noted."""

from pathlib import Path

import pytest

from influencer_roi.access.audit import Trail
from influencer_roi.live import acts
from influencer_roi.live.comparing import compared
from influencer_roi.model.report import Refused
from influencer_roi.pages.versions.listing import listing_of
from influencer_roi.store import read_snapshot, versions
from influencer_roi.store.build import build_snapshot
from influencer_roi.store.upload import Way
from tests.conftest import SAMPLE
from tests.store.test_publishing import JULY, asked, root, staged, world_folder

__all__ = ["root", "world_folder"]  # fixtures
NOBODY = Trail(None, "a test")
CHANGED = (
    "version 2 went live by fin since you compared. Compare again, then publish. "
    "It changed this: Closed months change. July 2025's revenue rises by ₹900. July 2025's orders rise by 1."
)


def test_the_second_is_shown_what_the_first_changed(root: Path):
    """The refusal says who made which version live, and what it changed."""
    one, other, seen = staged(root, {"orders.csv": JULY}), staged(root, {"orders.csv": JULY}), asked(root)
    acts.publish(one, seen, NOBODY)
    with pytest.raises(Refused) as refused:
        acts.publish(other, seen, NOBODY)
    assert refused.value.problems[0].text == CHANGED
    with pytest.raises(Refused) as refused:
        acts.undo(root, versions(root)[1], who="adm", why="x", trail=NOBODY, compared_with=seen.compared_with)
    assert refused.value.problems[0].text == CHANGED


def test_what_is_stopped_is_noted(root: Path):
    """An upload that needs a reason and has none stands in what else happened, once it is tried."""
    brought = staged(root, {"tracking_data.csv": JULY}, Way.REPLACE)
    with pytest.raises(Refused):
        acts.publish(brought, asked(root), NOBODY)
    (other,) = listing_of(root).others
    assert other.who == "fin"
    assert other.what.startswith(
        "brought tracking_data.csv, which did not go live: the file has 1 rows, where"
    )


def test_beside_the_sample_all_is_new(tmp_path: Path, world_folder: Path):
    """Whoever brings files of their own in place of the sample changes no month, and nothing stops them."""
    root = tmp_path / "over the sample"
    build_snapshot(SAMPLE, root, sample=True)
    files: dict[str, str | bytes] = {one.name: one.read_bytes() for one in world_folder.iterdir()}
    brought = staged(root, files, Way.ALONE)
    found = compared(brought)
    assert (found.stops, found.difference.comparison.closed, found.difference.causes) == ((), (), ())
    acts.publish(brought, asked(root), NOBODY)
    assert not read_snapshot(root).ledger.sample
