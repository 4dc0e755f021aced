"""Says of a version who made it live, when and why, and in sums what it holds."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path

from influencer_roi.store import disk
from influencer_roi.store.summary import Summary, summary_from
from influencer_roi.store.versions import current_version, folder_of, versions

_FILE = "about.json"
THE_FOLDER = "the folder"  # who publishes where a watched folder does


class Kind(StrEnum):
    """How a version came to be live."""

    FOLDER = "folder"
    UPLOAD = "upload"
    UNDO = "undo"


@dataclass(frozen=True)
class About:
    """Who published a version, when and why.

    `number` is what readers call it, `parent` the version it replaced, `of` the one it brings back; both are
    empty where there is none. `note` says what was done with the files, `reasons` why what stopped it was
    passed, by the words of the stop. `files` is the upload its files are in; empty where they are not there.
    `folder` are the {file: sha256} of the watched folder as they were last looked at, None where there is no
    such folder. `sentences` say what it changed of the past, as who published saw it.
    """

    number: int
    who: str
    when: str
    why: str = ""
    note: str = ""
    parent: str = ""
    kind: Kind = Kind.FOLDER
    of: str = ""
    files: str = ""
    folder: Mapping[str, str] | None = None
    reasons: Mapping[str, str] = field(default_factory=dict)
    sentences: tuple[str, ...] = ()
    summary: Summary = field(default_factory=Summary)


def put_about(folder: Path, about: About) -> None:
    """Write what is to be known of a version into its folder, before that has its name."""
    (folder / _FILE).unlink(missing_ok=True)
    disk.put(folder / _FILE, _written(about))


def replace_about(root: Path, version: str, about: About) -> None:
    """Write anew what is known of a version, in one step."""
    disk.replace(folder_of(root) / version / _FILE, _written(about))


def about_of(root: Path, version: str) -> About | None:
    """Return what is known of a version; None where nothing is, as of those made before this was written."""
    try:
        return _read(json.loads((folder_of(root) / version / _FILE).read_bytes()))
    except (OSError, ValueError, TypeError, KeyError):
        return None


def about_of_live(root: Path) -> About | None:
    """Return what is known of the live version; None where nothing is, or nothing is live."""
    current = current_version(root)
    return about_of(root, current) if current else None


def now() -> str:
    """Return the time as it is written down of what somebody does."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def next_number(root: Path) -> int:
    """Return what the next version is called."""
    known = [one.number if (one := about_of(root, name)) else 0 for name in versions(root)]
    return max([*known, len(known)]) + 1


def _written(about: About) -> bytes:
    return json.dumps(asdict(about), ensure_ascii=False, indent=1).encode()


def _read(written: dict[str, object]) -> About:
    summary = summary_from(written.pop("summary"))  # type: ignore[arg-type] # as it was written
    kind = Kind(str(written.pop("kind")))
    sentences = tuple(map(str, written.pop("sentences")))  # type: ignore[call-overload] # as it was written
    return About(**written, kind=kind, sentences=sentences, summary=summary)  # type: ignore[arg-type] # as it was written
