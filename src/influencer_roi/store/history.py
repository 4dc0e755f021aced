"""Keeps a short history beside the versions: what was brought, discarded, stopped, published and undone."""

import contextlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from influencer_roi.store.about import now

_FILE = "history.jsonl"
SHOWN = 20
MADE_LIVE = ("published an upload", "brought a version back")  # acts that made a version
_LONGEST = 400  # characters of a text
_MOST = 1 << 20  # bytes; more, and the older half goes


@dataclass(frozen=True)
class Happened:
    """One act: when, as an ISO time, by whom, what in words, and of which upload or version."""

    at: str
    who: str
    what: str
    of: str = ""


def note(root: Path, who: str, what: str, of: str = "") -> None:
    """Add an act; a disk without room for it must not end the act itself."""
    line = json.dumps(asdict(Happened(now(), who[:_LONGEST], what[:_LONGEST], of)), ensure_ascii=False)
    with contextlib.suppress(OSError), (root / _FILE).open("ab") as file:
        file.write(f"{line}\n".encode())
        if file.tell() > _MOST:
            kept = (root / _FILE).read_bytes().splitlines(keepends=True)
            (root / _FILE).write_bytes(b"".join(kept[len(kept) // 2 :]))


def happened(root: Path, *, most: int = SHOWN) -> list[Happened]:
    """Return the last acts, the newest first; a torn line is none."""
    found = []
    with contextlib.suppress(OSError):
        for line in (root / _FILE).read_bytes().splitlines()[: -most - 1 : -1]:
            with contextlib.suppress(ValueError, TypeError):
                found.append(Happened(**json.loads(line)))
    return found
