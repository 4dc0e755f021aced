"""Is the worker gunicorn runs: its sockets are waitress's, its life is gunicorn's."""

import logging
import os
import time
from collections.abc import Iterator
from itertools import chain
from types import FrameType

from gunicorn.workers.base import Worker

from influencer_roi.monitoring import monitor_of
from influencer_roi.serving import handover
from influencer_roi.serving.channel import LINGER, Channel
from influencer_roi.serving.listener import Listener
from influencer_roi.serving.pools import Pools
from influencer_roi.serving.sockets import Sockets
from influencer_roi.settings import Operation

_log = logging.getLogger(__name__)
TURN = 1.0  # seconds
_IN_TIME = 2.0  # seconds before gunicorn loses its patience with a worker that ends
SUCCESSION = 120.0  # seconds a worker goes on for one that is to follow it
EXHAUSTED = 1  # the exit code


class SocketWorker(Worker):  # type: ignore[misc] # gunicorn has no types
    """One process: a thread that waits on all sockets at once, and pools of threads that answer.

    On TERM it takes no more connections, finishes what was asked, and ends. So it does once threads are
    lost to requests that never end; gunicorn then starts another.
    """

    listeners: tuple[Listener, ...] = ()
    configuration = 0
    asked_to_end = 0
    asked_at = 0.0

    def init_process(self) -> None:
        """Begin, and note of which configuration this worker is."""
        self.configuration = handover.current()
        super().init_process()

    def run(self) -> None:
        """Serve until asked to end, or until gunicorn itself is gone."""
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # that requests queue is no event
        sockets, pools = Sockets(), Pools(self.cfg.threads)
        self.listeners = tuple(self._listeners(sockets, pools))
        handover.note_ready(self.configuration)
        while self._goes_on() and not pools.is_exhausted():
            self._turn(sockets)
        self._drain(sockets)
        if pools.is_exhausted():
            _log.error("this process has lost threads to requests that do not end: another takes its turn")
            os._exit(EXHAUSTED)  # those threads would be waited for

    def _listeners(self, sockets: Sockets, pools: Pools) -> Iterator[Listener]:
        """Yield what serves each socket: the application, or figures where it is the port for them."""
        operation, monitor = Operation.from_environment(), monitor_of(self.wsgi)
        for opened in self.sockets:
            application = self.wsgi
            if monitor.metrics and opened.sock.getsockname()[1] == operation.metrics_port:
                application = monitor.metrics
            limit = operation.request_seconds
            yield Listener(application, opened.sock, sockets, pools, limit=limit, monitor=monitor)

    def handle_exit(self, number: int, frame: FrameType | None) -> None:
        """Take note of TERM at once: the thread that waits on sockets is woken."""
        super().handle_exit(number, frame)
        self.asked_to_end += 1
        self.asked_at = self.asked_at or time.monotonic()
        for listener in self.listeners[:1]:
            listener.pull_trigger()

    def _goes_on(self) -> bool:
        """Return whether to take connections: not once asked to end, unless successors are not there yet."""
        if self.ppid != os.getppid():
            return False
        waits = self.asked_to_end == 1 and time.monotonic() - self.asked_at < SUCCESSION
        return self.alive or (waits and handover.is_awaited(self.configuration))

    def _turn(self, sockets: Sockets) -> None:
        """Tell gunicorn that this process lives, and do what sockets want."""
        self.notify()
        sockets.turn(TURN)

    def _drain(self, sockets: Sockets) -> None:
        """Finish what was asked; on a connection that is only kept open, something may be on its way."""
        for listener in self.listeners:
            listener.stop()
        now = time.monotonic()
        linger, ends = now + LINGER, now + self.cfg.graceful_timeout - _IN_TIME
        while (now := time.monotonic()) < ends:
            channels = tuple(chain.from_iterable(one.channels for one in self.listeners))
            if not any(map(_is_busy, channels)) and (not channels or now > linger):
                return
            self._turn(sockets)


def _is_busy(channel: Channel) -> bool:
    return bool(channel.requests or channel.total_outbufs_len)
