"""Holds one connection: reads requests, answers them, and gives up on what takes too long."""

import socket
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from waitress.channel import ClientDisconnected, HTTPChannel
from waitress.task import WSGITask

from influencer_roi.live.health import DRAINING
from influencer_roi.response_cache import GOES_ON
from influencer_roi.serving.requests import Kind, Request

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

_at_work = threading.local()
RECEIVING = 60.0  # seconds a request may take to arrive
SENDING = 300.0  # seconds a reader may take nothing of an answer
LINGER = 2.0  # seconds: who still sends what is refused gets to read why
_LATE = "This took longer than {seconds:.0f} seconds and was given up. Filter further, or ask again.\n"
_HEAD = (
    "HTTP/1.1 503 Service Unavailable\r\nCache-Control: no-store\r\nConnection: close\r\n"
    "Content-Length: {length}\r\nContent-Type: text/plain; charset=utf-8\r\nRetry-After: 5\r\n"
    "X-Content-Type-Options: nosniff\r\n\r\n"
)


class Task(WSGITask):  # type: ignore[misc] # waitress has no types
    """Answers one request by the application, unless it was given up before its answer began."""

    def get_environment(self) -> "WSGIEnvironment":
        """Return the environment of the application, with whether this server is about to end.

        And with what is to be called where an answer goes on, so that it is not given up.
        """
        environment: WSGIEnvironment = super().get_environment()
        environment[DRAINING] = self.channel.server.draining
        environment[GOES_ON] = self.request.goes_on
        return environment

    def build_response_header(self) -> bytes:
        """Return the head of the answer; where nothing more is read, it says so."""
        self.channel.unread = self.request.unread
        if self.request.unread or self.channel.server.draining:
            self.set_close_on_finish()
        head: bytes = super().build_response_header()
        return head

    def write(self, data: bytes) -> None:
        """Send a part of the answer."""
        if not self.wrote_header:
            self.channel.begin(self.request)
        super().write(data)


class Channel(HTTPChannel):  # type: ignore[misc] # waitress has no types
    """One connection. Its socket is the main thread's; the answer may be written by any."""

    parser_class = Request
    task_class = Task
    unread = False
    lingers_until = 0.0

    def received(self, data: bytes) -> bool:
        """Take what came; once the connection is being closed it is thrown away."""
        return True if self.lingers_until else bool(super().received(data))

    def begin(self, request: Request) -> None:
        """Begin to answer.

        Raises:
            ClientDisconnected: the request was given up.
        """
        with self.outbuf_lock:
            if request.given_up:
                raise ClientDisconnected
            request.answering = True

    def service(self) -> None:
        """Answer the first request."""
        request = self.requests[0]
        _at_work.channel = self
        with self.outbuf_lock:
            request.thread = threading.get_ident()
        try:
            super().service()
        finally:
            with self.outbuf_lock:
                request.thread = 0
            if request.replaced:
                self.server.task_dispatcher.take_back(request)

    def late(self, now: float, limit: float) -> Request | None:
        """Return the request that has waited longer than the limit; a file may take long once begun."""
        request = next(iter(self.requests), None)
        if request is None or request.answering or request.given_up:
            return None
        if request.kind in (Kind.FILE, Kind.UPLOAD) and request.thread:
            return None
        return request if now - request.since > limit else None

    def give_up(self, request: Request, limit: float) -> bool:
        """Answer 503 in place of the application, and return whether its answer had not begun."""
        body = _LATE.format(seconds=limit).encode()
        answer = _HEAD.format(length=len(body)).encode() + body
        with self.outbuf_lock:
            if request.answering:
                return False
            request.given_up, request.replaced = True, bool(request.thread)
            self.outbufs[-1].append(answer)
            self.total_outbufs_len += len(answer)
            self.close_when_flushed = True
        if request.replaced:
            self.server.task_dispatcher.replace(request)
        return True

    def is_stale(self, now: float) -> bool:
        """Return whether this connection has gone on without coming to anything for too long."""
        if self.lingers_until:
            return now > self.lingers_until
        if self.total_outbufs_len:
            return bool(time.time() - self.last_activity > SENDING)
        if self.request is None:
            return False
        since = self.request.grew if self.request.is_spooled else self.request.began
        return bool(now - since > RECEIVING)

    @property
    def is_done(self) -> bool:
        """Whether all is sent and asked, so that the thread that waits on sockets has nothing to learn."""
        return not (self.total_outbufs_len or self.close_when_flushed or self.will_close or self.requests)

    def readable(self) -> bool:
        """Return whether to read from the socket."""
        return bool(self.lingers_until) or super().readable()

    def handle_close(self) -> None:
        """Close; where a body is left unread, only once its sender had time to read the answer."""
        if self.unread and self.connected and not self.lingers_until:
            self.lingers_until, self.will_close = time.monotonic() + LINGER, False
            with suppress(OSError):
                self.socket.shutdown(socket.SHUT_WR)
            return
        super().handle_close()


def at_work() -> Channel | None:
    """Return the connection this thread answers, if it is one of those that do."""
    return getattr(_at_work, "channel", None)
