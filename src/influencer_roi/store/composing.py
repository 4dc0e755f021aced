"""Puts the files of an upload together: those that were brought, and those that stay of the live version."""

import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import Path

import polars as pl

from influencer_roi.intake.clean import Rules
from influencer_roi.intake.codes import read_codes
from influencer_roi.intake.exports import recognised
from influencer_roi.intake.folder import BESIDE, BRANDS, CODES, MAPPING, POINTER, SUFFIXES, has_sources
from influencer_roi.intake.location import data_files
from influencer_roi.intake.mapping import NO_FORMAT, Mapped, mapped_in, mapping_text
from influencer_roi.intake.read.top import headers_in
from influencer_roi.model.report import refusal
from influencer_roi.model.schema import TABLES
from influencer_roi.settings import MOST_BYTES
from influencer_roi.store.about import about_of_live
from influencer_roi.store.disk import UNFINISHED, files_in
from influencer_roi.store.staged import Staged
from influencer_roi.store.upload import Way
from influencer_roi.store.versions import current_version, folder_of

Files = dict[str, Path | str]  # by name: where one is, or what it says
_SIDECARS = (*BESIDE, MAPPING)


def compose(staged: Staged) -> None:
    """Make the folder an upload is built from, which is not built then; files that stay are links.

    Raises:
        Refused: nothing was brought, the live version's files are not kept, a file there holds more tables
            than one that takes its place, or what is said beside the files cannot be read.
    """
    names = staged.names()
    if not names:
        raise refusal("file_missing", "", "no file was brought. Drop influencers, posts, orders and payouts.")
    way = staged.upload.way
    staged.change_way(way)
    live = {} if way is Way.ALONE else _live_files(staged.root)
    brought = {name: staged.dropped / name for name in names if name not in staged.unread}
    beside = staged.folder / f"{UNFINISHED}files"
    shutil.rmtree(beside, ignore_errors=True)
    sidecars = {path.name: path for path in (staged.mapping, staged.codes) if path.is_file()}
    together = (_replaced if way is Way.REPLACE else _beside)(live, brought, sidecars)
    for name, path in together.items():
        (beside / name).parent.mkdir(parents=True, exist_ok=True)
        if isinstance(path, str):
            (beside / name).write_text(path, encoding="utf-8")
        else:
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


def tables_in(paths: Iterable[Path], mapping: Sequence[Mapped] = ()) -> set[str]:
    """Return the names of the tables that files hold: as is said, by format, by their names and sheets."""
    found: set[str] = set()
    for path in paths:
        ours = [one for one in mapping if _names(one, path.name)]
        mapped, formless = {one.table.name for one in ours}, any(one.format == NO_FORMAT for one in ours)
        known = set() if formless else {table for part in data_files(path) for table in _known(part)}
        named = {table.name for table in TABLES if has_sources(table, [path])}
        found |= mapped | known or named
    return found


def files_of_live(root: Path) -> Path | None:
    """Return the folder the live version's files are kept in; None where they are not."""
    about = about_of_live(root)
    folder = Staged(root, about.files).files if about and about.files else None
    return folder if folder is not None and folder.is_dir() else None


def _known(path: Path) -> Iterator[str]:
    """Yield the tables of the known format a file is of, if any."""
    if path.is_file():
        for _, headers in headers_in(path, lambda cells: recognised(cells) is not None):
            export = recognised(headers)
            yield from export.gives if export else ()


def _names(mapped: Mapped, name: str) -> bool:
    return bool(mapped.file) and fnmatchcase(name.casefold(), mapped.file.casefold())


def _live_files(root: Path) -> dict[str, Path]:
    """Return the files of the live version by name.

    Raises:
        Refused: they are not kept.
    """
    folder = files_of_live(root)
    if folder is None:
        lacks = "the files of what is live are not kept with it"
        why = lacks if current_version(root) else "nothing is live yet"
        raise refusal("no_files", "", f"{why}, so nothing can be added. Bring all four tables.")
    return {one.relative_to(folder).as_posix(): one for one in files_in(folder)}


def _replaced(live: dict[str, Path], brought: dict[str, Path], sidecars: Mapping[str, Path]) -> Files:
    new = tables_in(_tops(brought), [*_mapping_files(brought), *_mapping_files(sidecars)])
    own = {name: tables_in(_tops({name: path}), _mapping_files(live)) for name, path in live.items()}
    for name, tables in own.items():
        if tables & new and not tables <= new:
            more = " and ".join(sorted(tables - new))
            words = f"it holds {more} too, which would be lost. Bring {more} as well."
            raise refusal("two_candidates", name, words)
    return _beside({name: path for name, path in live.items() if not own[name] & new}, brought, sidecars)


def _tops(files: dict[str, Path]) -> set[Path]:
    """Return the files, and the folders that files lie in, as the intake looks for tables among them."""
    return {path.parents[name.count("/") - 1] if "/" in name else path for name, path in files.items()}


def _beside(live: dict[str, Path], brought: dict[str, Path], sidecars: Mapping[str, Path]) -> Files:
    """Return live files that stay and those that were brought, all under names of their own.

    What each says of columns and codes, and the `sidecars` of this upload, is joined; of brands the new file
    counts.
    """
    together: Files = {name: path for name, path in live.items() if name not in _SIDECARS}
    renamed: dict[str, str] = {}
    for name, path in brought.items():
        if name not in _SIDECARS:
            renamed[name] = _free(name, together)
            together[renamed[name]] = path
    if brands := brought.get(BRANDS) or live.get(BRANDS):
        together[BRANDS] = brands
    if mapping := _mapping(live, (brought, sidecars), renamed):
        together[MAPPING] = mapping
    if codes := _codes([files[CODES] for files in (live, brought, sidecars) if CODES in files]):
        together[CODES] = codes
    return together


def _mapping(
    live: Mapping[str, Path], new: Sequence[Mapping[str, Path]], renamed: Mapping[str, str]
) -> str | Path | None:
    """Return what is said of the columns of live files that stay, and of those that were brought."""
    there = [files[MAPPING] for files in (live, *new) if MAPPING in files]
    as_named = all(name == new_name for name, new_name in renamed.items())
    if MAPPING not in live and len(there) < 2 and as_named:  # one is itself
        return there[0] if there else None
    stay = [one for one in _mapping_files(live) if not one.file or any(_names(one, name) for name in live)]
    others = [
        replace(one, file=renamed.get(one.file, one.file)) for files in new for one in _mapping_files(files)
    ]
    return f"{mapping_text([*stay, *others])}\n" if stay or others else None


def _mapping_files(files: Mapping[str, Path]) -> tuple[Mapped, ...]:
    """Return what the mapping among files says."""
    return mapped_in(files[MAPPING].read_text("utf-8-sig")) if MAPPING in files else ()


def _codes(tables: Sequence[Path]) -> str | Path | None:
    """Return the code tables of several files together."""
    if len(tables) < 2:  # one is itself
        return tables[0] if tables else None
    rows = [read_codes(path.parent, most=MOST_BYTES, rules=Rules()) for path in tables]
    return pl.concat(rows).unique(maintain_order=True).write_csv()


def _free(name: str, taken: Iterable[str]) -> str:
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
