"""Has an upload built in a process of its own, says how it goes, and ends it when asked to."""

import contextlib
import os
import subprocess
import sys
import threading
import time
from functools import lru_cache

from influencer_roi.live.supervisor import Spawn, ended, start_behind
from influencer_roi.model.report import Problem
from influencer_roi.settings import BUILD_SECONDS
from influencer_roi.store import Snapshot, read_snapshot
from influencer_roi.store.composing import compose
from influencer_roi.store.locking import is_locked
from influencer_roi.store.staged import Staged
from influencer_roi.store.status import Status, now, read_status, write_status, written_at

COMPARING = "comparing with what is live"
PERIOD = 0.1  # seconds between two looks at a build
_BUILDER = "builder"  # has the process id of the last build
_SAYS = 5.0  # seconds in which who watches a build says how it ended
_FAILED = "build_failed"
_MAPPED = 2  # builds that stay mapped


def build(staged: Staged, *, spawn: Spawn = start_behind, patience: int = BUILD_SECONDS) -> None:
    """Begin to build an upload: its files beside those that stay of what is live, in a process of its own.

    A build of it that runs already goes on instead. What changes where it goes live is worked out with it.

    Raises:
        Refused: there is no such upload, or its files do not go together with those of what is live.
    """
    if is_locked(staged.folder) and read_status(staged.folder).state == "building":
        return  # one that has said how it ended only has to go: the next waits for that
    staged.resume()
    compose(staged)
    _start(staged, "starting", spawn, patience)


def compare(staged: Staged, *, spawn: Spawn = start_behind, patience: int = BUILD_SECONDS) -> None:
    """Begin to compare an upload that is built with what is live by now, in a process of its own."""
    _start(staged, COMPARING, spawn, patience)


def _start(staged: Staged, step: str, spawn: Spawn, patience: int) -> None:
    builder = staged.folder / _BUILDER
    builder.unlink(missing_ok=True)
    write_status(staged.folder, Status(step=step, started=now()))
    child = spawn(_command(staged))
    with contextlib.suppress(OSError):  # it may be gone
        builder.write_text(str(child.pid))
    threading.Thread(
        target=_watch, args=(child, staged, patience), name="watches a build", daemon=True
    ).start()


def progress_of(staged: Staged) -> Status:
    """Return how the build of an upload goes.

    Raises:
        Refused: there is no such upload.
    """
    staged.require()
    status = read_status(staged.folder)
    if staged.is_cancelled or not (status.step or status.ended):
        return Status("idle")
    if status.state == "building" and _is_forsaken(staged, status):
        return Status("refused", problems=(Problem(_FAILED, "", _unanswered("nobody saw how")),))
    return status


def built(staged: Staged) -> Snapshot:
    """Return what was built of an upload: its ledger, mapped, and with it its report.

    Raises:
        Refused: it is not built, or gone.
    """
    staged.require()
    return _built(staged, staged.version)


@lru_cache(maxsize=_MAPPED)
def _built(staged: Staged, version: str | None) -> Snapshot:
    del version  # another build is read anew
    return read_snapshot(staged.folder)


def _command(staged: Staged) -> list[str]:
    """Return the command that builds an upload, or finds it built, and compares it with what is live."""
    files, out = str(staged.files), str(staged.folder)
    how = ("--accept-changes", "--compare")
    return [sys.executable, "-m", "influencer_roi.cli", "build", files, "--out", out, *how]


def _watch(child: "subprocess.Popen[bytes]", staged: Staged, patience: int) -> None:
    """Wait for a build to end; end it where somebody asks, or it takes too long."""
    began = time.monotonic()
    while child.poll() is None:
        if staged.is_cancelled:
            child.kill()
        elif time.monotonic() - began > patience:
            child.kill()
            _refuse(
                staged, "build_too_long", f"the build took longer than {patience:,} seconds and was ended."
            )
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(PERIOD)
    if _is_last(child, staged) and not staged.is_cancelled and read_status(staged.folder).state == "building":
        _refuse(staged, _FAILED, _unanswered(ended(child.returncode)))


def _is_forsaken(staged: Staged, status: Status) -> bool:
    """Return whether a build died together with who watched it, who would have said so by now."""
    try:
        is_told = time.time() - written_at(staged.folder) < _SAYS
        if sys.platform == "win32" or is_told or is_locked(staged.folder):
            return False
        os.kill(int((staged.folder / _BUILDER).read_text()), 0)
    except ProcessLookupError:
        return read_status(staged.folder) == status  # else it has just ended
    except (OSError, ValueError):  # it has not begun, or is somebody else's
        return False
    return False


def _unanswered(how: str) -> str:
    return f"the build ended without an answer ({how}). Try again."


def _is_last(child: "subprocess.Popen[bytes]", staged: Staged) -> bool:
    """Return whether no other build of an upload was begun since, which the status is of then."""
    with contextlib.suppress(OSError):
        return (staged.folder / _BUILDER).read_text() == str(child.pid)
    return False


def _refuse(staged: Staged, code: str, text: str) -> None:
    staged.note(text)
    with contextlib.suppress(OSError):
        write_status(staged.folder, Status(state="refused", ended=now(), problems=(Problem(code, "", text),)))
