import json
import re
from itertools import islice
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from benchmarks import browser, machine, page, round_trips, served, table
from benchmarks.__main__ import main
from benchmarks.setup import HOME, Data, Setup
from benchmarks.suite import BENCHMARKS
from benchmarks.table import Row
from influencer_roi.app import create_app
from influencer_roi.filters import Filters
from influencer_roi.pages import PAGES
from influencer_roi.settings import Settings
from influencer_roi.ui.page import Page


@pytest.fixture(scope="module")
def sample() -> Data:
    """Give the sample as benchmarks use it."""
    return Data("the sample", HOME / "data", 0.03)


@pytest.fixture(scope="module")
def client(sample: Data) -> FlaskClient:
    """Give the application over the sample."""
    flask: Flask = create_app(sample.ledger, Settings()).server
    return flask.test_client()


def test_filters_are_new(sample: Data):
    """No question is asked twice, else its time would be that of an answer kept from before."""
    asked = [give() for _ in range(70) for give in (sample.period, sample.brand_and_period)]
    assert len(set(asked)) == 140
    assert {len(filters["brand"]) for filters in asked} == {0, 1}
    assert all(filters.start < filters.end for filters in asked if filters.start and filters.end)


def test_selections_are_new(sample: Data):
    """Selections never repeat, all choose a brand and days; the same seed gives the same, another others."""
    first, again, other = (list(islice(sample.selections(seed), 200)) for seed in (1, 1, 2))
    assert first == again != other
    assert len(set(first)) == 200
    assert all(filters["brand"] and filters.start and filters.end for filters in first)
    assert {len(filters["platform"]) + len(filters["category"]) for filters in first} == {0, 1}


@pytest.mark.parametrize("asked", PAGES, ids=lambda asked: asked.key)
def test_the_request_is_answered(sample: Data, client: FlaskClient, asked: Page):
    """What is posted is what the server understands: the page comes back for exactly these filters."""
    filters = Filters(brand=("Gritzo",), platform=("YouTube",), end=sample.ledger.as_of)
    callback = round_trips.callback_of(asked, json.loads(client.get("/_dash-dependencies").text))
    body = round_trips.body_of(callback, asked, sample, filters)
    answer = client.post(round_trips.UPDATE, data=body, content_type="application/json")
    assert json.loads(answer.text)["response"][f"{asked.key}-address"]["data"] == f"?{filters.to_query()}"


@pytest.mark.parametrize(
    ("values", "is_over", "is_under"),
    [((1, 9, 2), False, True), ((1, 9, 9), True, False), ((3, 3, 9), False, False), ((), False, False)],
)
def test_over_the_limit(values: tuple[float, ...], is_over: object, is_under: object):
    """The median is held against the limit, one slow run is not; what was not measured passes none."""
    assert Row("a page", values, limit=3).is_over is is_over
    assert Row("by another", values, least=3).is_under is is_under


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (Row("a page", (0.07, 0.08), 0.06), "a page 75.0 ms 70.0 ms 80.0 ms 2 ≤ 60.0 ms OVER THE LIMIT"),
        (Row("a load", (26,), 25, written=table.count), "a load 26 26 26 1 ≤ 25 OVER THE LIMIT"),
        (
            Row("a load", (1_210_000,), 1_600_000, written=table.data),
            "a load 1.21 MB 1.21 MB 1.21 MB 1 ≤ 1.60 MB",
        ),
        (
            Row("by DuckDB", (9.0, 24.0, 31.0), written=table.times, least=25),
            "by DuckDB 24.0 × 9.00 × 31.0 × 3 ≥ 25.0 × UNDER THE LIMIT",
        ),
        (
            Row("a load", remark="not measured: there is no browser."),
            "a load – not measured: there is no browser.",
        ),
    ],
)
def test_shown(capsys: pytest.CaptureFixture[str], row: Row, said: str):
    """A row stands with its limit in its own unit, and says when it passes it."""
    table.show([row])
    lines = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert said in lines
    assert (f"Beyond their limit: {row.what}." in lines) is (row.is_over or row.is_under)


