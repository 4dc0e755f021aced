import mmap

import pytest

from influencer_roi.serving import handover


@pytest.fixture(autouse=True)
def nothing_shared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give each test a start of its own."""
    monkeypatch.setattr(handover, "_shared", mmap.mmap(-1, 8))


def test_workers_go_on_for_their_successors():
    """Once settings are taken anew, workers that are there are awaited until one of the new ones serves."""
    mine = handover.current()
    handover.note_ready(mine)
    awaited = [handover.is_awaited(mine)]
    handover.begin_next()
    awaited.append(handover.is_awaited(mine))
    handover.note_ready(handover.current())
    awaited.append(handover.is_awaited(mine))
    assert awaited == [False, True, False]


def test_the_newest_await_nobody():
    """A worker of the newest configuration that is asked to end has nobody to go on for."""
    handover.begin_next()
    assert handover.is_awaited(handover.current()) is False
