"""Lets one process at a time write into a folder of snapshots; the system releases what a killed one has."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import BaseFileLock, FileLock, Timeout

from influencer_roi.ledger.load import Progress, silent
from influencer_roi.model.report import refusal
from influencer_roi.store.disk import is_full

_FILE = "lock"


@contextmanager
def alone(root: Path, progress: Progress = silent) -> Iterator[None]:
    """Lock a folder of snapshots, and wait where another process has it.

    Raises:
        Refused: nothing can be written there.
    """
    lock = FileLock(root / _FILE, fallback_to_soft=False)
    try:
        root.mkdir(parents=True, exist_ok=True)
        _acquire(lock, progress)
    except OSError as error:
        code = "disk_full" if is_full(error) else "unreadable"
        message = f"nothing can be written there ({error.strerror}). Make room, or name another folder."
        raise refusal(code, str(root), message) from None
    try:
        yield
    finally:
        lock.release()


@contextmanager
def free(root: Path) -> Iterator[bool]:
    """Lock a folder of snapshots where no other process has it; give whether that went well."""
    lock = FileLock(root / _FILE, fallback_to_soft=False)
    try:
        lock.acquire(blocking=False)
    except (Timeout, OSError):
        yield False
        return
    try:
        yield True
    finally:
        lock.release()


def is_locked(root: Path) -> bool:
    """Return whether some process writes into a folder of snapshots now."""
    with free(root) as mine:
        return root.is_dir() and not mine


def _acquire(lock: BaseFileLock, progress: Progress) -> None:
    """Wait for a lock, and say so where another build has it."""
    try:
        lock.acquire(blocking=False)
    except Timeout:
        progress("waiting for another build to end", 0)
        lock.acquire()
