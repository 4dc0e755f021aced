"""Says where this user's folders are: for what can be made anew, and for what must last."""

import contextlib
import os
import stat
import tempfile
from pathlib import Path

from influencer_roi.settings.variables import PREFIX


def cache() -> Path:
    """Return the user's folder for what can be made anew; a temporary one where none can be written to.

    Raises:
        ValueError: the temporary one is not this user's alone.
    """
    try:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "influencer-roi"
        base.mkdir(parents=True, exist_ok=True, mode=0o700)
    except (OSError, RuntimeError):
        return temporary()
    return base


def temporary() -> Path:
    """Return this user's own folder below the system's for temporary files, which others write to as well.

    Raises:
        ValueError: somebody else owns it, or others may write to it.
    """
    user = os.getuid() if hasattr(os, "getuid") else 0
    base = Path(tempfile.gettempdir()) / f"influencer-roi-{user}"
    with contextlib.suppress(FileExistsError):
        base.mkdir(parents=True, mode=0o700)
    found = base.lstat()
    others_write = os.name == "posix" and bool(found.st_mode & (stat.S_IWGRP | stat.S_IWOTH))
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != user or others_write:
        raise ValueError(
            f"{base} is not a folder that you alone own and may write to, so nothing is kept there. "
            f"Remove it, or name a folder of your own in XDG_CACHE_HOME or {PREFIX}SNAPSHOT."
        )
    return base


def state() -> Path:
    """Return the user's folder for what must last, and cannot be made anew."""
    return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "influencer-roi"
