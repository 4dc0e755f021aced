"""Takes one file that is brought into an upload: what it is, under which name; a zip member by member."""

import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import chain, count
from pathlib import Path, PurePosixPath

from influencer_roi.intake.folder import BESIDE, MAPPING, stem, table_named
from influencer_roi.intake.regular import open_regular
from influencer_roi.model.report import Refused, refusal
from influencer_roi.model.schema import ORDERS
from influencer_roi.store.disk import UNFINISHED
from influencer_roi.store.receiving import checked_name, receiving, remove
from influencer_roi.store.staged import Staged
from influencer_roi.uploads.archive import members, nested
from influencer_roi.uploads.contents import Form, form_of, stored_name

PIECE = 1 << 18  # bytes
_UNUSUAL = str.maketrans(dict.fromkeys('<>:"|?*', "_"))  # some systems allow none in a name


def take(staged: Staged, name: str, pieces: Iterable[bytes]) -> list[str]:
    """Return the names under which what was brought is kept: of one file, or of each in a zip.

    Raises:
        Refused: it is no table, too large, or no name for a file; nothing of it is kept then.
    """
    own = PurePosixPath(checked_name(name.translate(_UNUSUAL))).name
    with _arrived(staged, pieces) as path:
        form = form_of(path, own)
        if form is Form.ZIP:
            return _unpacked(staged, path, own)
        return [_kept(staged, path, _storable(name, form))]


def take_file(staged: Staged, path: Path) -> list[str]:
    """Return the names under which a file that lies here is kept, as of `take`.

    Raises:
        Refused: as of `take`, or it cannot be read.
    """
    try:
        with open_regular(path) as opened:
            return take(staged, path.name, pieces_of(lambda size: opened.read(size) or b""))
    except OSError as error:
        text = f"the file cannot be read ({error.strerror}). Check its permissions."
        raise refusal("unreadable", path.name, text) from None


def pieces_of(read: Callable[[int], bytes]) -> Iterable[bytes]:
    """Yield what a stream gives, a piece at a time."""
    while piece := read(PIECE):
        yield piece


@contextmanager
def _arrived(staged: Staged, pieces: Iterable[bytes]) -> Iterator[Path]:
    """Give where the bytes that were brought lie, for as long as it is looked at what they are."""
    name = f"{secrets.token_hex(8)}.part"
    with receiving(staged, name) as write:
        for piece in pieces:
            write(piece)
    path = staged.dropped / name
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


def _storable(name: str, form: Form) -> str:
    return stored_name(name.translate(_UNUSUAL), form)


def _kept(staged: Staged, path: Path, name: str) -> str:
    """Keep what arrived under a name of its own; a file of that name is replaced."""
    with receiving(staged, name):
        pass  # the name is one, and there is room for it
    path.replace(staged.dropped / name)
    return name


def _unpacked(staged: Staged, path: Path, name: str) -> list[str]:
    """Return the names of a zip's files; where one of them cannot be taken, none is."""
    taken: list[str] = []
    aside = path.rename(staged.folder / f"{UNFINISHED}{path.name}")
    try:
        for member, pieces in members(aside, name):
            with _arrived(staged, pieces) as own:
                taken.append(_kept(staged, own, _placed(member, _member_form(own, member, name), taken)))
    except Refused:
        for one in taken:
            with suppress(Refused):
                remove(staged, one)
        raise
    finally:
        aside.unlink(missing_ok=True)
    return taken


def _member_form(path: Path, member: str, name: str) -> Form:
    """Return what a member of a zip is by its content; one that is a zip itself is refused."""
    form = form_of(path, PurePosixPath(member).name)
    if form is Form.ZIP:
        raise nested(member, name)
    return form


def _placed(member: str, form: Form, taken: Sequence[str]) -> str:
    """Return the name a file of a zip is kept under: its own, or in the folder of orders it lies in.

    One whose name is taken has those of its folders behind its own, as many as tell it apart, else a number.
    """
    *folders, own = PurePosixPath(member).parts
    at = next((at for at, one in enumerate(folders) if one.casefold().startswith(ORDERS.stems)), None)
    may_be_orders = table_named(stem(Path(own))) in (None, ORDERS)  # not named after another table
    if at is not None and own.casefold() not in (*BESIDE, MAPPING) and may_be_orders:
        own, folders = f"{folders[at]}/{'_'.join([*folders[at + 1 :], own])}", folders[:at]
    there = {one.casefold() for one in taken}
    pure = PurePosixPath(_storable(own, form))
    first, dot, suffix = pure.name.partition(".")
    behind = ("_".join(["", *folders[len(folders) - many :]]) for many in range(len(folders) + 1))
    numbered = (f"_{at}" for at in count(2))
    ways = (str(pure.with_name(f"{first}{more}{dot}{suffix}")) for more in chain(behind, numbered))
    return next(way for way in ways if way.casefold() not in there)
