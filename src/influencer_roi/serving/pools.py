"""Gives each kind of request threads of its own, so that no kind waits for another."""

import time
from threading import Lock
from typing import TYPE_CHECKING

from waitress.task import ThreadedTaskDispatcher

from influencer_roi.serving.requests import Kind, Request

if TYPE_CHECKING:
    from influencer_roi.serving.channel import Channel

FILES = 16  # threads; a file's reader keeps one until what is left fits the buffer
PROBES = 1
UPLOADS = 2
LOST = 60.0  # seconds: a thread that is still not back is taken for lost


class Pools:
    """The threads of one process: `threads` for pages, and some for probes and for files.

    A thread whose request was given up may come back or not; until then another does its work.
    """

    def __init__(self, threads: int) -> None:
        self._sizes = {Kind.PROBE: PROBES, Kind.PAGE: threads, Kind.FILE: FILES, Kind.UPLOAD: UPLOADS}
        self._pools = {kind: ThreadedTaskDispatcher() for kind in Kind}
        self._away: dict[Request, float] = {}
        self._lock = Lock()
        for kind in Kind:
            self._resize(kind)

    def add_task(self, channel: "Channel") -> None:
        """Have the first request of a connection answered."""
        self._pools[channel.requests[0].kind].add_task(channel)

    def replace(self, request: Request) -> None:
        """Start another thread instead of the one that this request holds."""
        with self._lock:
            self._away[request] = time.monotonic()
            self._resize(request.kind)

    def take_back(self, request: Request) -> None:
        """End a thread, now that the one this request held is back."""
        with self._lock:
            del self._away[request]
            self._resize(request.kind)

    def is_exhausted(self) -> bool:
        """Return whether one thread is lost, or as many are away as there are for pages."""
        with self._lock:
            late = time.monotonic() - LOST
            most = self._sizes[Kind.PAGE]
            return len(self._away) >= most or any(since < late for since in self._away.values())

    def _resize(self, kind: Kind) -> None:
        away = sum(request.kind is kind for request in self._away)
        self._pools[kind].set_thread_count(self._sizes[kind] + away)
