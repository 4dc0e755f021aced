"""Accepts connections on one socket, and closes those that come to nothing."""

import logging
import resource
import socket
import sys
import time
import traceback
from collections.abc import Callable, Iterable
from contextlib import suppress
from http import HTTPStatus
from typing import TYPE_CHECKING

from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.server import TcpWSGIServer

from influencer_roi.access.audit import log_line
from influencer_roi.access.refusals import shown
from influencer_roi.monitoring import Answer, Monitor
from influencer_roi.serving.channel import Channel, at_work
from influencer_roi.serving.files import by_turns
from influencer_roi.serving.pools import Pools
from influencer_roi.serving.requests import Request, limits
from influencer_roi.serving.sockets import Sockets

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_log = logging.getLogger(__name__)
BACKLOG = 2048
CONNECTIONS = 4_000  # of one process, where it may open so many files
_OTHER_FILES = 512  # of what one process may open: those of answers, and of everything else
GIVEN_UP = "(given up)"  # the route of what the application did not answer
IDLE = 60  # seconds a connection may say nothing


def adjustments() -> Adjustments:
    """Return how sockets are served. Headers of proxies stay: the door knows whom to believe."""
    return Adjustments(
        **limits(),
        backlog=BACKLOG,
        channel_request_lookahead=1,
        channel_timeout=IDLE,
        cleanup_interval=1,
        clear_untrusted_proxy_headers=False,
        connection_limit=_connections(),
        ident="",
        log_socket_errors=False,
    )


def _connections() -> int:
    """Return how many connections there may be, having asked the system for as many files as it gives."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = CONNECTIONS + _OTHER_FILES
    most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft < most:
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return max(100, min(wanted, soft) - _OTHER_FILES)


class Listener(TcpWSGIServer):  # type: ignore[misc] # waitress has no types
    """Serves an application on a socket gunicorn opened; no answer but a file takes over `limit` seconds.

    `draining` says that this process is about to end.
    """

    channel_class = Channel
    draining = False

    def __init__(
        self,
        application: "WSGIApplication",
        opened: socket.socket,
        sockets: Sockets,
        pools: Pools,
        *,
        limit: int,
        monitor: Monitor,
    ) -> None:
        self._limit = limit
        self._monitor = monitor
        super().__init__(
            _without_hops(by_turns(application)),
            sockets,
            _sock=opened,
            dispatcher=pools,
            adj=adjustments(),
            sockinfo=(opened.family, opened.type, opened.proto, opened.getsockname()),
            bind_socket=False,
        )

    @property
    def channels(self) -> Iterable[Channel]:
        """The connections that are open."""
        return tuple(self.active_channels.values())

    def maintenance(self, now: float) -> None:
        """Give up on what takes too long, and close what has said nothing for long; once a second."""
        super().maintenance(now)
        clock = time.monotonic()
        for channel in self.channels:
            if channel.is_stale(clock):
                channel.will_close = True
            elif (late := channel.late(clock, self._limit)) and channel.give_up(late, self._limit):
                self._report(late)
        if len(self._map) >= self.adj.connection_limit:
            self._make_room()

    def _report(self, request: Request) -> None:
        """Write down what was given up, and where its thread is."""
        log_line("given up", method=request.command, path=shown(request.path), seconds=self._limit)
        self._monitor.record(Answer(request.command, GIVEN_UP, HTTPStatus.SERVICE_UNAVAILABLE, self._limit))
        frame = sys._current_frames().get(request.thread)  # noqa: SLF001 # the documented way to them
        if frame is not None:
            _log.error("what was given up is at\n%s", "".join(traceback.format_stack(frame)))

    def _make_room(self) -> None:
        """Close the tenth of all connections that have been silent the longest."""
        silent = [one for one in self.channels if not one.requests and not one.total_outbufs_len]
        silent.sort(key=lambda one: one.last_activity)
        for channel in silent[: self.adj.connection_limit // 10]:
            channel.will_close = True

    def pull_trigger(self) -> None:
        """Wake the thread that waits on sockets, unless it would find nothing to do."""
        channel = at_work()
        if channel is None or not channel.is_done:
            super().pull_trigger()

    def stop(self) -> None:
        """Accept who is in the queue, and nobody after them."""
        self.draining = True
        count = -1
        while count < len(self.active_channels):
            count = len(self.active_channels)
            self.handle_accept()
        wasyncore.dispatcher.close(self)


def _without_hops(application: "WSGIApplication") -> "WSGIApplication":
    """Return the application without its word on connections, which are the server's."""

    def serve(environment: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        def begin(status: str, headers: list[tuple[str, str]], *error: object) -> Callable[[bytes], object]:
            ours = [one for one in headers if one[0].lower() != "connection"]
            return start(status, ours, *error)  # type: ignore[arg-type] # as it came

        return application(environment, begin)

    return serve
