import json
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from threading import Thread
from types import SimpleNamespace
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from influencer_roi import callbacks, response_cache
from influencer_roi.app import Shared, create_app
from influencer_roi.ledger.entries import Ledger
from influencer_roi.response_cache import AnswerCache, goes_on
from influencer_roi.response_cache.turns import LONGEST_TURN, Stay, Turn, Turns
from influencer_roi.settings import Settings
from influencer_roi.ui.page import Page, layout
from tests.test_callbacks import body_of
from tests.waiting import PATIENCE, wait_until

ASKED = "/_dash-update-component"
Ask = Callable[..., TestResponse]


@pytest.fixture
def ask(world: Ledger) -> Ask:
    """Ask the Overview of an application over the world."""
    return asking(world)


def asking(ledger: Ledger, cached: AnswerCache | None = None, version: str = "") -> Ask:
    """Ask a new application's Overview for what its controls hold, as a browser that takes packed answers."""
    shared = Shared(cached=cached) if cached else None
    client: FlaskClient = create_app(ledger, Settings(), version=version, shared=shared).server.test_client()
    listed: list[dict[str, Any]] = json.loads(client.get("/_dash-dependencies").data)
    update = next(one for one in listed if '"overview-reset"' in json.dumps(one["inputs"]))

    def asked(values: Mapping[str, object], encodings: str = "br", **environment: object) -> TestResponse:
        body = body_of(update, values, "overview-platform.value")
        headers = {"Accept-Encoding": encodings}
        return client.post(ASKED, json=body, headers=headers, environ_overrides=environment)

    return asked


