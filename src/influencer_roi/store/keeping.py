"""Keeps the files a version was built from, so that others can be added; what is unchanged is shared."""

import hashlib
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path

from influencer_roi.intake.folder import SUFFIXES, table_files
from influencer_roi.intake.location import LARGE, is_large
from influencer_roi.intake.regular import open_regular
from influencer_roi.model.report import Refused
from influencer_roi.store.about import about_of
from influencer_roi.store.composing import link
from influencer_roi.store.disk import UNFINISHED, sha256_of
from influencer_roi.store.staged import Staged
from influencer_roi.store.versions import current_version

_BESIDE = (".toml",)  # settings that lie beside the tables
_CHUNK = 1 << 22


def keep_files(folder: Path, root: Path) -> str:
    """Return the id of the upload that a folder's files are kept in; empty where they are not.

    They are not where one is large, is a folder, or cannot be read: to keep those would cost more than they
    are worth. A file the live version has as well is another name of that one.
    """
    names = [*_names(folder)]
    kept = Staged(root, secrets.token_hex(8))
    if folder == root / kept.files.name:  # of an upload: they are there
        return ""
    try:
        if not names or _is_large(folder, names):
            return ""
        _copy(folder, names, kept, _of_live(root))
    except (OSError, Refused):
        shutil.rmtree(kept.folder, ignore_errors=True)
        return ""
    return kept.identity


def _names(folder: Path) -> Iterator[str]:
    """Yield the names of what a ledger may be made of."""
    for path in sorted(folder.iterdir()):
        if path.name.casefold().endswith((*SUFFIXES, *_BESIDE)) and not path.name.startswith((".", "~$")):
            yield path.name


def _is_large(folder: Path, names: list[str]) -> bool:
    in_place = any(is_large(path) for path in table_files(folder))
    return in_place or sum((folder / name).stat().st_size for name in names) > LARGE


def _of_live(root: Path) -> dict[str, Path]:
    """Return the files of the live version, by their sha256."""
    current = current_version(root)
    about = about_of(root, current) if current else None
    if about is None or not about.files:
        return {}
    folder = Staged(root, about.files).files
    return {sha256_of(path): path for path in folder.rglob("*") if path.is_file()}


def _copy(folder: Path, names: list[str], kept: Staged, known: dict[str, Path]) -> None:
    unfinished = kept.folder / f"{UNFINISHED}files"
    unfinished.mkdir(parents=True)
    for name in names:
        sha256 = _copied(folder / name, unfinished / name)
        if sha256 in known:
            (unfinished / name).unlink()
            link(known[sha256], unfinished / name)
    unfinished.rename(kept.files)


def _copied(path: Path, new: Path) -> str:
    digest = hashlib.sha256()
    with open_regular(path) as file, new.open("xb") as copy:
        while part := file.read(_CHUNK):
            digest.update(part)
            copy.write(part)
    return digest.hexdigest()
