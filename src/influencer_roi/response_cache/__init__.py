"""Caches the answers of pages as they went out: what many look at is computed and compressed once.

What has to be computed waits for its turn, and what is known never waits behind it. Who asks what is being
computed waits for that answer; what nobody waits for any more, because the page asked something newer, is
not computed at all.
"""

import json
import logging
import sqlite3
from hashlib import sha256
from http import HTTPStatus
from threading import Lock

from flask import Flask, Request, Response, g, request

from influencer_roi.model.roles import LOCAL, Reader
from influencer_roi.response_cache.turns import Turn, Turns
from influencer_roi.shared_file import opened

MOST = 32 << 20  # bytes of all answers
LONGEST = 1 << 16  # bytes of a question
IN_MEMORY = ":memory:"
GOES_ON = "influencer_roi.goes_on"  # of the environment of a request; our server alone has it (serving/)
_SOON = "2"  # seconds
_BUSY_TEXT = "Many ask at this moment. Ask again in a few seconds."
_log = logging.getLogger(__name__)
_UPDATE = "_dash-update-component"
_HEADERS = ("Content-Type", "Content-Encoding", "Vary")
_BUSY = 0.05  # seconds to wait for another worker that writes; then the answer is computed
# An answer begins where the one before it ends, counted in bytes of all that were ever held.
_TABLES = (
    "CREATE TABLE IF NOT EXISTS answers (begins INTEGER PRIMARY KEY, question BLOB UNIQUE, headers, body)",
    "CREATE TABLE IF NOT EXISTS progress (name BLOB PRIMARY KEY, words, at DEFAULT (julianday()))",
    """CREATE TRIGGER IF NOT EXISTS noted AFTER INSERT ON progress
        BEGIN DELETE FROM progress WHERE at < new.at - 1.0 / 24; END""",  # of a worker that was killed
    """CREATE VIEW IF NOT EXISTS newest AS
        SELECT begins + length(body) AS ends FROM answers ORDER BY begins DESC LIMIT 1""",
)
_NOTE = "INSERT OR REPLACE INTO progress (name, words) VALUES (?, ?)"
_ADD = "INSERT OR IGNORE INTO answers VALUES (coalesce((SELECT ends FROM newest), 0), ?, ?, ?)"
_DROP_OLDEST = "DELETE FROM answers WHERE begins < (SELECT ends FROM newest) - ?"


class AnswerCache:
    """Answers as they went out, by their question: at most MOST bytes of them, the oldest go first.

    `file` is one that the workers of a server share: what one of them computed, the others have.
    """

    def __init__(self, file: str = IN_MEMORY) -> None:
        """Open the file, made where it is missing; each process must do so for itself."""
        self.turns = Turns()
        self._lock = Lock()
        self._connection = opened(file, ("PRAGMA synchronous = OFF", *_TABLES), busy=_BUSY)

    def find(self, question: bytes) -> Response | None:
        """Return the answer to a question, None where there is none."""
        for body, headers in self._rows("SELECT body, headers FROM answers WHERE question = ?", question):
            return Response(body, headers=json.loads(headers))
        return None

    def add(self, question: bytes, answer: Response) -> None:
        """Hold an answer there is room for, and let the oldest go."""
        body = answer.get_data()
        headers = json.dumps([(name, answer.headers[name]) for name in _HEADERS if name in answer.headers])
        if len(body) <= MOST:
            self._rows(_ADD, question, headers, body)
            self._rows(_DROP_OLDEST, MOST)

    def note(self, name: str, words: str) -> None:
        """Note how far something is that a page waits for, whichever worker it asks."""
        self._rows(_NOTE, name.encode(), words)

    def noted(self, name: str) -> str:
        """Return what was noted of something; empty where nothing was."""
        found = self._rows("SELECT name, words FROM progress WHERE name = ?", name.encode())
        return found[0][1] if found else ""

    def forget(self, name: str) -> None:
        """Forget what was noted of something."""
        self._rows("DELETE FROM progress WHERE name = ?", name.encode())

    def _rows(self, statement: str, *values: bytes | str | int) -> list[tuple[bytes, str]]:
        """Return what a statement gives; nothing where the file cannot be used now, which costs time only."""
        try:
            with self._lock:
                return self._connection.execute(statement, values).fetchall()
        except sqlite3.OperationalError:
            _log.warning("the file of answers and of progress could not be used", exc_info=True)
            return []


def cache_responses(flask: Flask, answers: AnswerCache, *, of: str = "") -> None:
    """Answer a question that was asked before with the very bytes of that answer; never another role's.

    Only answers that `lasts` marked are cached: functions of the question and of the data, which `of` names
    among all whose answers are there. Call this before anything that compresses answers is added to it.
    """

    @flask.before_request
    def repeat() -> Response | None:
        """Return the cached answer to this question; else let it be computed once it is its turn."""
        if not _may_last(request):
            return None
        g.question = _question(request, of)
        return _known(answers, g.question)

    @flask.after_request
    def remember(response: Response) -> Response:
        """Cache an answer that lasts."""
        if "lasts" in g and "question" in g and response.status_code == HTTPStatus.OK:
            answers.add(g.question, response)
        return response

    @flask.teardown_request
    def end_turn(_: BaseException | None) -> None:
        """Let the next question be computed."""
        if "turns" in g:
            g.pop("turns").end(g.question)


def _known(answers: AnswerCache, question: bytes) -> Response | None:
    """Return the answer to a question once there is one, or why there is none; None: compute it now."""
    while (known := answers.find(question)) is None:
        turn = answers.turns.take(question, is_gone, request.environ.get(GOES_ON, lambda: None))
        if turn is Turn.MINE:
            g.turns = answers.turns
            return answers.find(question)  # another worker may have computed it meanwhile
        if turn is Turn.GONE:
            return Response(status=HTTPStatus.NO_CONTENT)
        if turn is Turn.BUSY:
            headers = {"Retry-After": _SOON, "Cache-Control": "no-store"}
            return Response(_BUSY_TEXT, HTTPStatus.SERVICE_UNAVAILABLE, headers, mimetype="text/plain")
    return known


def _question(request: Request, of: str) -> bytes:
    """Return what an answer depends on: the data, what is asked, how it may be packed, who reads."""
    reader: Reader = g.get("reader") or LOCAL
    parts = of, request.get_data(), request.headers.get("Accept-Encoding", ""), reader.sees
    return sha256(repr(parts).encode()).digest()


def is_gone() -> bool:
    """Return whether nobody waits for the answer any more; waitress alone says so (serving/)."""
    left = request.environ.get("waitress.client_disconnected")
    return callable(left) and bool(left())


def goes_on() -> None:
    """Say that the answer being computed goes on: however long it takes, it is not given up meanwhile."""
    request.environ.get(GOES_ON, lambda: None)()
    if "turns" in g:
        g.turns.go_on(g.question)


def _may_last(question: Request) -> bool:
    return (
        question.method == "POST"
        and question.path.endswith(_UPDATE)
        and question.content_length is not None
        and question.content_length <= LONGEST
    )


def lasts() -> None:
    """Mark the answer that is being computed as one that the same question will always get."""
    g.lasts = True
