"""Takes one file that is brought into an upload: what it is, under which name; a zip member by member."""

import secrets
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path, PurePosixPath

from influencer_roi.intake.folder import BESIDE, MAPPING, stem, table_named
from influencer_roi.model.report import Refused
from influencer_roi.model.schema import ORDERS
from influencer_roi.store.disk import UNFINISHED
from influencer_roi.store.receiving import receiving, remove
from influencer_roi.store.staged import Staged
from influencer_roi.uploads.archive import members
from influencer_roi.uploads.contents import Form, form_of, stored_name

PIECE = 1 << 18  # bytes
_UNUSUAL = str.maketrans(dict.fromkeys('<>:"|?*', "_"))  # some systems allow none in a name


def take(staged: Staged, name: str, pieces: Iterable[bytes]) -> list[str]:
    """Return the names under which what was brought is kept: of one file, or of each in a zip.

    Raises:
        Refused: it is no table, too large, or no name for a file; nothing of it is kept then.
    """
    within = _written(staged, f"{secrets.token_hex(8)}.part", pieces)
    path = staged.dropped / within
    try:
        form = form_of(path, PurePosixPath(name).name)
        if form is Form.ZIP:
            return _unpacked(staged, path, PurePosixPath(name).name)
        wanted = stored_name(name.translate(_UNUSUAL), form)
        with receiving(staged, wanted):
            pass  # the name is one, and there is room for it
        path.replace(staged.dropped / wanted)
        return [wanted]
    finally:
        path.unlink(missing_ok=True)


def pieces_of(read: Callable[[int], bytes]) -> Iterable[bytes]:
    """Yield what a stream gives, a piece at a time."""
    while piece := read(PIECE):
        yield piece


def _written(staged: Staged, name: str, pieces: Iterable[bytes]) -> str:
    with receiving(staged, name) as write:
        for piece in pieces:
            write(piece)
    return name


def _unpacked(staged: Staged, path: Path, name: str) -> list[str]:
    """Return the names of a zip's files; where one of them cannot be taken, none is."""
    taken: list[str] = []
    aside = path.rename(staged.folder / f"{UNFINISHED}{path.name}")
    try:
        for member, pieces in members(aside, name):
            taken += take(staged, _placed(member, taken), pieces)
    except Refused:
        for one in taken:
            with suppress(Refused):
                remove(staged, one)
        raise
    finally:
        aside.unlink(missing_ok=True)
    return taken


def _may_be_orders(name: str) -> bool:
    """Return whether a file is not named after another table."""
    return table_named(stem(Path(name))) in (None, ORDERS)


def _placed(member: str, taken: Sequence[str]) -> str:
    """Return the name a file of a zip is brought under: its own, or in the folder of orders it lies in.

    One whose name is taken has its folder's behind its own.
    """
    *folders, own = PurePosixPath(member).parts
    at = next((at for at, one in enumerate(folders) if one.casefold().startswith(ORDERS.stems)), None)
    if at is not None and own.casefold() not in (*BESIDE, MAPPING) and _may_be_orders(own):
        return f"{folders[at]}/{'_'.join([*folders[at + 1 :], own])}"
    if own.casefold() in {one.casefold() for one in taken} and folders:
        stem, dot, suffix = own.partition(".")
        return f"{stem}_{folders[-1]}{dot}{suffix}"
    return own
