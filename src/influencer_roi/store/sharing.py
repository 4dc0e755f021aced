"""Has versions that hold the same in a file be one file on the disk, under a name in each."""

import contextlib
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from influencer_roi.store.disk import UNFINISHED, sha256_of
from influencer_roi.store.manifest import Damaged, Piece, read_manifest, verify
from influencer_roi.store.versions import current_version, folder_of, versions

Known = Mapping[tuple[int, str], tuple[Path, str]]  # by bytes and sha256, the version's folder and the name


def known_files(root: Path) -> Known:
    """Return where each content is that a version holds.

    Not in files of the live one: they are what is read where one of the next version is damaged.
    """
    live, found = current_version(root), dict[tuple[int, str], tuple[Path, str]]()
    read = {_inode(path) for path in (folder_of(root) / live).rglob("*")} if live else set()
    for version in versions(root):
        folder = folder_of(root) / version
        with contextlib.suppress(Damaged, OSError):
            for name, piece in read_manifest(folder)[0].files.items():
                if _inode(folder / name) not in read:
                    found.setdefault((piece.bytes, piece.sha256), (folder, name))
    return found


def share(folder: Path, name: str, piece: Piece, known: Known) -> bool:
    """Make a file of a version another name of a known one of its content; return whether it is.

    The known one is read through first, so that damage does not spread.
    """
    there, other = known.get((piece.bytes, piece.sha256), (folder, ""))
    if not other:
        return False
    try:
        verify(there, other, piece)
        _link_over(there / other, folder / name)
    except (Damaged, OSError):
        return False
    return True


def share_sources(files: Iterable[Path], others: Iterable[Path]) -> None:
    """Make files that hold what some others do further names of those."""
    by_size: dict[int, list[Path]] = {}
    for one in others:
        by_size.setdefault(one.stat().st_size, []).append(one)
    for path in files:
        same = by_size.get(path.stat().st_size, [])
        sha256 = sha256_of(path) if same else ""
        for one in same:
            if sha256_of(one) == sha256:
                with contextlib.suppress(OSError):
                    _link_over(one, path)
                break


def _inode(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_dev, found.st_ino


def _link_over(path: Path, new: Path) -> None:
    if new.exists() and path.samefile(new):
        return
    beside = new.with_name(f"{UNFINISHED}shared-{new.name}")
    beside.unlink(missing_ok=True)
    os.link(path, beside)
    beside.replace(new)
