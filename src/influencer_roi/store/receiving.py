"""Takes the files of an upload in piece by piece: under names of their own, within bounds, or not at all."""

import re
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from influencer_roi.model.report import Refused, refusal
from influencer_roi.store.disk import UNFINISHED, is_full
from influencer_roi.store.staged import Staged, uploads

PER_UPLOAD = 2 << 30  # bytes of the files of one upload
IN_ALL = 8 << 30  # bytes of all uploads that are not live
MOST_FILES = 500  # of one upload
_LONGEST_NAME = 120
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\]')
# Names that no file of Windows can have.
_DEVICES = re.compile(r"(?i)(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?")
Write = Callable[[bytes], None]


@contextmanager
def receiving(staged: Staged, name: str) -> Iterator[Write]:
    """Give what writes the bytes of one file that is brought; all of it is there in the end, or nothing.

    A file of that name is replaced.

    Raises:
        Refused: the name is none for a file, there are too many files or bytes, or there is no room.
    """
    path = staged.dropped / checked_name(name)
    staged.require()
    if len(staged.names()) >= MOST_FILES:
        raise refusal("too_large", name, f"an upload has at most {MOST_FILES} files. Put them together.")
    beside = path.with_name(f"{UNFINISHED}{secrets.token_hex(4)}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("xb") as file:
            yield _bounded(file.write, staged, name)
        beside.replace(path)
    except OSError as error:
        if not is_full(error):
            raise
        raise refusal("disk_full", name, "there is no room for it on the server.") from None
    finally:
        beside.unlink(missing_ok=True)


def remove(staged: Staged, name: str) -> None:
    """Remove a file that was brought; do nothing where there is none of that name.

    Raises:
        Refused: the name is none for a file.
    """
    (staged.dropped / checked_name(name)).unlink(missing_ok=True)


def checked_name(name: str) -> str:
    """Return the name of a file that is brought: of its own, or in one folder.

    Raises:
        Refused: it is none.
    """
    parts = name.split("/")
    fits = len(parts) <= 2 and len(name) <= _LONGEST_NAME and not _FORBIDDEN.search(name)
    if not fits or any(map(_is_odd, parts)):
        text = f"'{name[:40]}' is no name for a file here. Name it as its table: orders.csv, posts.xlsx."
        raise refusal("bad_name", "", text)
    return name


def _is_odd(part: str) -> bool:
    return not part.strip(" .") or part.startswith(".") or _DEVICES.fullmatch(part) is not None


def _bounded(write: Callable[[bytes], object], staged: Staged, name: str) -> Write:
    """Return `write`, which refuses what is more than an upload, or all of them, may have."""
    own = _size(staged.dropped)
    room = min(PER_UPLOAD - own, IN_ALL - sum(_size(one.folder) for one in uploads(staged.root)))
    free = shutil.disk_usage(staged.folder).free
    left = min(room, free)

    def bounded(content: bytes) -> None:
        nonlocal left
        left -= len(content)
        if left < 0:
            raise _too_much(name, free < room)
        write(content)

    return bounded


def _too_much(name: str, full: bool) -> Refused:  # noqa: FBT001 # a value
    if full:
        return refusal("disk_full", name, "there is no room for it on the server.")
    text = (
        f"an upload has at most {PER_UPLOAD:,} bytes, and all that are not live {IN_ALL:,}. "
        "Discard uploads that are not needed, or leave out what is."
    )
    return refusal("too_large", name, text)


def _size(folder: Path) -> int:
    """Return the bytes of a folder's files, those with several names apart: they are another's too."""
    found = (path.lstat() for path in folder.rglob("*") if path.is_file())
    return sum(one.st_size for one in found if one.st_nlink == 1)
