"""Keeps what somebody brings apart from what is live: a folder of its own per upload, bounded, for a day."""

import contextlib
import datetime as dt
import json
import re
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from influencer_roi.model.report import Refused, refusal
from influencer_roi.store import disk
from influencer_roi.store.about import about_of
from influencer_roi.store.disk import UNFINISHED, is_full
from influencer_roi.store.history import note
from influencer_roi.store.upload import LIFE, Upload, Way, gone, upload_in
from influencer_roi.store.versions import current_version, versions

_ABOUT, _CANCEL, _COMPARED, _UNREAD = "upload.json", "cancel", "compared", "unread"
_UPLOADS = "staged"
_IDENTITY = r"[0-9a-f]{16}"


@dataclass(frozen=True)
class Staged:
    """The folder of one upload, below the folder `root` of what is live.

    It is a folder of snapshots itself, with one version once it is built: whatever reads those reads it.
    """

    root: Path
    identity: str

    @property
    def folder(self) -> Path:
        """All of the upload."""
        return folder_of_uploads(self.root) / self.identity

    @property
    def dropped(self) -> Path:
        """The files as they were brought."""
        return self.folder / "dropped"

    @property
    def files(self) -> Path:
        """The files it is built from: those brought, and those of the live version that stay."""
        return self.folder / "files"

    @property
    def codes(self) -> Path:
        """The code table its reader makes at the desk, beside one that was brought."""
        return self.folder / "said" / "codes.csv"

    @property
    def unread(self) -> frozenset[str]:
        """The names of files that were brought and are not to be read."""
        with contextlib.suppress(OSError):
            return frozenset((self.folder / "said" / _UNREAD).read_text().splitlines())
        return frozenset()

    def leave_unread(self, names: Iterable[str]) -> None:
        """Say which files are not to be read; it counts from the next build on."""
        disk.keep_text(self.folder / "said" / _UNREAD, "\n".join(sorted(names)))

    @property
    def mapping(self) -> Path:
        """What its reader says of columns at the desk, beside a mapping that was brought."""
        return self.folder / "said" / "mapping.toml"

    @property
    def version(self) -> str | None:
        """The version that was built of it, under its name there; None before."""
        return current_version(self.folder)

    @property
    def upload(self) -> Upload:
        """Who brings it.

        Raises:
            Refused: there is no such upload, or no more.
        """
        return upload_in(self.folder / _ABOUT)

    def require(self) -> None:
        """Pass where the upload is there.

        Raises:
            Refused: it is not, or no more.
        """
        if not (self.folder / _ABOUT).is_file():
            raise gone()

    @property
    def is_cancelled(self) -> bool:
        """Whether its build is to end: somebody asked for that, or it is gone."""
        return (self.folder / _CANCEL).exists() or not self.folder.is_dir()

    def names(self) -> list[str]:
        """Return the names of the files that were brought; of one in a folder, the folder's before it."""
        there = (path for path in self.dropped.rglob("*") if path.is_file())
        found = (path.relative_to(self.dropped).as_posix() for path in there)
        return sorted(name for name in found if not Path(name).name.startswith(UNFINISHED))

    @property
    def compared_with(self) -> str:
        """The live version it was compared with last, or else the one it was begun beside; empty is none."""
        try:
            return (self.folder / _COMPARED).read_text()
        except OSError:
            return self.upload.base

    def note_compared(self, version: str) -> None:
        """Note which live version it was compared with."""
        disk.replace(self.folder / _COMPARED, version.encode())

    @property
    def is_outdated(self) -> bool:
        """Whether its files were put together with those of a version that is live no more."""
        upload = self.upload
        return upload.way is not Way.ALONE and upload.base != (current_version(self.root) or "")

    def change_way(self, way: Way) -> None:
        """Say anew what is done with the files of what is live, now; it counts from the next build on."""
        self._write(replace(self.upload, way=way, base=current_version(self.root) or ""))

    def cancel(self) -> None:
        """Have a build that runs end, whichever process started it."""
        with contextlib.suppress(OSError):
            (self.folder / _CANCEL).touch()

    def note(self, how: str) -> None:
        """Note beside the versions how an upload ended that nobody published."""
        names = self.names()
        more = f" and {len(names) - 1} more" if len(names) > 1 else ""
        text = f"brought {names[0] if names else 'no file'}{more}, {how}"
        note(self.root, _who(self), text, self.identity)

    def resume(self) -> None:
        """Let builds go on."""
        (self.folder / _CANCEL).unlink(missing_ok=True)

    def discard(self, who: str) -> None:
        """Remove all of the upload, and end a build of it; what is live stays as it is."""
        self.cancel()
        if self.folder.is_dir() and self.identity not in live_uploads(self.root):
            note(self.root, who, "discarded an upload", self.identity)
            disk.discard(self.folder)

    def _write(self, upload: Upload) -> None:
        disk.replace(self.folder / _ABOUT, json.dumps(asdict(upload)).encode())


