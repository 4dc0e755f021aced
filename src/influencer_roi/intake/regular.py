"""Opens regular files alone: a pipe or device would be waited for, or read, for ever."""

import io
import os
import stat
from pathlib import Path

from influencer_roi.model.report import refusal

_WITHOUT_WAITING = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def require_regular(path: Path, found: os.stat_result | None = None) -> os.stat_result:
    """Return what the system says of a file, of which `found` may be known; links are followed.

    Raises:
        Refused: it is a folder, or a pipe, device or socket.
        OSError: it is not there, or may not be looked at.
    """
    about = found or path.stat()
    if stat.S_ISDIR(about.st_mode):
        raise refusal("not_a_file", path.name, "this is a folder. Put the file itself there.")
    if not stat.S_ISREG(about.st_mode):
        message = "this is not a regular file. Put the file itself there."
        raise refusal("not_a_regular_file", path.name, message)
    return about


def open_regular(path: Path) -> io.FileIO:
    """Return a file, open to be read; what was put in its place meanwhile is refused, not waited for.

    Raises:
        Refused: it is not a regular file.
        OSError: it is not there, or may not be read.
    """
    require_regular(path)
    file = io.FileIO(os.open(path, os.O_RDONLY | _WITHOUT_WAITING))
    try:
        require_regular(path, os.fstat(file.fileno()))
    except BaseException:
        file.close()
        raise
    return file
