"""Puts files on the disk so that a crash, a kill or a lost mains leaves them complete or not there at all."""

import contextlib
import errno
import hashlib
import os
import re
import shutil
import sys
from pathlib import Path

import polars as pl

_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
UNFINISHED = ".tmp-"


def put(path: Path, content: bytes) -> None:
    """Write a new file and see it onto the disk."""
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def put_frame(path: Path, rows: pl.DataFrame) -> None:
    """Write rows as a new Arrow file, uncompressed and in one piece, so that it can be mapped as it lies."""
    with path.open("xb", buffering=0) as file:
        rows.write_ipc(file, compression="uncompressed", record_batch_size=max(1, rows.height))
        os.fsync(file.fileno())


def replace(path: Path, content: bytes) -> None:
    """Give a file another content in one step: readers see the old or the new, never a part."""
    beside = path.with_name(f"{UNFINISHED}{path.name}")
    beside.unlink(missing_ok=True)
    put(beside, content)
    beside.replace(path)
    sync_folder(path.parent)


def keep_text(path: Path, text: str) -> None:
    """Give a file another text, in a folder that may not be there yet; of nothing there is no file."""
    path.parent.mkdir(exist_ok=True)
    if text:
        replace(path, text.encode())
    else:
        path.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """See the names in a folder onto the disk; Windows has no such thing."""
    if sys.platform == "win32":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def discard(folder: Path) -> None:
    """Remove a folder, under another name first: killed half-way, it is a leftover and no half version."""
    with contextlib.suppress(OSError):
        gone = folder.with_name(f"{UNFINISHED}gone-{folder.name}")
        shutil.rmtree(folder.rename(gone), ignore_errors=True)


def sweep(folder: Path) -> None:
    """Remove what killed writers left in a folder."""
    for leftover in folder.glob(f"{UNFINISHED}*"):
        if leftover.is_dir():
            shutil.rmtree(leftover, ignore_errors=True)
        else:
            leftover.unlink(missing_ok=True)


def files_in(folder: Path | None) -> list[Path]:
    """Return all files in a folder, however deep; none where there is no folder."""
    return [path for path in sorted(folder.rglob("*")) if path.is_file()] if folder else []


def sha256_of(path: Path) -> str:
    """Return the sha256 of a file, read and not mapped: a file cut short under a map ends the process."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def is_full(error: OSError) -> bool:
    """Say whether an error means there is no room: the disk, a quota or the largest size of a file.

    Polars gives the number of the error in its words only.
    """
    code = re.search(r"\(os error (\d+)\)", str(error))
    return (int(code[1]) if code else error.errno) in _FULL
