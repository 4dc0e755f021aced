"""What is typed about versions does what the pages do."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from influencer_roi.cli import main
from influencer_roi.model.explained import COLUMNS
from influencer_roi.model.schema import TABLES
from tests.conftest import WORLD
from tests.worlds import FILES, csv_of, write_folder

Run = Callable[..., str]
JULY = """
    source     campaign  influencer_id  user_id  product   date        orders  revenue
    Instagram  Summer    ann            u9       MB Whey   2025-08-20  1       900
    """


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The world's four files."""
    folder = tmp_path / "data"
    folder.mkdir()
    return write_folder(folder, WORLD)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run a command beside a folder of snapshots, with the code it must end with."""
    monkeypatch.setenv("INFLUENCER_ROI_SNAPSHOT", str(tmp_path / "snapshots"))

    def printed(*arguments: object, code: int = 0) -> str:
        found = main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        assert (found, said.err if found != code else "") == (code, "")
        return said.out + said.err

    return printed


def test_a_zip_is_staged_as_its_folder(run: Run, folder: Path, tmp_path: Path):
    """A zip of the files is taken as the upload page takes it; what is in no archive is said of the file."""
    packed = tmp_path / "july.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for file in folder.iterdir():
            archive.write(file, f"Team export/{file.name}")
    run("stage", packed, "--out", tmp_path / "staged")
    run("publish", tmp_path / "staged", "--as", "fin", "--why", "July")
    assert [one["revenue"] for one in json.loads(run("versions", "--format", "json"))] == [6800.0]
    packed.write_bytes(packed.read_bytes()[:400])
    assert "july.zip: the archive is damaged. Pack it again." in run(
        "stage", packed, "--out", tmp_path / "torn", code=1
    )


def test_the_way_of_a_month_and_back(run: Run, folder: Path, tmp_path: Path):
    """Staged, compared, published and undone; each version is listed with who and why."""
    run("build", folder, "--out", tmp_path / "snapshots")
    more = tmp_path / "august"
    more.mkdir()
    (more / "orders.csv").write_text(csv_of(JULY))
    run("stage", more, "--add", "--out", tmp_path / "staged-august")
    found = json.loads(run("diff", tmp_path / "staged-august", "--format", "json"))
    assert found["total"]["revenue"] == {"live": 6800.0, "new": 7700.0, "change": 900.0}
    assert [one["month"] for one in found["months"] if one["state"] == "new"] == ["2025-08"]
    run("publish", tmp_path / "staged-august", "--as", "fin", "--why", "August close")
    run("undo", "1", "--as", "adm", "--why", "too early")
    listed = json.loads(run("versions", "--format", "json"))
    assert [(one["version"], one["live"], one["who"], one["why"], one["revenue"]) for one in listed] == [
        (3, True, "adm", "too early", 6800.0),
        (2, False, "fin", "August close", 7700.0),
        (1, False, "the folder", "", 6800.0),
    ]


def test_publish_wants_the_comparison_that_was_seen(run: Run, folder: Path, tmp_path: Path):
    """What went live since the last `diff` has to be compared with first."""
    run("build", folder, "--out", tmp_path / "snapshots")
    for name in ("one", "other"):
        run("stage", folder, "--out", tmp_path / name)
        run("diff", tmp_path / name)
    run("publish", tmp_path / "one", "--as", "fin", "--why", "first")
    refused = run("publish", tmp_path / "other", "--as", "ops", "--why", "second", code=1)
    assert "version 2 went live by fin since you compared" in refused
    run("diff", tmp_path / "other")
    run("publish", tmp_path / "other", "--as", "ops", "--why", "second")


def test_months_of_two_people_are_added_to_each_other(run: Run, folder: Path, tmp_path: Path):
    """What was added beside a version that is live no more is compared, and goes live, beside what is."""
    run("build", folder, "--out", tmp_path / "snapshots")
    for name, revenue in (("one", 900), ("other", 50)):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"orders_{name}.csv").write_text(csv_of(JULY.replace("900", str(revenue))))
        run("stage", tmp_path / name, "--add", "--out", tmp_path / f"staged-{name}")
    run("publish", tmp_path / "staged-one", "--as", "fin", "--why", "first")
    assert "by fin since you compared" in run(*_published(tmp_path, "other"), code=1)
    found = json.loads(run("diff", tmp_path / "staged-other", "--format", "json"))
    assert found["total"]["revenue"] == {"live": 7700.0, "new": 7750.0, "change": 50.0}
    run(*_published(tmp_path, "other"))


def test_refusals_say_what_is_to_do(run: Run, folder: Path, tmp_path: Path):
    """A table that is not brought may be live already; nobody publishes without a name, or no reason."""
    assert "Begin: influencer-roi stage" in run("versions")
    run("build", folder, "--out", tmp_path / "snapshots")
    (folder / FILES["posts"]).unlink()
    refused = run("stage", folder, "--out", tmp_path / "staged", code=1)
    assert refused == (
        f"{folder}: no file for posts. Put a file named post*.csv there. "
        "Or stage it beside what is live: with --add, or with --replace.\n"
    )
    assert "Name another." in run("undo", "1", "--as", "fin", "--why", "a test", code=1)
    for named in (("--as", " ", "--why", "May"), ("--as", "fin", "--why", "")):
        with pytest.raises(SystemExit) as ended:
            main(["publish", str(tmp_path / "staged"), *named])
        assert ended.value.code == 2


def _published(folder: Path, name: str) -> tuple[object, ...]:
    return ("publish", folder / f"staged-{name}", "--as", "ops", "--why", "second")


def test_what_was_published_stays(run: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A build over what somebody published says that it stays, and why, of a folder and of a loader."""
    (tmp_path / "given_two.py").write_text(
        f"import polars as pl\nfrom pathlib import Path\n\n\ndef tables():\n"
        f"    files = {FILES!r}\n"
        f"    return {{n: pl.read_csv(Path({str(folder)!r}) / f) for n, f in files.items()}}\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    more = tmp_path / "august"
    more.mkdir()
    (more / "orders.csv").write_text(csv_of(JULY))
    sources = {str(folder): "is as it was then", "given_two:tables": "cannot say whether it changed since"}
    for number, (source, why) in enumerate(sources.items()):
        out = tmp_path / f"snapshots {number}"
        monkeypatch.setenv("INFLUENCER_ROI_SNAPSHOT", str(out))
        build = ["build", *([source] if number == 0 else ["--source", source]), "--out", out]
        run(*build)
        whole = folder if number else more
        run("stage", whole, *([] if number else ["--add"]), "--out", tmp_path / f"staged {number}")
        run("publish", tmp_path / f"staged {number}", "--as", "fin", "--why", "August")
        said = run(*build)
        assert f"Version 2, which fin published, stays live, for {source} {why}." in said
        assert "stays live" not in run(*build, "--accept-changes")


def test_a_stop_wants_a_reason(run: Run, folder: Path, tmp_path: Path):
    """Half of the orders go live with --reason alone."""
    run("build", folder, "--out", tmp_path / "snapshots")
    orders = (folder / FILES["orders"]).read_text().splitlines(keepends=True)
    (folder / FILES["orders"]).write_text("".join(orders[:3]))
    run("stage", folder, "--out", tmp_path / "half")
    publish = ("publish", tmp_path / "half", "--as", "fin", "--why", "half")
    assert "at least 10 letters" in run(*publish, code=1)
    run(*publish, "--reason", "only these two orders were real")


def test_the_rows_of_a_cause_are_csv(run: Run, folder: Path, tmp_path: Path):
    """`--rows` prints the rows behind one cause."""
    run("build", folder, "--out", tmp_path / "snapshots")
    payouts = (folder / FILES["payouts"]).read_text().splitlines(keepends=True)
    (folder / FILES["payouts"]).write_text("".join(payouts[:2]))
    run("stage", folder, "--out", tmp_path / "staged")
    assert run("diff", tmp_path / "staged", "--rows", "spend.gone").splitlines() == [
        "months,influencer_id,basis,before,after,change",
        "2025-06 2025-07,bob,Per order,1600.0,,-1600.0",
    ]


def test_a_template_is_four_tables_a_folder_can_be_made_of(run: Run, tmp_path: Path):
    """The headers are known, codes.csv and a README lie beside them, and nothing is written over."""
    run("template", tmp_path / "empty")
    assert sorted(path.name for path in (tmp_path / "empty").iterdir()) == [
        "README.txt",
        "codes.csv",
        "influencers.csv",
        "orders.csv",
        "payouts.csv",
        "posts.csv",
    ]
    assert (tmp_path / "empty" / "codes.csv").read_text() == "code,influencer_id,from,to\n"
    assert "is there already" in run("template", tmp_path / "empty", code=1)


def test_a_template_may_be_filled_in_where_columns_are_needed(run: Run, tmp_path: Path):
    """What is left empty is nothing: clicks that nobody counted are no clicks of 0."""
    run("template", folder := tmp_path / "empty")
    rows = {
        "influencers": "ann,Ann,Fitness,5000,Instagram,",
        "posts": "ann,Instagram,2025-07-01,1000,50,5,,,,,,",
        "orders": ",,ann,u1,2025-07-02,1,900,,,,,,",
        "payouts": "ann,post,,,500,",
    }
    for name, row in rows.items():
        with (folder / f"{name}.csv").open("a") as file:
            file.write(f"{row}\n")
    named = [f"--metric={name}" for name in ("revenue", "spend", "reach", "clicks")]
    found = json.loads(run("query", folder, *named, "--format", "json"))
    assert found == {"revenue": 900, "spend": 500, "reach": 1000, "clicks": None}


def test_every_column_is_explained():
    """Each column the tables know has its line, and no other has."""
    assert {table.name: {*COLUMNS[table.name]} for table in TABLES} == {
        table.name: {column.name for column in table.known} for table in TABLES
    }
