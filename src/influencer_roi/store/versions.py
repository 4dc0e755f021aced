"""Names the versions in a snapshot folder, and says which of them is current."""

import contextlib
import datetime as dt
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from influencer_roi.intake.folder import POINTER
from influencer_roi.store.disk import UNFINISHED, discard, replace, sweep, sync_folder

KEPT = 20
_STAMP = "%Y%m%dT%H%M%S.%fZ"
_NAME = r"\d{8}T\d{6}\.\d{6}Z-[0-9a-f]{8}"


@dataclass(frozen=True)
class Pointer:
    """Which version is current, and the sha256 of its manifest."""

    version: str
    sha256: str


def folder_of(root: Path) -> Path:
    """Return the folder of all versions."""
    return root / "versions"


def versions(root: Path) -> list[str]:
    """Return the names of all versions, newest first."""
    with contextlib.suppress(OSError):
        names = [path.name for path in folder_of(root).iterdir()]
        return sorted((name for name in names if re.fullmatch(_NAME, name)), reverse=True)
    return []


def current_version(root: Path) -> str | None:
    """Return the name of the current version by one small read; None where CURRENT is missing or torn."""
    found = pointer(root)
    return found.version if found else None


def pointer(root: Path) -> Pointer | None:
    """Return what CURRENT says, or None where it is missing or no pointer."""
    try:
        content = (root / POINTER).read_bytes().decode("ascii", errors="replace")
    except OSError:
        return None
    found = re.fullmatch(rf"({_NAME}) ([0-9a-f]{{64}})\n", content)
    return Pointer(found[1], found[2]) if found else None


def point(root: Path, to: Pointer) -> None:
    """Make a version the current one, in one step."""
    replace(root / POINTER, f"{to.version} {to.sha256}\n".encode())


def new_name(root: Path) -> str:
    """Return the name of a new version; it comes after every other, also where the clock went back."""
    now = dt.datetime.now(dt.UTC)
    for newest in versions(root)[:1]:
        now = max(now, made_at(newest) + dt.timedelta(microseconds=1))
    return f"{now.strftime(_STAMP)}-{secrets.token_hex(4)}"


def made_at(version: str) -> dt.datetime:
    """Return when a version was made."""
    return dt.datetime.strptime(version.partition("-")[0], _STAMP).replace(tzinfo=dt.UTC)


def sweep_versions(root: Path) -> None:
    """Remove what killed writers left of versions, and beside them."""
    sweep(folder_of(root))
    sweep(root)
    drop_unfinished(root)


def make_live(root: Path, write: Callable[[Path], str]) -> str:
    """Return the name of a new version, current from now on; where something fails, no part of it stays.

    `write` makes its folder, and gives the sha256 of its manifest; then it gets its name and is pointed at.
    """
    folder_of(root).mkdir(parents=True, exist_ok=True)
    sweep_versions(root)
    name = new_name(root)
    unfinished, finished = folder_of(root) / f"{UNFINISHED}{name}", folder_of(root) / name
    try:
        sha256 = write(unfinished)
        sync_folder(unfinished)
        unfinished.rename(finished)
        sync_folder(folder_of(root))
        point(root, Pointer(name, sha256))
    except BaseException:
        if current_version(root) != name:
            discard(finished)
        sweep_versions(root)
        raise
    prune(root)
    return name


def prune(root: Path) -> None:
    """Remove all but the last twenty versions."""
    for name in versions(root)[KEPT:]:
        discard(folder_of(root) / name)


def drop_unfinished(root: Path) -> None:
    """Remove versions newer than the current one: whoever made them was killed before they went live."""
    current = current_version(root)
    for name in versions(root):
        if current is not None and name > current:
            discard(folder_of(root) / name)


def live_versions(root: Path) -> list[str]:
    """Return the names of the versions that are or were live, newest first."""
    current = current_version(root)
    return [name for name in versions(root) if current is None or name <= current]
