"""Takes a zip apart: tables among its members, within bounds, under names of their own, or not at all."""

import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from influencer_roi.model.report import Refused, refusal

MOST_MEMBERS = 1_000
MOST_BYTES = 2 << 30  # of all members, unpacked
MOST_TIMES = 200  # larger than packed, beyond the first ten megabytes
_FREE = 10 << 20
PIECE = 1 << 20
_IGNORED = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")
_NESTED = (".zip", ".7z", ".rar", ".tar", ".tgz")
_ENCRYPTED = 0x1


def members(path: Path, name: str) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Yield the name and the pieces of each file of a zip, all looked at before the first is unpacked.

    Raises:
        Refused: it has too many members or bytes, or one that is packed beyond measure, encrypted, a link, an
            archive itself, or would lie outside of its folder.
    """
    with _damage_in_words(name), zipfile.ZipFile(path) as archive:
        chosen = _checked(archive, name)
        top = _top(one.filename for one in chosen)
        for one in chosen:
            yield one.filename[len(top) :], _pieces(archive, one, name)


@contextmanager
def _damage_in_words(name: str) -> Iterator[None]:
    """Refuse a zip that turns out to be damaged, when it is opened or when a member is read."""
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, RuntimeError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        raise refusal("bad_workbook", name, "the archive is damaged. Pack it again.") from None


def nested(member: str, name: str) -> Refused:
    """Return why a zip with an archive in it is refused."""
    return _refused(name, f"'{member[:60]}' is an archive in an archive. Bring it by itself.")


def _checked(archive: zipfile.ZipFile, name: str) -> list[zipfile.ZipInfo]:
    every = archive.infolist()
    if len(every) > MOST_MEMBERS:
        text = f"it holds {len(every):,} files, of at most {MOST_MEMBERS:,}. Pack only the tables."
        raise refusal("too_large", name, text)
    chosen = [one for one in every if not one.is_dir() and not _is_ignored(one.filename)]
    for one in chosen:
        _check(one, name)
    if sum(one.file_size for one in chosen) > MOST_BYTES:
        text = f"unpacked it is larger than {MOST_BYTES >> 30} GB. Bring its files in several uploads."
        raise refusal("decompressed_too_large", name, text)
    if not chosen:
        raise refusal("file_empty", name, "there is no file in it. Pack the tables again.")
    return chosen


def _check(one: zipfile.ZipInfo, name: str) -> None:
    pure, shown = PurePosixPath(one.filename.replace("\\", "/")), one.filename[:60]
    if pure.is_absolute() or ".." in pure.parts or ":" in one.filename:
        raise _refused(
            name, f"'{shown}' would lie outside of its folder. Pack the files anew, by their names."
        )
    if stat.S_ISLNK(one.external_attr >> 16):
        raise _refused(name, f"'{shown}' is a link. Pack the file itself.")
    if one.flag_bits & _ENCRYPTED:
        raise _refused(name, f"'{shown}' is encrypted. Pack it without a password.")
    if one.filename.casefold().endswith(_NESTED):
        raise nested(one.filename, name)
    if one.file_size > _FREE and one.file_size > MOST_TIMES * max(1, one.compress_size):
        raise refusal("decompressed_too_large", name, f"'{shown}' unpacks beyond measure. Bring it unpacked.")


def _refused(name: str, text: str) -> Refused:
    return refusal("bad_archive", name, text, shown=text)


def _pieces(archive: zipfile.ZipFile, one: zipfile.ZipInfo, name: str) -> Iterator[bytes]:
    """Yield a member piece by piece; one that is longer than it says ends in a refusal."""
    left = one.file_size
    with _damage_in_words(name), archive.open(one) as file:
        while piece := file.read(PIECE):
            left -= len(piece)
            if left < 0:
                raise refusal("decompressed_too_large", name, "a file in it is longer than it says.")
            yield piece


def _is_ignored(name: str) -> bool:
    return name.startswith(_IGNORED[0]) or PurePosixPath(name).name in _IGNORED[1:]


def _top(names: Iterator[str]) -> str:
    """Return the folder all members lie in, with its slash; empty where they lie in none or in several."""
    tops = {name.partition("/")[0] if "/" in name else "" for name in names}
    (top,) = tops if len(tops) == 1 else ("",)
    return f"{top}/" if top and not top.casefold().startswith(("order", "tracking")) else ""
