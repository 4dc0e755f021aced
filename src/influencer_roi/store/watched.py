"""Says how a watched folder and what people publish go together: who comes last is live."""

import secrets
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from influencer_roi.intake.folder import SUFFIXES, table_files
from influencer_roi.intake.location import LARGE, is_large
from influencer_roi.intake.regular import open_regular
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.load import Intake, load_folder
from influencer_roi.model.report import Refused
from influencer_roi.store.about import THE_FOLDER, About, Kind, about_of, next_number, now, replace_about
from influencer_roi.store.composing import files_of_live
from influencer_roi.store.disk import UNFINISHED, discard, files_in
from influencer_roi.store.reading import Snapshot
from influencer_roi.store.sharing import share_sources
from influencer_roi.store.staged import Staged, folder_of_uploads, live_uploads
from influencer_roi.store.summary import summary_of
from influencer_roi.store.versions import current_version
from influencer_roi.store.writing import write_snapshot

_LOADER = "the loader"
_AGAIN = "built again, as the program or its settings changed"
_BESIDE = (".toml",)  # settings that lie beside the tables
_CHUNK = 1 << 22
_OF_FOLDER = "of-the-folder"  # in an upload that no person brought


def about_folder(root: Path, ledger: Ledger, folder: Path | None, seen: Mapping[str, str]) -> About:
    """Return what is to be known of a version built from a watched folder, or from what a loader gives.

    `seen` are {file: sha256} of the folder.
    """
    return About(
        number=next_number(root),
        who=THE_FOLDER if folder else _LOADER,
        when=now(),
        parent=current_version(root) or "",
        files=keep_files(folder, root) if folder else "",
        folder=dict(seen),
        summary=summary_of(ledger),
    )


def was_published_over(root: Path, live: Snapshot, seen: Mapping[str, str]) -> bool:
    """Return whether somebody published the live version after these files of the folder were looked at.

    Of one that was published before any folder was looked at, the files count as they are found first.
    """
    about = about_of(root, live.version)
    if about is None or about.kind is Kind.FOLDER:
        return False
    if about.folder is None:
        replace_about(root, live.version, replace(about, folder=dict(seen)))
        return True
    return about.folder == seen


def built_again(live: Snapshot, root: Path, intake: Intake, rules: str) -> str:
    """Return the name of a version of the live one's files by today's rules; without those, the live one."""
    about = about_of(root, live.version)
    if about is None or not about.files:
        return live.version
    try:
        ledger = load_folder(Staged(root, about.files).files, intake, sample=live.ledger.sample)
    except Refused:
        return live.version
    renewed = replace(
        about,
        number=next_number(root),
        when=now(),
        note=_AGAIN,
        parent=live.version,
        summary=summary_of(ledger),
    )
    return write_snapshot(ledger, root, sources=live.sources, rules=rules, about=renewed)


def keep_files(folder: Path, root: Path) -> str:
    """Return the id of the upload that a folder's files are kept in; empty where they are not.

    They are not where one is large, is a folder, or cannot be read: to keep those would cost more than they
    are worth. A file the live version has as well is another name of that one.
    """
    names = [*_names(folder)]
    let_go(root)
    kept = Staged(root, secrets.token_hex(8))
    if folder == root / kept.files.name:  # of an upload: they are there
        return ""
    try:
        size = sum((folder / name).stat().st_size for name in names)
        if not names or size > LARGE or any(is_large(path) for path in table_files(folder)):
            return ""
        _copy(folder, names, kept, files_in(files_of_live(root)))
    except (OSError, Refused):
        shutil.rmtree(kept.folder, ignore_errors=True)
        return ""
    return kept.identity


def let_go(root: Path) -> None:
    """Remove what is kept of folders and no version has: a build of it failed or the version is gone."""
    live = live_uploads(root)
    for mark in folder_of_uploads(root).glob(f"*/{_OF_FOLDER}"):
        if mark.parent.name not in live:
            discard(mark.parent)


def _names(folder: Path) -> Iterator[str]:
    """Yield the names of what a ledger may be made of."""
    for path in sorted(folder.iterdir()):
        if path.name.casefold().endswith((*SUFFIXES, *_BESIDE)) and not path.name.startswith((".", "~$")):
            yield path.name


def _copy(folder: Path, names: list[str], kept: Staged, live: list[Path]) -> None:
    unfinished = kept.folder / f"{UNFINISHED}files"
    unfinished.mkdir(parents=True)
    (kept.folder / _OF_FOLDER).touch()
    for name in names:
        with open_regular(folder / name) as file, (unfinished / name).open("xb") as copy:
            shutil.copyfileobj(file, copy, _CHUNK)
    share_sources([*unfinished.iterdir()], live)
    unfinished.rename(kept.files)
