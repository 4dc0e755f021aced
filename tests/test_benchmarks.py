import json
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from benchmarks import browser, round_trips, served, table
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
    assert {len(filters.brand) for filters in asked} == {0, 1}
    assert all(filters.start < filters.end for filters in asked if filters.start and filters.end)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.key)
def test_the_request_is_answered(sample: Data, client: FlaskClient, page: Page):
    """What is posted is what the server understands: the page comes back for exactly these filters."""
    filters = Filters(brand=("Gritzo",), platform=("YouTube",), end=sample.ledger.as_of)
    callback = round_trips.callback_of(page, json.loads(client.get("/_dash-dependencies").text))
    body = round_trips.body_of(callback, page, sample, filters)
    answer = client.post(round_trips.UPDATE, data=body, content_type="application/json")
    assert json.loads(answer.text)["response"][f"{page.key}-address"]["data"] == f"?{filters.to_query()}"


@pytest.mark.parametrize(("values", "is_over"), [((1, 9, 2), False), ((1, 9, 9), True), ((), False)])
def test_over_the_limit(values: tuple[float, ...], is_over: object):
    """The median is held against the limit, one slow run is not; what was not measured passes none."""
    assert Row("a page", values, limit=3).is_over is is_over


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (Row("a page", (0.07, 0.08), 0.06), "a page 75.0 ms 70.0 ms 80.0 ms 2 60.0 ms OVER THE LIMIT"),
        (Row("a load", (26,), 25, written=table.count), "a load 26 26 26 1 25 OVER THE LIMIT"),
        (
            Row("a load", (1_210_000,), 1_600_000, written=table.data),
            "a load 1.21 MB 1.21 MB 1.21 MB 1 1.60 MB",
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
    assert ("Over their limit: a page." in lines or "Over their limit: a load." in lines) is row.is_over


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
