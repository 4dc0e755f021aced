"""Who waits for rows learns how far the orders are read, whichever worker is asked, and can leave."""

from pathlib import Path

import pytest
from dash.exceptions import PreventUpdate
from flask import Flask

from influencer_roi.app import Shared, create_app
from influencer_roi.callbacks import waiting
from influencer_roi.callbacks.waiting import LONGEST, awaited
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
    with Flask("worker").test_request_context(), awaited(mine, "rows of ann"):
        is_read(0.25)
        assert asked.get("/progress.json?of=rows+of+ann").json == {"share": 0.25}
        is_read(0.5)
        assert asked.get("/progress.json?of=rows+of+ann").json == {"share": 0.5}
        assert asked.get("/progress.json?of=rows").json == {}
    assert asked.get("/progress.json?of=rows+of+ann").json == {}


@pytest.mark.parametrize("name", [None, 7, "", "x" * (LONGEST + 1), ["x"]])
def test_what_has_no_name_is_not_noted(name: object):
    """Nothing is noted for a page that gives no name, or none of ours."""
    cached = AnswerCache()
    with Flask("worker").test_request_context(), awaited(cached, name):
        is_read(0.5)
        assert [cached.noted(str(name)), cached.noted("")] == ["", ""]


def test_the_work_ends_when_nobody_waits():
    """Between two steps it is looked whether the reader is there; work that nobody follows goes on."""
    with (
        Flask("worker").test_request_context(environ_overrides=GONE),
        pytest.raises(PreventUpdate),
        awaited(AnswerCache(), "rows"),
    ):
        is_read(0.5)
    is_read(0.5)
