"""Writes a ledger as a new version beside the old ones, all of it or nothing."""

import datetime as dt
import io
import math
import shutil
import sys
from collections.abc import Mapping
from contextlib import closing
from importlib.metadata import version as installed
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

import polars as pl

from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.load import Progress, silent
from influencer_roi.model.report import Refused, refusal
from influencer_roi.store.about import About, put_about
from influencer_roi.store.contents import frames_of, roll_ups_of, tables_of, texts_of
from influencer_roi.store.disk import is_full, put, put_frame, sync_folder
from influencer_roi.store.manifest import (
    FORMAT,
    Manifest,
    Piece,
    code_rules,
    piece_of,
    put_manifest,
)
from influencer_roi.store.sharing import known_files, share
from influencer_roi.store.versions import make_live
from influencer_roi.threads import run_all, start

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

_BLOCK = 4096
_BEFORE_ROLL_UPS = 0.75  # of what is written, all but roll-ups


def write_snapshot(
    ledger: Ledger,
    root: Path,
    *,
    sources: Mapping[str, str],
    rules: str | None = None,
    progress: Progress = silent,
    about: About | None = None,
) -> str:
    """Return the name of the new version that holds this ledger, current from now on.

    `sources` are {file: sha256} of what it was made from, `about` says who makes it live and why. There must
    be one writer at a time.

    Raises:
        Refused: there is no room, or the folder cannot be written. No part of the version stays.
    """

    def write(folder: Path) -> str:
        files = _put_files(ledger, folder, progress)
        _share(folder, files, root)
        sha256 = put_manifest(folder, _manifest(ledger, dict(sources), rules or code_rules(), files))
        if about is not None:
            put_about(folder, about)
        return sha256

    try:
        return make_live(root, write)
    except OSError as error:
        if is_full(error):
            raise _no_room(ledger, root) from None
        message = f"the snapshot cannot be written ({error.strerror or error}). Check its permissions."
        raise refusal("unreadable", str(root), message) from None


def _manifest(ledger: Ledger, sources: dict[str, str], rules: str, files: dict[str, Piece]) -> Manifest:
    return Manifest(
        format=FORMAT,
        package=installed("influencer-roi"),
        rules=rules,
        created=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        sample=ledger.sample,
        sources=sources,
        files=files,
    )


def _put_files(ledger: Ledger, folder: Path, progress: Progress) -> dict[str, Piece]:
    (folder / "set_aside").mkdir(parents=True)
    roll_ups = start(roll_ups_of, ledger)
    files = _put_frames(tables_of(ledger), folder, lambda step, done: progress(step, _BEFORE_ROLL_UPS * done))
    last = 1 - _BEFORE_ROLL_UPS
    files |= _put_frames(
        roll_ups.result(), folder, lambda step, done: progress(step, _BEFORE_ROLL_UPS + last * done)
    )
    for name, content, rows in texts_of(ledger):
        put(folder / name, content)
        files[name] = piece_of(folder / name, rows)
    sync_folder(folder / "set_aside")
    progress("switching to the new version", 1.0)
    return files


def _put_frames(frames: Mapping[str, pl.DataFrame], folder: Path, progress: Progress) -> dict[str, Piece]:
    """Write frames and return what the manifest says of each."""

    def put_one(name: str) -> Piece:
        put_frame(folder / name, frames[name])
        return piece_of(folder / name, frames[name])

    files: dict[str, Piece] = {}
    with closing(run_all(put_one, frames, rows=sum(one.height for one in frames.values()))) as pieces:
        for name in frames:
            progress(f"writing {name}", len(files) / len(frames))
            files[name] = next(pieces)
    return files


def _share(folder: Path, files: Mapping[str, Piece], root: Path) -> None:
    """Have files whose content an older version has be other names of those, to take less room."""
    known = known_files(root)
    for name, piece in files.items():
        share(folder, name, piece, known)


class _Counter(io.RawIOBase):
    """A file that keeps nothing but its size."""

    size = 0

    def write(self, content: "Buffer") -> int:
        """Count, and drop what was to be written."""
        length = memoryview(content).nbytes
        self.size += length
        return length


def _no_room(ledger: Ledger, root: Path) -> Refused:
    """Return the refusal that says how many bytes are needed and how many there are."""
    free = shutil.disk_usage(root).free
    most = _most_in_a_file()
    limit = f", and a file may have {most:,} (ulimit -f)" if most is not None else ""
    message = (
        f"there is no room for the snapshot: it needs {_needed(ledger):,} bytes, {free:,} are free{limit}. "
        "Make room, or name another folder; what was served before stays."
    )
    return refusal("disk_full", str(root), message)


def _needed(ledger: Ledger) -> int:
    """Return the bytes a version takes, in full blocks, with a little for folders and manifest."""
    sizes = [len(content) for _, content, _ in texts_of(ledger)]
    for rows in frames_of(ledger).values():
        counter = _Counter()
        rows.write_ipc(
            cast("IO[bytes]", counter), compression="uncompressed", record_batch_size=max(1, rows.height)
        )
        sizes.append(counter.size)
    return _BLOCK * (6 + sum(math.ceil(size / _BLOCK) for size in sizes))


def _most_in_a_file() -> int | None:
    """Return the largest size a file may have, where the process has such a limit."""
    if sys.platform == "win32":
        return None
    import resource  # noqa: PLC0415 # Windows has none

    most = resource.getrlimit(resource.RLIMIT_FSIZE)[0]
    return None if most == resource.RLIM_INFINITY else most
