import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from influencer_roi.store import current_version, versions
from influencer_roi.store.about import about_of
from tests.conftest import SAMPLE
from tests.uploads.conftest import Bringer


def published(bringer: Bringer, folder: Path, root: Path) -> str:
    """Bring a folder, read it, publish it; return what the desk shows then."""
    bringer.begin().bring_folder(folder)
    bringer.read()
    return bringer.asks("publish", step="4", compared_with=current_version(root) or "")


def renamed(folder: Path, to: Path, table: str, **headers: str) -> Path:
    """Return a copy of a folder, one of whose files has other headers."""
    to.mkdir()
    for path in folder.glob("*.csv"):
        rows = pl.read_csv(path, infer_schema=False)
        (rows.rename(headers) if path.stem == table else rows).write_csv(to / path.name)
    return to


def test_four_files_go_live(bringer: Bringer, root: Path):
    """Four files that are as ours are read by themselves, and live with one act."""
    bringer.begin().bring_folder(SAMPLE)
    shown = bringer.read()
    assert "4 of 4 tables are here" in shown
    assert "3,267 of 3,269 kept, 2 set aside, 0 left out" in shown
    assert "Everybody sees version 1 now." in bringer.asks("publish", step="4", compared_with="")
    about = about_of(root, current_version(root) or "")
    assert about is not None
    assert (about.number, about.who, about.files) == (1, "local", bringer.upload)


def test_a_column_is_chosen_once(bringer: Bringer, root: Path, tmp_path: Path):
    """A header nobody can know is asked for, chosen by hand, and by itself in the next file that has it."""
    first = renamed(
        SAMPLE, tmp_path / "first", "payouts", total_payout="xq7", influencer_id="zz9", basis="kk"
    )
    bringer.begin().bring_folder(first)
    shown = bringer.asks("read")
    assert "Read the rows: choose" in shown
    assert current_version(root) is None
    for ours, header in (("total_payout", "xq7"), ("influencer_id", "zz9"), ("basis", "kk")):
        shown = bringer.asks("column", sheet="payouts.csv", ours=ours, header=header, step="2")
    assert "Read the rows: choose" not in shown
    bringer.asks("build")
    assert "3,267 of 3,269 kept" in bringer.read()
    bringer.begin().bring_folder(first)
    assert "as you chose for these headers before" in bringer.read()


def test_stops_need_a_reason(bringer: Bringer, root: Path, tmp_path: Path):
    """A file that lost most of its rows stops publishing until somebody says why, in ten letters."""
    published(bringer, SAMPLE, root)
    fewer = tmp_path / "fewer"
    fewer.mkdir()
    for path in SAMPLE.glob("*.csv"):
        rows = pl.read_csv(path, infer_schema=False)
        (rows.head(1_000) if path.stem == "tracking_data" else rows).write_csv(fewer / path.name)
    bringer.begin().bring_folder(fewer)
    bringer.read()
    live = current_version(root)
    assert "Publish as version 2: answer the stop first" in bringer.asks("look", step="4")
    for reasons in ({}, {"rows_dropped tracking_data.csv": "too short"}, ["rows"], "rows"):
        bringer.asks("publish", step="4", compared_with=live, reasons=reasons)
        assert current_version(root) == live
    bringer.asks(
        "publish",
        step="4",
        compared_with=live,
        reasons={"rows_dropped tracking_data.csv": "a year ended here"},
    )
    assert current_version(root) != live


def test_two_people_publish_at_once(bringer: Bringer, root: Path):
    """Who comes second is told, and sees what changes beside what the first made live."""
    published(bringer, SAMPLE, root)
    live = current_version(root)
    second = Bringer(bringer.client).begin()
    second.bring_folder(SAMPLE)
    second.read()
    published(bringer, SAMPLE, root)
    shown = second.asks("publish", step="4", compared_with=live)
    assert "went live by local since you compared" in shown
    assert "Publish as version 3" in shown
    assert len(versions(root)) == 2


def test_discarded(bringer: Bringer, root: Path):
    """What is discarded is gone, and nothing is live."""
    bringer.begin().bring_folder(SAMPLE)
    bringer.read()
    assert "The files are discarded" in bringer.asks("discard")
    assert current_version(root) is None
    assert not any((root / "staged").glob("*/dropped/*"))


def test_reload(bringer: Bringer):
    """The address leads back to the same upload and step, on whichever worker."""
    bringer.begin().bring_folder(SAMPLE)
    bringer.read()
    address = bringer.answer("look", step="4")["publish-address"]["data"]
    assert address == f"?upload={bringer.upload}&step=4"


def test_files_that_cannot_be_read(bringer: Bringer):
    """A folder that lacks a table is refused with what is missing, and a way to bring it."""
    bringer.begin()
    bringer.bring("posts.csv", (SAMPLE / "posts.csv").read_bytes())
    shown = bringer.read()
    assert "no file for orders" in shown
    assert "Drop the file again" in shown


@pytest.mark.parametrize(
    "said",
    [
        {"act": {"a": 1}},
        {"act": "publish", "reasons": [[]], "compared_with": 7},
        {"act": "column", "sheet": "../../etc/passwd", "ours": "date", "header": "x"},
        {"act": "column", "sheet": None, "ours": [], "header": {}},
        {"act": "table", "sheet": "posts.csv", "table": "nonsense"},
        {"act": "way", "way": "everything"},
        {"act": "remove", "file": "../upload.json"},
        {"act": "look", "step": "999999999999"},
        {"act": "look", "step": "-1"},
        {"act": "look", "step": "²"},
    ],
)
def test_junk(bringer: Bringer, said: dict[str, Any]):
    """What no page of ours sends is answered as if it were not, and changes nothing."""
    bringer.begin()
    bringer.bring("posts.csv", (SAMPLE / "posts.csv").read_bytes())
    sent = {"act": "look", **said}
    shown = json.dumps(bringer.answer(str(sent.pop("act")), **sent))
    assert "posts.csv" in shown
    assert "could not be computed" not in shown
