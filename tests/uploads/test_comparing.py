"""A comparison that takes long keeps nobody waiting: it goes on beside requests."""

from concurrent.futures import Future
from pathlib import Path

import pytest

from influencer_roi.pages.publish.seen import Change
from influencer_roi.store.staged import staged_of
from influencer_roi.uploads import comparing
from influencer_roi.uploads.comparing import compared
from tests.conftest import SAMPLE
from tests.uploads.conftest import Bringer


def test_a_comparison_that_takes_long(bringer: Bringer, monkeypatch: pytest.MonkeyPatch):
    """While it goes on the desk says so and asks again; once it is done the rows are there."""
    bringer.begin().bring_folder(SAMPLE)
    bringer.read()
    unfinished: Future[Change] = Future()
    with monkeypatch.context() as patched:
        patched.setattr(comparing, "_begun", lambda *_: unfinished)
        shown = bringer.asks("look")
    assert "comparing with what is live" in shown
    assert '"data-state": "reading"' in shown
    assert "3,267 of 3,269 kept" in bringer.asks("look")


def test_it_is_worked_out_once(bringer: Bringer, root: Path):
    """However often it is looked at, a comparison is worked out once."""
    bringer.begin().bring_folder(SAMPLE)
    bringer.read()
    staged = staged_of(root, bringer.upload)
    assert compared(root, staged) is compared(root, staged)
