"""Caches the answers of pages as they went out: what many look at is computed and compressed once.

And what nobody waits for any more, because the page asked something newer, is not computed at all.
"""

from dataclasses import dataclass
from http import HTTPStatus
from threading import Lock
from typing import TYPE_CHECKING

from cachetools import LRUCache
from flask import Flask, Request, Response, g, request

from influencer_roi.model.roles import LOCAL, Reader

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

MOST = 8 << 20  # bytes of all answers
LONGEST = 1 << 16  # bytes of a question
_UPDATE = "_dash-update-component"
_HEADERS = ("Content-Type", "Content-Encoding", "Vary")

Question = tuple[bytes, str, str]  # what is asked, how it may be compressed, what its reader sees


@dataclass(frozen=True)
class _Answer:
    body: bytes
    headers: tuple[tuple[str, str], ...]


def cache_responses(flask: Flask) -> None:
    """Answer a question that was asked before with the very bytes of that answer; never another role's.

    Only answers that `lasts` marked are cached: functions of the question and of data that never changes
    while this application lives. Call this before anything that compresses answers is added to it.
    """
    cache: LRUCache[Question, _Answer] = LRUCache(MOST, getsizeof=lambda answer: len(answer.body))
    lock = Lock()

    @flask.before_request
    def repeat() -> Response | None:
        """Return the cached answer to this question."""
        if not _may_last(request):
            return None
        if _is_gone(request.environ):
            return Response(status=HTTPStatus.NO_CONTENT)
        reader: Reader = g.get("reader") or LOCAL
        g.question = request.get_data(), request.headers.get("Accept-Encoding", ""), reader.sees
        with lock:
            answer = cache.get(g.question)
        return Response(answer.body, headers=list(answer.headers)) if answer else None

    @flask.after_request
    def remember(response: Response) -> Response:
        """Cache an answer that lasts, if there is room for it."""
        if "lasts" in g and "question" in g and response.status_code == HTTPStatus.OK:
            headers = tuple((name, response.headers[name]) for name in _HEADERS if name in response.headers)
            answer = _Answer(response.get_data(), headers)
            if len(answer.body) <= cache.maxsize:
                with lock:
                    cache[g.question] = answer
        return response


def _is_gone(environment: "WSGIEnvironment") -> bool:
    """Return whether nobody waits for the answer any more; waitress alone says so (serving/)."""
    left = environment.get("waitress.client_disconnected")
    return callable(left) and bool(left())


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
