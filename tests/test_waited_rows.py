"""Who waits for rows learns how far the orders are read, whichever worker is asked, and can leave."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from dash.exceptions import PreventUpdate
from flask import Flask

from influencer_roi.app import Shared, create_app
from influencer_roi.callbacks import waiting
from influencer_roi.callbacks.waiting import NAMED, awaited, given_name
from influencer_roi.ledger.entries import Ledger
from influencer_roi.orders.waited import is_read
from influencer_roi.response_cache import AnswerCache
from influencer_roi.settings import Settings

GONE = {"waitress.client_disconnected": lambda: True}


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Note every step, however soon it comes."""
    monkeypatch.setattr(waiting, "PERIOD", 0)


def test_every_worker_can_tell(tmp_path: Path, world: Ledger):
    """What one worker notes of a pass another tells until the rows are there; of the unknown, nothing."""
    file = str(tmp_path / "answers.sqlite")
    mine, other = AnswerCache(file), AnswerCache(file)
    asked = create_app(world, Settings(), shared=Shared(cached=other)).server.test_client()
    with Flask("worker").test_request_context(), awaited(mine, "ann1"):
        is_read(0.25)
        assert asked.get("/progress.json?of=ann1").json == {"share": 0.25}
        is_read(0.5)
        assert asked.get("/progress.json?of=ann1").json == {"share": 0.5}
        assert asked.get("/progress.json?of=ann").json == {}
    assert asked.get("/progress.json?of=ann1").json == {}


@pytest.mark.parametrize("name", [None, "", "x" * 65, "Ann", "rows of ann", "ann\u0660", "../ann", "ann%00"])
def test_what_has_no_name_is_not_noted(name: str | None):
    """Nothing is noted for a page that gives no name, or none of ours."""
    cached = AnswerCache()
    headers = {} if name is None else {NAMED: name}
    with Flask("worker").test_request_context(headers=headers), awaited(cached, given_name()):
        is_read(0.5)
        assert [given_name(), cached.noted(str(name)), cached.noted("")] == ["", "", ""]


@pytest.mark.parametrize("name", ["a", "ann1", "x" * 64])
def test_a_name_of_ours(name: str):
    """A page names what it waits for in a header, apart from what it asks."""
    with Flask("worker").test_request_context(headers={NAMED: name}):
        assert given_name() == name


def test_notes_of_a_worker_that_was_killed(tmp_path: Path):
    """What nobody forgot goes with a later note of whichever worker."""
    file = f"{tmp_path}/answers.sqlite"
    killed, other = AnswerCache(file), AnswerCache(file)
    killed.note("left", "0.5")
    other.note("new", "0.1")
    assert killed.noted("left") == "0.5"
    with closing(sqlite3.connect(file, isolation_level=None)) as later:
        later.execute("UPDATE progress SET at = at - 1 WHERE name = ?", [b"left"])
    other.note("new", "0.2")
    assert [other.noted("left"), other.noted("new")] == ["", "0.2"]


def test_the_work_ends_when_nobody_waits():
    """Between two steps it is looked whether the reader is there; work that nobody follows goes on."""
    with (
        Flask("worker").test_request_context(environ_overrides=GONE),
        pytest.raises(PreventUpdate),
        awaited(AnswerCache(), "rows"),
    ):
        is_read(0.5)
    is_read(0.5)
