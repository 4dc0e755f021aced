"""Keeps the files a version was built from, so that others can be added; what is unchanged is shared."""

import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path

from influencer_roi.intake.folder import SUFFIXES, table_files
from influencer_roi.intake.location import LARGE, is_large
from influencer_roi.intake.regular import open_regular
from influencer_roi.model.report import Refused
from influencer_roi.store.about import about_of
from influencer_roi.store.disk import UNFINISHED
from influencer_roi.store.sharing import share_sources
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


def _of_live(root: Path) -> list[Path]:
    """Return the files of the live version."""
    current = current_version(root)
    about = about_of(root, current) if current else None
    if about is None or not about.files:
        return []
    return [path for path in Staged(root, about.files).files.rglob("*") if path.is_file()]


def _copy(folder: Path, names: list[str], kept: Staged, live: list[Path]) -> None:
    unfinished = kept.folder / f"{UNFINISHED}files"
    unfinished.mkdir(parents=True)
    for name in names:
        with open_regular(folder / name) as file, (unfinished / name).open("xb") as copy:
            shutil.copyfileobj(file, copy, _CHUNK)
    share_sources([*unfinished.iterdir()], live)
    unfinished.rename(kept.files)
