"""Has few files made at a time, a piece each by turns: who reads one slowly keeps no turn."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from threading import Semaphore
from typing import TYPE_CHECKING

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
            return _Pieces(application(environment, start), turns)

    return serve


@dataclass
class _Pieces:
    """The pieces of a file."""

    made: Iterable[bytes]
    turns: Semaphore

    def __iter__(self) -> Iterator[bytes]:
        pieces = iter(self.made)
        while True:
            with self.turns:
                piece = next(pieces, None)
            if piece is None:
                return
            yield piece

    def close(self) -> None:
        """End the work on what was not read."""
        close = getattr(self.made, "close", None)
        if close is not None:
            close()
