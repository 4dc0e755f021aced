"""What changes is worked out by the process that builds, and read by those that answer."""

import json
from pathlib import Path

import pytest

from influencer_roi.live import comparing
from influencer_roi.live.versions_desk import VersionsDesk
from influencer_roi.model.roles import Reader, Role
from influencer_roi.queries.versions.compared import _kept as as_written
from influencer_roi.queries.versions.compared import kept_comparison
from influencer_roi.store import current_version
from influencer_roi.store.build import build_snapshot
from influencer_roi.store.staged import staged_of
from influencer_roi.store.versions import folder_of
from influencer_roi.uploads.reading import compared
from tests.conftest import SAMPLE
from tests.uploads.conftest import Bringer
from tests.waiting import wait_until

NOBODY = Reader("fin", Role.FINANCE)


@pytest.fixture
def read(bringer: Bringer, root: Path) -> Bringer:
    """Somebody who brought the sample over itself and had it read."""
    build_snapshot(SAMPLE, root)
    bringer.begin().bring_folder(SAMPLE)
    bringer.read()
    return bringer


def no_more(*_: object) -> None:
    """Stand for working out what changes where that must not be."""
    raise AssertionError("compared here")


def test_who_answers_compares_nothing(read: Bringer, root: Path, monkeypatch: pytest.MonkeyPatch):
    """Once the rows are read what changes is there: step, file and publishing only read it."""
    monkeypatch.setattr(comparing, "difference", no_more)
    assert "No figure changes" in read.asks("look", step="4")
    assert read.client.get(f"/upload/{read.upload}/changes.csv").status_code == 200
    staged = staged_of(root, read.upload)
    assert compared(staged) is compared(staged)
    assert "Everybody sees version 2" in read.asks(
        "publish", compared_with=compared(staged).compared_with, why="x"
    )


def test_another_version_is_live_by_then(read: Bringer, root: Path):
    """What was compared with a version that is live no more is compared anew: the desk says so meanwhile."""
    before = compared(staged_of(root, read.upload)).compared_with
    other = Bringer(read.client).begin()
    other.bring_folder(SAMPLE)
    other.read()
    other.asks("publish", compared_with=before)
    shown = read.asks("look", step="4")
    assert ("comparing with what is live" in shown, '"data-state": "reading"' in shown) == (True, True)
    assert read.client.get(f"/upload/{read.upload}/changes.csv").status_code == 503
    wait_until(read.is_read)
    assert "Publish as version 3" in read.asks("look", step="4")
    assert compared(staged_of(root, read.upload)).compared_with != before


def test_what_is_damaged_is_worked_out_anew(read: Bringer, root: Path):
    """A comparison that is not what was written is as if there was none."""
    staged = staged_of(root, read.upload)
    for path in folder_of(staged.folder).rglob("compared.json"):
        path.write_bytes(path.read_bytes().replace(b"revenue", b"spend"))
    as_written.cache_clear()
    assert comparing.worked_out(staged) is None
    assert '"data-state": "reading"' in read.asks("look", step="4")
    wait_until(read.is_read)
    assert "No figure changes" in read.asks("look", step="4")


def test_it_stays_with_what_went_live(read: Bringer, root: Path):
    """Versions says why the past changed, order by order, as it was seen before it was published."""
    orders = (SAMPLE / "tracking_data.csv").read_bytes().splitlines(keepends=True)
    assert read.bring("tracking_data.csv", b"".join([*orders[:40], *orders[41:]]))[0] == 200
    read.read()
    seen = compared(staged_of(root, read.upload))
    read.asks("publish", compared_with=seen.compared_with)
    page = json.dumps(VersionsDesk(root)(NOBODY, {}).nodes)
    for words in ("What did version 2 change?", "1 order is gone from the file", "Why does the past change?"):
        assert words in page
    live = kept_comparison(folder_of(root) / str(current_version(root)), seen.compared_with)
    assert live is not None
    assert live.values == seen.values
