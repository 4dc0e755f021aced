"""Holds what a load has to say: rows set aside, notes, and why a folder is refused."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

SHOWN_LINES = 5
SHOWN_VALUE = 200


class Refused(Exception):
    """A folder that cannot be served; `problems` says everything that is wrong with it at once."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


@dataclass(frozen=True)
class SetAside:
    """One fault of one row kept out of the ledger. Line counts from 1, as an editor shows it."""

    table: str
    file: str
    line: int
    column: str
    value: str
    code: str
    reason: str
    fix: str
    raw: str


@dataclass(frozen=True)
class Note:
    """One remark about rows that were kept, or about the file they came from."""

    table: str
    file: str
    code: str
    text: str

    def __str__(self) -> str:
        return f"{self.file}: {self.text}" if self.file else self.text


@dataclass(frozen=True)
class Counts:
    """How many rows of one table were read and kept, blank lines apart; read = kept + set_aside."""

    file: str
    read: int
    kept: int
    blank_lines: int = 0

    @property
    def set_aside(self) -> int:
        """Rows kept out of the ledger."""
        return self.read - self.kept


@dataclass(frozen=True)
class Report:
    """What became of every row of a folder; grain of `set_aside` is one fault."""

    counts: dict[str, Counts] = field(default_factory=dict)
    set_aside: tuple[SetAside, ...] = ()
    notes: tuple[Note, ...] = ()

    def with_notes(self, notes: Iterable[Note]) -> "Report":
        """Return the same report with more notes."""
        return replace(self, notes=(*self.notes, *notes))

    def sentences(self) -> list[str]:
        """Return every note as a sentence, rows set aside first."""
        return [*_set_aside_sentences(self.set_aside), *map(str, self.notes)]


def listed(lines: Iterable[int]) -> str:
    """Return line numbers as a reader wants them: the first few, and how many more."""
    numbers = sorted(set(lines))
    shown = ", ".join(map(str, numbers[:SHOWN_LINES]))
    more = len(numbers) - SHOWN_LINES
    word = "line" if len(numbers) == 1 else "lines"
    return f"{word} {shown} and {more:,} more" if more > 0 else f"{word} {shown}"


def rows(count: int, verb: str, plural: str) -> str:
    """Return "1 row has" or "3 rows have" from the two forms of the verb."""
    return f"1 row {verb}" if count == 1 else f"{count:,} rows {plural}"


def _set_aside_sentences(faults: tuple[SetAside, ...]) -> list[str]:
    groups: dict[tuple[str, str, str], list[int]] = {}
    for fault in faults:
        groups.setdefault((fault.file, fault.reason, fault.fix), []).append(fault.line)
    return [_sentence(*key, lines) for key, lines in groups.items()]


def _sentence(file: str, reason: str, fix: str, lines: list[int]) -> str:
    count = len(set(lines))
    it = "it is" if count == 1 else "they are"
    return f"{file}: {rows(count, 'has', 'have')} {reason} ({listed(lines)}); {it} set aside. {fix}"
