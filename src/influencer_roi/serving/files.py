"""Has few files made at a time, a piece each by turns: who reads one slowly keeps no turn."""

from collections.abc import Iterable, Iterator
from threading import Semaphore
from typing import TYPE_CHECKING

from werkzeug.wsgi import ClosingIterator

from influencer_roi.serving.requests import Kind, kind_of

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

MAKERS = 2  # threads of a process that compute files at once; the others wait for readers, or for their turn


def by_turns(application: "WSGIApplication") -> "WSGIApplication":
    """Return the application, which makes the pieces of files by turns."""
    turns = Semaphore(MAKERS)

    def serve(environment: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        if kind_of(environment.get("PATH_INFO", "")) is not Kind.FILE:
            return application(environment, start)
        with turns:
            made = application(environment, start)
        return ClosingIterator(_pieces(iter(made), turns), getattr(made, "close", None))

    return serve


def _pieces(made: Iterator[bytes], turns: Semaphore) -> Iterator[bytes]:
    """Yield the pieces of a file, each made in its turn."""
    while True:
        with turns:
            piece = next(made, None)
        if piece is None:
            return
        yield piece
