"""Says how the last build went, or how far one is that runs, in one small file beside the versions."""

import datetime as dt
import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Literal, get_args

from influencer_roi.model.report import Problem

State = Literal["idle", "building", "ready", "refused"]
_FILE = "status.json"


@dataclass(frozen=True)
class Status:
    """What a build does or did; of an upload, `idle` where none was begun or it was cancelled.

    `step` is in words, `done` a part from 0 to 1, `started` and `ended` are ISO times, `problems` why it was
    refused, `sources` the {file: sha256} it tried. Before any build, this is one that has not begun.
    """

    state: State = "building"
    step: str = ""
    done: float = 0.0
    started: str = ""
    ended: str = ""
    problems: tuple[Problem, ...] = ()
    sources: dict[str, str] = field(default_factory=dict)


def now() -> str:
    """Return the time as a status states it."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds")


def write_status(root: Path, status: Status) -> None:
    """Replace the status of the build in one step; on a full disk, write over the old one.

    Raises:
        OSError: neither can be done.
    """
    content = json.dumps(asdict(status), ensure_ascii=False).encode()
    beside = root / f".tmp-{os.getpid()}-{_FILE}"
    try:
        beside.write_bytes(content)
        beside.replace(root / _FILE)
    except OSError:
        beside.unlink(missing_ok=True)
        with (root / _FILE).open("r+b") as file:
            file.write(content)
            file.truncate()


def read_status(root: Path) -> Status:
    """Return the status of the build; that of one not begun where nothing can be read."""
    try:
        written = json.loads((root / _FILE).read_bytes())
        problems = tuple(Problem(**problem) for problem in written.pop("problems"))
        status = Status(**written, problems=problems)
    except (OSError, ValueError, TypeError, AttributeError, KeyError):
        return Status()
    return status if status.state in get_args(State) else Status()


def written_at(root: Path) -> float:
    """Return when the status was written, in seconds.

    Raises:
        OSError: there is none.
    """
    return (root / _FILE).stat().st_mtime