@pytest.fixture
def worked_out(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Give the selections that were worked out, one after the other."""
    seen: list[object] = []
    found = callbacks.asked_filters

    def heard(*given: Any) -> object:
        seen.append(found(*given))
        return seen[-1]

    monkeypatch.setattr(callbacks, "asked_filters", heard)
    return seen


def test_the_same_question_gets_the_same_bytes(ask: Ask, worked_out: list[object]) -> None:
    """A question asked again is answered as it was, headers and all, and nothing is worked out for it."""
    first, again = (ask({"overview-platform": ["YouTube"]}) for _ in range(2))
    assert first.status_code == again.status_code == 200
    assert (first.data, first.headers.get("Content-Encoding")) == (
        again.data,
        again.headers.get("Content-Encoding"),
    )
    assert first.headers["Content-Security-Policy"] == again.headers["Content-Security-Policy"]
    assert len(worked_out) == 1


def test_another_question_gets_its_own_answer(ask: Ask, worked_out: list[object]) -> None:
    """Another selection, or a browser that unpacks other forms, is another question."""
    told = [ask({"overview-platform": [one]}).data for one in ("YouTube", "Instagram", "YouTube")]
    assert told[0] == told[2] != told[1]
    plain = ask({"overview-platform": ["YouTube"]}, "identity")
    assert plain.headers.get("Content-Encoding") is None
    assert len(worked_out) == 3


def test_a_failure_is_not_kept(ask: Ask, monkeypatch: pytest.MonkeyPatch, worked_out: list[object]) -> None:
    """An answer that only says that something failed is worked out anew the next time."""
    with monkeypatch.context() as broken:
        broken.setattr(callbacks, "regions", lambda *_: 1 / 0)
        assert "problem" in ask({"overview-platform": ["YouTube"]}, "identity").text
    assert "overview-revenue-value" in ask({"overview-platform": ["YouTube"]}, "identity").text
    assert len(worked_out) == 2


def test_the_oldest_answers_go(
    world: Ledger, monkeypatch: pytest.MonkeyPatch, worked_out: list[object]
) -> None:
    """Answers take no more than so many bytes; the one given first goes first."""
    size = len(asking(world)({}, "identity").data)
    monkeypatch.setattr(response_cache, "MOST", int(2.5 * size))
    ask = asking(world)
    for least in (1, 2, 2, 1, 3, 2, 1):
        ask({"overview-followers_from": least}, "identity")
    assert [getattr(filters, "followers_from", 0) for filters in worked_out] == [None, 1, 2, 3, 1]


def test_an_answer_larger_than_the_cache(
    world: Ledger, monkeypatch: pytest.MonkeyPatch, worked_out: list[object]
) -> None:
    """An answer there is no room for is given, and computed again the next time."""
    monkeypatch.setattr(response_cache, "MOST", 10)
    ask = asking(world)
    assert {ask({}, "identity").status_code for _ in range(2)} == {200}
    assert len(worked_out) == 2


def test_nothing_is_worked_out_for_nobody(ask: Ask, worked_out: list[object]) -> None:
    """A question whose reader hung up, having asked something newer, is let go; one who waits is answered."""
    waited = ask({"overview-followers_from": 1}, **{"waitress.client_disconnected": lambda: False})
    gone = ask({"overview-followers_from": 2}, **{"waitress.client_disconnected": lambda: True})
    assert (waited.status_code, gone.status_code, gone.data) == (200, 204, b"")
    assert len(worked_out) == 1


def test_workers_share_their_answers(world: Ledger, tmp_path: Path, worked_out: list[object]) -> None:
    """What one worker computed another has, of the same version of the data alone."""
    first, second, newer = (
        asking(world, AnswerCache(f"{tmp_path}/answers.sqlite"), version) for version in ("a", "a", "b")
    )
    answers = [ask({"overview-followers_from": 1}).data for ask in (first, second, newer)]
    assert answers[0] == answers[1]
    assert len(worked_out) == 2


def test_a_file_that_cannot_be_used(world: Ledger, tmp_path: Path, worked_out: list[object]) -> None:
    """While another process holds the file, answers are computed as if there were none."""
    file = tmp_path / "answers.sqlite"
    ask = asking(world, AnswerCache(str(file)))
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert {ask({"overview-followers_from": 1}).status_code for _ in range(2)} == {200}
    assert len(worked_out) == 2


def test_a_page_is_drawn_once(world: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """An address opened again gets the page as it was drawn; another address, and one not drawn, does not."""
    drawn: list[str] = []

    def heard(page: Page, *rest: Any) -> object:
        drawn.append(page.path)
        if drawn == ["/payouts"]:
            raise ZeroDivisionError
        return layout(page, *rest)

    monkeypatch.setattr(callbacks, "layout", heard)
    client: FlaskClient = create_app(world, Settings()).server.test_client()
    listed: list[dict[str, Any]] = json.loads(client.get("/_dash-dependencies").data)
    draw = next(one for one in listed if one["output"].startswith("..page.children"))

    def opened(path: str) -> bytes:
        moved = {"path": path, "search": "", "at": 1}
        answer: bytes = client.post(ASKED, json=body_of(draw, {"moved": moved}, "moved.data")).data
        return answer

    answers = [opened(path) for path in ("/payouts", "/payouts", "/content", "/payouts", "/content")]
    assert drawn == ["/payouts", "/payouts", "/content"]
    assert answers[1] == answers[3] != answers[0]
    assert answers[2] == answers[4]


# ---- turns


def never() -> bool:
    """Whether a reader left who never does."""
    return False


class Asker(Thread):
    """Somebody who waits for the turn of a question, and what became of it."""

    def __init__(self, turns: Turns, question: bytes, stay: Stay = never) -> None:
        super().__init__(daemon=True)
        self.turns, self.question, self.stay = turns, question, stay
        self.became: list[Turn] = []
        self.left = False
        self.looks = 0
        self.start()

    def run(self) -> None:
        """Wait for it."""
        self.became.append(self.turns.take(self.question, self.is_gone, self.stay))

    def is_gone(self) -> bool:
        """Whether they left, which is asked each time they wake."""
        self.looks += 1
        return self.left

    def waits(self, others: int = 0) -> "Asker":
        """Return this one once it waits, after so many others."""
        wait_until(lambda: self.turns.waiting > others)
        return self

    def result(self) -> Turn:
        """What became of it."""
        self.join(PATIENCE)
        return self.became[0]


def test_a_question_is_computed_once() -> None:
    """Who asks what is being computed takes no turn; once it is computed, they look at the answer."""
    turns = Turns(at_once=2)
    assert turns.take(b"a", never) is Turn.MINE
    same = Asker(turns, b"a").waits()
    assert turns.take(b"b", never) is Turn.MINE  # though somebody waits: not for a turn
    turns.end(b"a")
    assert same.result() is Turn.LOOK
    assert turns.take(b"a", never) is Turn.MINE  # nothing came of it


def test_turns_are_taken_in_order() -> None:
    """At most so many questions are computed at once; the others wait, and the first to come is the next."""
    turns = Turns(at_once=1)
    assert turns.take(b"a", never) is Turn.MINE
    first = Asker(turns, b"b").waits()
    second = Asker(turns, b"c").waits(1)
    turns.end(b"a")
    assert (first.result(), second.became) == (Turn.MINE, [])
    turns.end(b"b")
    assert second.result() is Turn.MINE


def test_only_who_can_go_on_is_woken(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a turn ends, those wake who wait for its answer and the one whose turn is next; nobody else."""
    monkeypatch.setattr("influencer_roi.response_cache.turns._LOOK", PATIENCE)
    turns = Turns(at_once=1)
    assert turns.take(b"a", never) is Turn.MINE
    same, first, second = (Asker(turns, one).waits(number) for number, one in enumerate((b"a", b"b", b"c")))
    wait_until(lambda: second.looks == 1)
    turns.end(b"a")
    assert (same.result(), first.result(), second.looks) == (Turn.LOOK, Turn.MINE, 1)
    turns.end(b"b")
    assert (second.result(), second.looks) == (Turn.MINE, 2)


def test_who_asks_what_is_next_takes_no_turn() -> None:
    """Of two who wait with one question the second waits for the answer once the first has the turn."""
    turns = Turns(at_once=1)
    assert turns.take(b"a", never) is Turn.MINE
    first = Asker(turns, b"b").waits()
    same = Asker(turns, b"b").waits(1)
    turns.end(b"a")
    assert first.result() is Turn.MINE
    turns.end(b"b")
    assert same.result() is Turn.LOOK


def test_who_left_waits_no_longer() -> None:
    """A reader who leaves while their question waits gives up its turn."""
    turns = Turns(at_once=1)
    assert turns.take(b"a", never) is Turn.MINE
    gone = Asker(turns, b"b").waits()
    gone.left = True
    assert gone.result() is Turn.GONE
    turns.end(b"a")
    assert turns.take(b"c", never) is Turn.MINE


def test_too_many_wait() -> None:
    """Where as many wait as may, the next is told so at once."""
    turns = Turns(at_once=1, most_waiting=1)
    assert turns.take(b"a", never) is Turn.MINE
    waiting = Asker(turns, b"b").waits()
    assert turns.take(b"c", never) is Turn.BUSY
    turns.end(b"a")
    assert waiting.result() is Turn.MINE


def test_a_turn_that_does_not_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """A question that is computed for too long keeps nobody: neither others, nor who asks it again."""
    monkeypatch.setattr("influencer_roi.response_cache.turns.LONGEST_TURN", 0.0)
    turns = Turns(at_once=1)
    assert [turns.take(question, never) for question in (b"a", b"b", b"a")] == [Turn.MINE] * 3


def test_a_turn_that_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """A turn is kept while its question goes on, however long; who asks the same hears it each time."""
    now = 0.0
    monkeypatch.setattr("influencer_roi.response_cache.turns.time", SimpleNamespace(monotonic=lambda: now))
    turns, stayed = Turns(at_once=1), list[str]()
    assert turns.take(b"a", never) is Turn.MINE
    same = Asker(turns, b"a", lambda: stayed.append("same")).waits()
    other = Asker(turns, b"b", lambda: stayed.append("other")).waits(1)
    for now in (0.8 * LONGEST_TURN, 1.6 * LONGEST_TURN, 2.4 * LONGEST_TURN):  # noqa: B007 # the clock reads it
        turns.go_on(b"a")
    assert (stayed, same.became, other.became) == (["same"] * 3, [], [])
    now = 3.5 * LONGEST_TURN
    assert (same.result(), other.result()) == (Turn.LOOK, Turn.MINE)


def test_an_answer_that_goes_on_keeps_its_turn(world: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is computed says to its server and to its turn that it goes on."""
    said: list[object] = []
    cached = AnswerCache()
    monkeypatch.setattr(cached.turns, "go_on", said.append)
    found = callbacks.asked_filters

    def long(*given: Any) -> object:
        goes_on()
        return found(*given)

    monkeypatch.setattr(callbacks, "asked_filters", long)
    ask = asking(world, cached)
    environment = {response_cache.GOES_ON: lambda: said.append("server")}
    assert ask({"overview-followers_from": 1}, **environment).status_code == 200
    assert (said[0], len(said)) == ("server", 2)


def test_an_answer_ends_its_turn(world: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever becomes of a question, its turn ends: where it is answered, and where that fails."""
    cached = AnswerCache()
    cached.turns = Turns(at_once=1)
    ask = asking(world, cached)
    assert ask({"overview-followers_from": 1}).status_code == 200
    monkeypatch.setattr(callbacks, "regions", lambda *_: 1 / 0)
    assert ask({"overview-followers_from": 2}).status_code == 200  # it says on screen that it failed
    assert cached.turns.take(b"another", never) is Turn.MINE


def test_busy(world: Ledger) -> None:
    """Where too many wait, a page is asked to come again soon; what is known is answered all the same."""
    cached = AnswerCache()
    ask = asking(world, cached)
    known = ask({"overview-followers_from": 1})
    cached.turns = Turns(most_waiting=0)
    busy = ask({"overview-followers_from": 2})
    assert (busy.status_code, busy.headers["Retry-After"]) == (503, "2")
    assert ask({"overview-followers_from": 1}).data == known.data
