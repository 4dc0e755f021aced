"""Puts the files of an upload together: those that were brought, and those that stay of the live version."""

import os
import re
import shutil
from collections.abc import Iterable
from pathlib import Path

from influencer_roi.intake.folder import POINTER, SUFFIXES, find_sources
from influencer_roi.model.report import Refused, refusal
from influencer_roi.model.schema import TABLES
from influencer_roi.store.about import about_of
from influencer_roi.store.disk import UNFINISHED
from influencer_roi.store.staged import Staged, Way
from influencer_roi.store.versions import current_version, folder_of


def compose(staged: Staged) -> None:
    """Make the folder an upload is built from, which is not built then; files that stay are links.

    Raises:
        Refused: nothing was brought, the live version's files are not kept, or a file there holds more tables
            than one that takes its place.
    """
    names = staged.names()
    if not names:
        raise refusal("file_missing", "", "no file was brought. Drop influencers, posts, orders and payouts.")
    way = staged.upload.way
    live = {} if way is Way.ALONE else _live_files(staged.root)
    brought = {name: staged.dropped / name for name in names}
    together = _replaced(live, brought) if way is Way.REPLACE else _added(live, brought)
    beside = staged.folder / f"{UNFINISHED}files"
    shutil.rmtree(beside, ignore_errors=True)
    for name, path in together.items():
        (beside / name).parent.mkdir(parents=True, exist_ok=True)
        link(path, beside / name)
    shutil.rmtree(staged.files, ignore_errors=True)
    (staged.folder / POINTER).unlink(missing_ok=True)
    shutil.rmtree(folder_of(staged.folder), ignore_errors=True)
    beside.rename(staged.files)


def link(path: Path, new: Path) -> None:
    """Give a file another name; where that cannot be, copy it."""
    try:
        os.link(path, new)
    except OSError:
        shutil.copyfile(path, new)


def tables_in(paths: Iterable[Path]) -> set[str]:
    """Return the names of the tables that files may hold, by their names and sheets."""
    files, found = list(paths), set()
    for table in TABLES:
        try:
            find_sources(table, files, Path())
        except Refused as refused:
            if any(problem.code == "file_missing" for problem in refused.problems):
                continue
        found.add(table.name)
    return found


def _live_files(root: Path) -> dict[str, Path]:
    """Return the files of the live version by name.

    Raises:
        Refused: they are not kept.
    """
    current = current_version(root)
    about = about_of(root, current) if current else None
    folder = Staged(root, about.files).files if about and about.files else None
    if folder is None or not folder.is_dir():
        said = (
            "the files of what is live are not kept with it, so nothing can be added. Bring all four tables."
        )
        raise refusal("no_files", "", said)
    return {one.relative_to(folder).as_posix(): one for one in folder.rglob("*") if one.is_file()}


def _replaced(live: dict[str, Path], brought: dict[str, Path]) -> dict[str, Path]:
    new = tables_in(_tops(brought))
    own = {name: tables_in(_tops({name: path})) for name, path in live.items()}
    for name, tables in own.items():
        if tables & new and not tables <= new:
            more = " and ".join(sorted(tables - new))
            said = f"it holds {more} too, which would be lost. Bring {more} as well."
            raise refusal("two_candidates", name, said)
    return {name: path for name, path in live.items() if not own[name] & new} | brought


def _tops(files: dict[str, Path]) -> set[Path]:
    """Return the files, and the folders that files lie in, as the intake looks for tables among them."""
    return {path.parents[name.count("/") - 1] if "/" in name else path for name, path in files.items()}


def _added(live: dict[str, Path], brought: dict[str, Path]) -> dict[str, Path]:
    together = dict(live)
    for name, path in brought.items():
        together[_free(name, together)] = path
    return together


def _free(name: str, taken: dict[str, Path]) -> str:
    """Return a name nothing has yet: the one given, or with a number behind its stem."""
    suffix = next((one for one in SUFFIXES if name.casefold().endswith(one)), Path(name).suffix)
    stem, number = name[: len(name) - len(suffix)], 2
    known = {one.casefold() for one in taken}
    while name.casefold() in known:
        name, number = (
            f"{re.sub(r'_[0-9]+$', '', stem)}_{number}{name[len(name) - len(suffix) :]}",
            number + 1,
        )
    return name