def test_beside_an_earlier_run(tmp_path: Path):
    """Each row stands beside its own of before; only times of small folders are held to it, by a tenth."""
    before = [Row("the sample: a page", (1, 2, 9)), Row("1 M orders: a page", (1,)), Row("gone", (1,))]
    table.keep(before, tmp_path / "before.json")
    now = [
        Row("the sample: a page", (2.3,)),
        Row("1 M orders: a page", (3,)),
        Row("the sample: a load", (5,)),
        Row("the sample: not measured"),
    ]
    rows = list(table.beside(now, tmp_path / "before.json", ("the sample",)))
    assert [(row.what, row.median, row.limit) for row in rows] == [
        ("the sample: a page", 1.15, 1.1),
        ("1 M orders: a page", 3.0, None),
    ]


def test_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The page says what was measured on what and how, and has a table per benchmark."""
    monkeypatch.setattr(page, "FILE", tmp_path / "benchmarks.md")
    rows = [
        Row("1 M orders: DuckDB, by the ledger", (24.0,), written=table.times, least=25, group="queries"),
        Row("a | b", (0.5,), group="build"),
    ]
    page.write(rows, "python -m benchmarks --write")
    lines = (tmp_path / "benchmarks.md").read_text(encoding="utf-8").splitlines()
    assert lines[0] == page.MADE
    assert f"- machine: {machine.described()}" in lines
    assert "- command: `python -m benchmarks --write`" in lines
    assert [line for line in lines if line.startswith("#")] == ["# Benchmarks", "## queries", "## build"]
    assert [line for line in lines if line.startswith("| ")][2:] == [
        "| 1 M orders: DuckDB, by the ledger | 24.0 × | 24.0 × | 24.0 × | 1 | ≥ 25.0 × | UNDER THE LIMIT |",
        "| | median | lowest | highest | runs | limit | remark |",
        "| --- | ---: | ---: | ---: | ---: | ---: | --- |",
        "| a \\| b | 500.0 ms | 500.0 ms | 500.0 ms | 1 |  |  |",
    ]


def test_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """A run is kept, the next stands beside it, and both ask only for what is named."""
    row = Row("the sample: a page", (2.0, 3.0, 9.0))
    monkeypatch.setitem(BENCHMARKS, "tiny", lambda _: iter([row]))
    monkeypatch.setattr(page, "FILE", tmp_path / "benchmarks.md")
    kept = str(tmp_path / "before.json")
    for more in (["--json", kept], ["--compare", kept, "--write"]):
        monkeypatch.setattr("sys.argv", ["benchmarks", "tiny", "--orders", "1000", *more])
        main()
    lines = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert lines.count("the sample: a page 3.00 s 2.00 s 9.00 s 3") == 2
    assert "the sample: a page 1.00 × 1.00 × 1.00 × 1 ≤ 1.10 × 3.00 s by 3.00 s" in lines
    assert "## tiny" in page.FILE.read_text(encoding="utf-8")


def test_every_benchmark_is_explained():
    """Who reads the page learns of each benchmark what was done."""
    assert page.lacking() == []


def test_the_page_in_docs():
    """The page in docs/ was written by the benchmarks: machine, commit, command, tables and nothing else."""
    text = (HOME / "docs" / "benchmarks.md").read_text(encoding="utf-8")
    assert text.startswith(page.MADE)
    for fact in ("machine", "measured", "command"):
        assert re.search(rf"^- {fact}: .+", text, re.MULTILINE)
    groups = re.findall(r"^## (.+)", text, re.MULTILINE)
    assert {*groups} <= {*BENCHMARKS}
    rows = [line.count("|") for line in text.replace("\\|", "").splitlines() if line.startswith("|")]
    assert {*rows} == {len(table.HEADERS) + 3}


def test_served_as_the_procfile_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The server that is timed is the Procfile's web process, word for word."""
    (tmp_path / "Procfile").write_text('worker: other\nweb: gunicorn -c conf.py "app:server()"\n')
    monkeypatch.setattr(served, "HOME", tmp_path)
    assert served.command() == ["gunicorn", "-c", "conf.py", "app:server()"]


def test_without_a_browser(sample: Data, monkeypatch: pytest.MonkeyPatch):
    """Where there is no Chromium, one row says so and how to have it measured."""
    monkeypatch.setattr(browser, "CHROMIUM", Path("/nowhere/chromium"))
    setup = Setup(1, sample, sample, sample)
    (row,) = BENCHMARKS["browser"](setup)
    assert row.values == ()
    assert row.remark == (
        "not measured: there is no /nowhere/chromium. "
        "On Debian: apt-get install chromium; elsewhere: CHROMIUM=/path make bench."
    )
