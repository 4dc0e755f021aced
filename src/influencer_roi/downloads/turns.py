"""Lets each person have one costly file written at a time, on whichever worker."""

import hashlib
import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from http import HTTPStatus
from pathlib import Path
from threading import Lock

from filelock import FileLock, Timeout
from flask import Response, request

from influencer_roi.access.entry import reader
from influencer_roi.model.roles import LOCAL

_log = logging.getLogger(__name__)
_SLOTS = 4_096  # files at most; two people who share one wait for each other
_SOON = "5"  # seconds
_BUSY = "A workbook is being written for you. Wait until it is there, or take the CSV or Parquet."


def person() -> str:
    """Return who asks: the user that signed in, or the address asked from where nobody did."""
    return reader().name if reader() != LOCAL else request.remote_addr or ""


class Turns:
    """Who has a file written now: in this process, and by locks in `folder` in all that share it.

    The locks are the system's: those of a worker that dies are free.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._busy: set[str] = set()
        self._guard = Lock()

    def answer(self, who: str, write: Callable[[], Response]) -> Response:
        """Answer with what is written, or at once with 429 while this person has another written.

        The turn ends with the file, or as soon as its reader leaves.
        """
        with ExitStack() as turn:
            if not self._begin(who, turn):
                status = HTTPStatus.TOO_MANY_REQUESTS
                return Response(_BUSY, status, {"Retry-After": _SOON}, mimetype="text/plain")
            answer = write()
            if not answer.is_sequence:
                lasting = turn.pop_all()
                answer.response = _to_the_end(answer.iter_encoded(), lasting)
                answer.call_on_close(lasting.close)
        return answer

    def _begin(self, who: str, turn: ExitStack) -> bool:
        """Begin a turn that ends with the stack, or return False where this person has one."""
        with self._guard:
            if who in self._busy:
                return False
            self._busy.add(who)
        turn.callback(self._busy.discard, who)
        if self._folder is None:
            return True
        slot = int(hashlib.sha256(who.encode()).hexdigest(), 16) % _SLOTS
        lock = FileLock(self._folder / f"{slot:03x}", thread_local=False, fallback_to_soft=False)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            turn.enter_context(lock.acquire(blocking=False))
        except Timeout:
            return False
        except OSError as error:
            _log.warning("%s cannot be written: %s", self._folder, error.strerror)
        return True


def _to_the_end(chunks: Iterator[bytes], turn: ExitStack) -> Iterator[bytes]:
    """Yield chunks; with the last, or where nobody takes more, the turn ends."""
    with turn:
        yield from chunks
