"""Keeps what readers said of columns: with the upload, and by headers for the next file that has them."""

import contextlib
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from influencer_roi.model.headers import folded
from influencer_roi.pages.publish.seen import AS_FORMAT, NOT_HERE
from influencer_roi.store import disk
from influencer_roi.store.staged import Staged

_HERE, _KEPT = "columns.json", "remembered-columns.json"
MOST = 500  # files' headers that are remembered


@dataclass(frozen=True)
class Answer:
    """What was said of one file: its table, {our column: their header}, that it is not the format it seems.

    A column that is said to be none has an empty header.
    """

    table: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    refused: bool = False

    def with_column(self, name: str, header: str) -> "Answer":
        """Return it with one column said anew, or as the format has it."""
        others = {ours: theirs for ours, theirs in self.columns.items() if ours != name}
        if header == AS_FORMAT:
            return replace(self, columns=others)
        return replace(self, columns={**others, name: "" if header == NOT_HERE else header})


@dataclass(frozen=True)
class Answers:
    """What was said of an upload: of each file by its name, whose codes are, and whether to remember it.

    `built` tells for which files and answers it was built last.
    """

    sheets: Mapping[str, Answer] = field(default_factory=dict)
    remember: bool = True
    built: str = ""
    codes: Mapping[str, str] = field(default_factory=dict)


def answers_of(staged: Staged) -> Answers:
    """Return what was said of an upload; nothing where nothing can be read."""
    try:
        written = json.loads((staged.folder / _HERE).read_bytes())
        sheets = {name: Answer(**one) for name, one in written["sheets"].items()}
        codes = {str(code): str(who) for code, who in written["codes"].items()}
        return Answers(sheets, bool(written["remember"]), str(written["built"]), codes)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return Answers()


def keep(staged: Staged, answers: Answers) -> None:
    """Keep what was said of an upload."""
    disk.replace(staged.folder / _HERE, json.dumps(asdict(answers)).encode())


def remembered(root: Path, headers: Sequence[str]) -> Answer | None:
    """Return what was said of a file with these headers before, None where nothing was."""
    found = remembered_in(root / _KEPT).get(fingerprint(headers))
    return _read(found) if isinstance(found, dict) else None


def remember(root: Path, headers: Sequence[str], answer: Answer) -> None:
    """Keep what was said of a file for the next with its headers; the oldest go."""
    others = remembered_in(root / _KEPT)
    others.pop(fingerprint(headers), None)
    keep_newest(root / _KEPT, {**others, fingerprint(headers): asdict(answer)}, most=MOST)


def fingerprint(headers: Sequence[str]) -> str:
    """Return what headers are known by again, whatever their order and form."""
    return hashlib.sha256("\n".join(sorted(map(folded, headers))).encode()).hexdigest()[:32]


def _read(written: Mapping[str, object]) -> Answer | None:
    """Return an answer as it was written; None where it is none."""
    columns = written.get("columns")
    if not isinstance(columns, dict):
        return None
    named = {str(ours): str(theirs) for ours, theirs in columns.items()}
    return Answer(str(written.get("table", "")), named, written.get("refused") is True)


def remembered_in(path: Path) -> dict[str, object]:
    """Return what is remembered in a file, by its key; nothing where nothing can be read."""
    try:
        found: object = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def keep_newest(path: Path, remembered: Mapping[str, object], *, most: int) -> None:
    """Remember what stands last, `most` of it, in a file; a comfort: publishing goes on without it."""
    with contextlib.suppress(OSError):
        disk.replace(path, json.dumps(dict([*remembered.items()][-most:])).encode())
