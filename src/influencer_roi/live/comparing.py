"""Compares an upload with what is live: worked out once, by whichever process is asked first, then read."""

import contextlib
from pathlib import Path

from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.load import Progress, silent
from influencer_roi.live.staging import COMPARING, built
from influencer_roi.model.report import Refused, refusal
from influencer_roi.queries.versions import difference
from influencer_roi.queries.versions.compared import Compared, keep, kept_comparison
from influencer_roi.store import current_version, read_snapshot
from influencer_roi.store.disk import is_full
from influencer_roi.store.locking import free
from influencer_roi.store.refresh_guard import stops_beside
from influencer_roi.store.staged import Staged
from influencer_roi.store.versions import folder_of

_BEGUN, _READ = 0.99, 0.995


def compared(staged: Staged) -> Compared:
    """Return what changes where an upload that is built goes live, worked out here where it is not yet.

    Raises:
        Refused: it is not built, or gone.
    """
    found = worked_out(staged)
    if found is None:
        found = _compared(staged, silent)
        with free(staged.folder) as mine, contextlib.suppress(OSError):  # a comfort for who asks next
            if mine:
                keep(_version(staged), found)
    return found


def work_out(staged: Staged, progress: Progress = silent) -> None:
    """Work out what changes where an upload goes live, and keep it there; there must be no other writer.

    Raises:
        Refused: it is not built, or gone; there is no room for it.
    """
    if worked_out(staged) is not None:
        return
    found = _compared(staged, progress)
    try:
        keep(_version(staged), found)
    except OSError as error:
        code = "disk_full" if is_full(error) else "unreadable"
        text = f"what changes cannot be written ({error.strerror}). Make room, then try again."
        raise refusal(code, str(staged.folder), text) from None


def worked_out(staged: Staged) -> Compared | None:
    """Return what changes where an upload goes live; None where that is not worked out yet, or anew.

    Raises:
        Refused: there is no such upload.
    """
    staged.require()
    return kept_comparison(_version(staged), current_version(staged.root) or "")


def _version(staged: Staged) -> Path:
    return folder_of(staged.folder) / (staged.version or "")


def _compared(staged: Staged, progress: Progress) -> Compared:
    progress(COMPARING, _BEGUN)
    beside = current_version(staged.root) or ""
    new, live = built(staged).ledger, _live(staged.root)
    progress(COMPARING, _READ)
    old = live if live and not live.sample else None
    return Compared(difference(old, new), tuple(stops_beside(new, old)), beside, is_all_new=old is None)


def _live(root: Path) -> Ledger | None:
    """Return what is live; None where nothing is yet.

    Raises:
        Refused: there is something, and it is damaged.
    """
    try:
        return read_snapshot(root).ledger
    except Refused:
        if current_version(root) is not None:
            raise
        return None
