import json
import logging
from pathlib import Path

import pytest

from influencer_roi.model.report import Refused
from influencer_roi.store.origin import Origin, claim, origin_of


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder for snapshots, not there yet."""
    return tmp_path / "snapshots"


def refusal_of(root: Path, origin: Origin) -> str:
    """Why a folder of snapshots is not this origin's."""
    with pytest.raises(Refused) as refused:
        claim(root, origin)
    assert [one.code for one in refused.value.problems] == ["other_origin"]
    return str(refused.value)


def test_another_folder_is_refused(root: Path, tmp_path: Path):
    """The snapshots of one folder are not another's: both are named, and two ways out."""
    claim(root, origin_of(tmp_path / "a"))
    said = refusal_of(root, origin_of(tmp_path / "b"))
    assert f"the snapshots of {tmp_path}/a, not of {tmp_path}/b" in said
    assert "INFLUENCER_ROI_SNAPSHOT" in said
    assert f"influencer-roi build {tmp_path}/b --out {root} --moved" in said
    claim(root, origin_of(tmp_path / "a"))


def test_the_data_folder_itself_is_refused(tmp_path: Path):
    """Snapshots never lie in the folder they are of, by whatever path: they would be read instead of it."""
    (tmp_path / "also").symlink_to(tmp_path)
    for root in (tmp_path, tmp_path / "also"):
        said = refusal_of(root, origin_of(tmp_path))
        assert "cannot lie in the data folder itself" in said
        assert "--out" in said
    assert not (tmp_path / "origin.json").exists()


WAREHOUSE = "ibis://postgres://ann:secret@there/shop#orders"
A = origin_of(Path("/srv/a"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (A, origin_of(loader="shop:tables")),
        (origin_of(loader="shop:tables"), origin_of(loader="shop:others")),
        (A, origin_of(Path("/srv/a"), orders=WAREHOUSE)),
        (origin_of(Path("/srv/a"), orders=WAREHOUSE), origin_of(Path("/srv/a"), orders=f"{WAREHOUSE}_2")),
        (A, origin_of(Path("/srv/sample"), sample=True)),
    ],
    ids=["folder and loader", "two loaders", "orders elsewhere", "two tables", "sample"],
)
def test_what_is_another(root: Path, one: Origin, other: Origin):
    """Another loader, other orders or the sample are other data, each way round."""
    for first, second in ((one, other), (other, one)):
        (root / "origin.json").unlink(missing_ok=True)
        claim(root, first)
        assert f"the snapshots of {first}, not of {second}" in refusal_of(root, second)


def test_what_is_the_same(root: Path, tmp_path: Path):
    """A folder is the same by whatever path, the sample wherever it lies, a table whoever asks for it."""
    (tmp_path / "data").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "data")
    renewed = WAREHOUSE.replace("secret", "new")
    for one, other in (
        (origin_of(tmp_path / "data"), origin_of(tmp_path / "link")),
        (origin_of(tmp_path / "data"), origin_of(tmp_path / "data" / ".." / "data")),
        (origin_of(tmp_path / "data", sample=True), origin_of(tmp_path / "elsewhere", sample=True)),
        (
            origin_of(tmp_path, orders=WAREHOUSE),
            origin_of(tmp_path, orders=renewed),
        ),
    ):
        (root / "origin.json").unlink(missing_ok=True)
        claim(root, one)
        claim(root, other)


def test_no_password_is_kept(root: Path):
    """The address of a warehouse is kept as a hash, beside the table's name."""
    claim(root, origin_of(Path("/srv/a"), orders=WAREHOUSE))
    kept = (root / "origin.json").read_text()
    assert "secret" not in kept
    assert "ann" not in kept
    assert json.loads(kept)["table"] == "orders"


def test_moved(root: Path, tmp_path: Path):
    """Data that moved takes its snapshots over, and where it was no longer has them."""
    before, after = origin_of(tmp_path / "before"), origin_of(tmp_path / "after")
    claim(root, before)
    claim(root, after, moved=True)
    claim(root, after)
    assert "not of" in refusal_of(root, before)


def test_snapshots_from_before(root: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture):
    """Snapshots that say not of what they are go to the first that asks, which the log says."""
    (root / "versions").mkdir(parents=True)
    with caplog.at_level(logging.WARNING):
        claim(root, origin_of(tmp_path / "a"))
    assert f"taken for those of {tmp_path}/a" in caplog.text
    assert "not of" in refusal_of(root, origin_of(tmp_path / "b"))


def test_an_origin_that_is_torn(root: Path, tmp_path: Path):
    """Where it cannot be read whose snapshots they are, nobody has them until somebody says so."""
    claim(root, origin_of(tmp_path))
    (root / "origin.json").write_text('{"folder": "/srv')
    assert "Remove it if they are of this data" in refusal_of(root, origin_of(tmp_path))
    claim(root, origin_of(tmp_path), moved=True)
    claim(root, origin_of(tmp_path))


def test_a_root_that_cannot_be_written(tmp_path: Path):
    """Where nothing can be written nothing is claimed, and what builds says why itself."""
    (tmp_path / "file").write_text("")
    claim(tmp_path / "file", origin_of(tmp_path))