def begin(root: Path, *, who: str, way: Way = Way.ALONE, now: dt.datetime | None = None) -> Staged:
    """Return a new upload without files; those that are over their time go.

    Raises:
        Refused: nothing can be written there.
    """
    expire(root, now=now)
    staged = Staged(root, secrets.token_hex(8))
    began = (now or dt.datetime.now(dt.UTC)).isoformat(timespec="seconds")
    try:
        staged.dropped.mkdir(parents=True)
        staged._write(Upload(who, began, way, current_version(root) or ""))  # noqa: SLF001 # its maker
    except OSError as error:
        code = "disk_full" if is_full(error) else "unreadable"
        raise refusal(code, str(root), f"nothing can be written there ({error.strerror}).") from None
    return staged


def staged_of(root: Path, identity: str) -> Staged:
    """Return the upload of an id.

    Raises:
        Refused: there is none, or no more.
    """
    if not re.fullmatch(_IDENTITY, identity):
        raise gone()
    staged = Staged(root, identity)
    staged.require()
    return staged


def staged_in(folder: Path) -> Staged:
    """Return the upload whose folder that is, or that a link leads to.

    Raises:
        Refused: there is none, or no more.
    """
    there = folder.resolve()
    if there.parent.name != _UPLOADS:
        raise gone()
    return staged_of(there.parents[1], there.name)


def uploads(root: Path) -> list[Staged]:
    """Return the uploads that are not live, the newest first."""
    live = live_uploads(root)
    there = [one for one in _all(root) if one.identity not in live and (one.folder / _ABOUT).is_file()]
    return sorted(there, key=_began, reverse=True)


def expire(root: Path, *, now: dt.datetime | None = None) -> None:
    """Remove uploads that are over their time and in no version, and what killed writers left of any."""
    now, live = now or dt.datetime.now(dt.UTC), live_uploads(root)
    disk.sweep(folder_of_uploads(root))
    for staged in _all(root):
        if staged.identity not in live and _began(staged) + LIFE < now:
            staged.note("and nobody published it in time")
            staged.cancel()
            disk.discard(staged.folder)


def live_uploads(root: Path) -> frozenset[str]:
    """Return the ids of the uploads that versions have their files in."""
    known = (about_of(root, version) for version in versions(root))
    return frozenset(one.files for one in known if one and one.files)


def folder_of_uploads(root: Path) -> Path:
    """Return the folder of all uploads."""
    return root / _UPLOADS


def _all(root: Path) -> Iterator[Staged]:
    with contextlib.suppress(OSError):
        names = [path.name for path in folder_of_uploads(root).iterdir()]
        yield from (Staged(root, name) for name in names if re.fullmatch(_IDENTITY, name))


def _who(staged: Staged) -> str:
    try:
        return staged.upload.who
    except Refused:
        return "somebody"


def _began(staged: Staged) -> dt.datetime:
    """Return when an upload began; where that cannot be read, when its folder changed last."""
    try:
        return dt.datetime.fromisoformat(staged.upload.began)
    except (Refused, ValueError):
        with contextlib.suppress(OSError):
            return dt.datetime.fromtimestamp(staged.folder.stat().st_mtime, dt.UTC)
    return dt.datetime.min.replace(tzinfo=dt.UTC)
