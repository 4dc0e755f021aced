"""Has a changed folder built, in a child process, by one of the workers at a time."""

import contextlib
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable

from filelock import FileLock, Timeout

from influencer_roi.live.source import DataSource, Fingerprint
from influencer_roi.model.report import Problem
from influencer_roi.settings import PREFIX
from influencer_roi.store.status import Status, read_status, write_status
from influencer_roi.store.tidying import tidy

_log = logging.getLogger(__name__)
Spawn = Callable[[list[str]], "subprocess.Popen[bytes]"]
NICENESS = 19
TIDY = 600.0  # seconds between two looks for uploads that are over their time
UNTRIED: Fingerprint = (("untried", 0, 0, 0),)


def start_behind(command: list[str]) -> "subprocess.Popen[bytes]":
    """Start a command that has what the workers leave of the processor: readers go first."""
    child = subprocess.Popen(command)  # noqa: S603 # our own
    if sys.platform != "win32":
        with contextlib.suppress(OSError):  # it may have ended
            os.setpriority(os.PRIO_PROCESS, child.pid, NICENESS)
    return child


class Supervisor:
    """Watches one source; every worker has a supervisor, and the one that has the lock does the work.

    The lock is the system's: when its worker dies it is released, and another worker takes over.
    """

    def __init__(self, source: DataSource, spawn: Spawn = start_behind) -> None:
        self._source = source
        self._spawn = spawn
        self._lock = FileLock(source.root / "supervisor", thread_local=False, fallback_to_soft=False)
        self._child: subprocess.Popen[bytes] | None = None
        self._began = 0.0
        self._tidied = -TIDY
        self._tried: Fingerprint = UNTRIED
        self._seen: Fingerprint = UNTRIED

    def supervise(self) -> None:
        """Do what is due now: reap a build that ended, end one that takes too long, start one.

        Files that changed come to rest first: two looks in a row find them alike.
        """
        if not self._has_lock():
            return
        if time.monotonic() - self._tidied >= TIDY:
            self._tidied = time.monotonic()
            tidy(self._source.root)
        if self._child is not None:
            self._reap(self._child)
            return
        found = self._source.fingerprint()
        rested = found == self._seen or self._tried == UNTRIED
        self._seen = found
        if rested and found != self._tried:
            self._tried = found
            self._child, self._began = self._spawn(self._source.build_command()), time.monotonic()

    def stop(self) -> None:
        """End a build that runs, and release the lock."""
        if self._child is not None and self._child.poll() is None:
            self._child.terminate()
            self._child.wait()
        self._lock.release()

    def _has_lock(self) -> bool:
        if self._lock.is_locked:
            return True
        try:
            self._source.root.mkdir(parents=True, exist_ok=True)
            self._lock.acquire(blocking=False)
        except Timeout:
            return False
        except OSError as error:
            _log.warning("%s cannot be written: %s", self._source.root, error.strerror)
            return False
        return True

    def _reap(self, child: "subprocess.Popen[bytes]") -> None:
        code = child.poll()
        if code is None:
            if time.monotonic() - self._began > self._source.patience:
                self._give_up(child)
            return
        self._child = None
        if code in (0, 1) and read_status(self._source.root).state != "building":
            return
        message = (
            f"the build ended without an answer ({ended(code)}). The figures shown are those from before."
        )
        self._refuse(Problem("build_failed", "", message))

    def _give_up(self, child: "subprocess.Popen[bytes]") -> None:
        """End a build that takes too long, without waiting for its end."""
        child.kill()
        self._child = None
        shown = (
            f"the build took longer than {self._source.patience:,} seconds and was ended. "
            "The figures shown are those from before; the next change of the files is built again."
        )
        more = f"{PREFIX}MAX_BUILD_SECONDS allows for more."
        self._refuse(Problem("build_too_long", "", f"{shown} {more}", shown))

    def _refuse(self, problem: Problem) -> None:
        _log.error("%s", problem)
        write_status(self._source.root, Status(state="refused", problems=(problem,)))


def ended(code: int) -> str:
    """Return how a process ended, in words."""
    if code >= 0:
        return f"code {code}"
    name = signal.Signals(-code).name
    return f"{name}, perhaps out of memory" if name in ("SIGKILL", "SIGABRT") else name
