"""Removes what is over its time, and what killed writers left, from a folder of snapshots."""

import datetime as dt
from pathlib import Path

from influencer_roi.store.disk import sweep
from influencer_roi.store.locking import free
from influencer_roi.store.staged import Staged, expire, live_uploads
from influencer_roi.store.versions import sweep_versions


def tidy(root: Path, *, now: dt.datetime | None = None) -> None:
    """Remove uploads over their time, and unfinished versions where nobody writes one."""
    expire(root, now=now)
    with free(root) as mine:
        if mine:
            sweep_versions(root)
            for staged in (Staged(root, one) for one in live_uploads(root)):
                sweep(staged.dropped)
                sweep(staged.files)
