"""Keeps the answers of pages as they went out: what many look at is worked out, written and packed once.

And what nobody waits for any more, because the page asked something newer, is not worked out at all.
"""

import errno
import socket
from collections import OrderedDict
from dataclasses import dataclass
from http import HTTPStatus
from threading import Lock
from typing import TYPE_CHECKING

from flask import Flask, Request, Response, g, request

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

MOST = 8 << 20  # bytes of all answers
LONGEST = 1 << 16  # bytes of a question
_ASKED = "_dash-update-component"
_AT_ONCE = getattr(socket, "MSG_DONTWAIT", 0)  # Windows has none, and no gunicorn
_TOLD = ("Content-Type", "Content-Encoding", "Vary")

Question = tuple[bytes, str]


@dataclass(frozen=True)
class _Answer:
    body: bytes
    headers: tuple[tuple[str, str], ...]


_NONE = _Answer(b"", ())


class _Held:
    """The last answers by question; the one not asked for the longest goes first."""

    def __init__(self) -> None:
        self._bytes = 0
        self._answers: OrderedDict[Question, _Answer] = OrderedDict()
        self._lock = Lock()

    def find(self, question: Question) -> _Answer | None:
        with self._lock:
            if question in self._answers:
                self._answers.move_to_end(question)
            return self._answers.get(question)

    def keep(self, question: Question, answer: _Answer) -> None:
        with self._lock:
            before = self._answers.pop(question, _NONE)
            self._answers[question] = answer
            self._bytes += len(answer.body) - len(before.body)
            while self._bytes > MOST:
                self._bytes -= len(self._answers.popitem(last=False)[1].body)


def keep_answers(flask: Flask) -> None:
    """Answer what was asked before with the very bytes of that answer.

    Only answers that `lasts` marked are kept: functions of the question and of data that never changes while
    this application lives. To be called before anything that packs answers is told of the application.
    """
    held = _Held()

    @flask.before_request
    def repeated() -> Response | None:
        """Return the answer that is kept for this question."""
        if not _may_last(request):
            return None
        if _is_gone(request.environ):
            return Response(status=HTTPStatus.NO_CONTENT)
        g.question = request.get_data(), request.headers.get("Accept-Encoding", "")
        answer = held.find(g.question)
        return Response(answer.body, headers=list(answer.headers)) if answer else None

    @flask.after_request
    def kept(response: Response) -> Response:
        """Keep an answer that lasts."""
        if "lasts" in g and "question" in g and response.status_code == HTTPStatus.OK:
            told = tuple((name, response.headers[name]) for name in _TOLD if name in response.headers)
            held.keep(g.question, _Answer(response.get_data(), told))
        return response


def _is_gone(environment: "WSGIEnvironment") -> bool:
    """Return whether nobody waits for the answer any more; gunicorn alone hands its connection over."""
    connection = environment.get("gunicorn.socket")
    if not isinstance(connection, socket.socket):
        return False
    try:
        return connection.recv(1, socket.MSG_PEEK | _AT_ONCE) == b""
    except OSError as error:
        return error.errno not in (errno.EAGAIN, errno.EWOULDBLOCK)


def _may_last(asked: Request) -> bool:
    return (
        asked.method == "POST"
        and asked.path.endswith(_ASKED)
        and asked.content_length is not None
        and asked.content_length <= LONGEST
    )


def lasts() -> None:
    """Mark the answer that is being worked out as one that the same question will always get."""
    g.lasts = True
