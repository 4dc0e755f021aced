"""Holds what a load has to say: rows set aside, notes, and why a folder is refused."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field, fields, replace
from typing import TypeVar

import numpy as np
import polars as pl

from influencer_roi.model.notation import grouped
from influencer_roi.model.outcomes import FAULTS, FORM_NOTES, INTERNAL, NOTES, REFUSALS
from influencer_roi.model.parts import Part
from influencer_roi.model.ways_out import WAYS_OUT
from influencer_roi.settings import CURRENCY

Given = TypeVar("Given")
SHOWN_LINES = 5
_INTERNALS = re.compile(r"""(?:^|[\s'"(=])(?:/|[A-Za-z]:\\|\\\\)\S|://|influencer-roi |\bpip |\B--[a-z]""")
SHOWN_VALUE = 200
_WHERE = {"table": pl.String, "file": pl.String, "sha256": pl.String, "line": pl.Int64}
LEFT_OUT = pl.Schema({**_WHERE, "why": pl.String, "money": pl.Float64, "raw": pl.String})
UNOWNED = pl.Schema({"code": pl.String, "orders": pl.Float64, "revenue": pl.Float64})


@dataclass(frozen=True)
class Problem:
    """Why something cannot be served: the code, the file or folder, and what to do about it in words.

    `shown` is the text for readers of the pages, where `text` has what only who runs the server may know.
    """

    code: str
    place: str
    text: str
    shown: str = field(default="", compare=False)

    def __str__(self) -> str:
        return f"{self.place}: {self.text}" if self.place else self.text

    @property
    def for_readers(self) -> str:
        """What whoever reads the pages may know: file names, but no path, command, address or version."""
        if not self.shown and (self.code in INTERNAL or _INTERNALS.search(self.text)):
            reason = REFUSALS[self.code]
            return f"{reason[0].upper()}{reason[1:]}. The log of the server says more."
        name = re.split(r"[/\\]", self.place)[-1]
        words = self.shown or self.text
        return f"{name}: {words}" if name else words


class Refused(Exception):
    """What cannot be served; `problems` says everything that is wrong at once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


def refusal(code: str, place: str, text: str, *, shown: str = "") -> Refused:
    """Return the exception for one problem; `shown` is what readers of the pages are told instead."""
    if code not in REFUSALS:
        raise AssertionError(f"'{code}' is no refusal; declare it in model/outcomes.py")
    return Refused([Problem(code, place, text, shown)])


def or_refused(read: Callable[[], Given]) -> Given | Refused:
    """Return what is read, or why it is refused, to be said with all else that is."""
    try:
        return read()
    except Refused as refused:
        return refused


@dataclass(frozen=True)
class SetAside:
    """One fault of one row kept out of the ledger. Line counts from 1, as an editor shows it."""

    table: str
    file: str
    sha256: str
    line: int
    column: str
    value: str
    code: str
    reason: str
    fix: str
    raw: str


SET_ASIDE = pl.Schema({one.name: pl.Int64 if one.name == "line" else pl.String for one in fields(SetAside)})


@dataclass(frozen=True)
class Note:
    """One remark about rows that were kept, or about the file they came from."""

    table: str
    file: str
    code: str
    text: str

    def __post_init__(self) -> None:
        if self.code not in NOTES:
            raise AssertionError(f"'{self.code}' is no note; declare it in model/outcomes.py")

    @property
    def of_form(self) -> bool:
        """Whether this is about how the file was read, and leaves no figure in doubt."""
        return self.code in FORM_NOTES

    @property
    def way_out(self) -> str:
        """What to do about it; empty where no figure is in doubt, or the text says it."""
        way_out = WAYS_OUT.get(self.code, "")
        return "" if way_out in self.text else way_out

    def __str__(self) -> str:
        return f"{self.file}: {self.text}" if self.file else self.text


@dataclass(frozen=True)
class Money:
    """The sums of a money column: of rows kept, of rows set aside, and how many cells no one can read.

    `left_out` are those of rows left out, and what was refunded of rows kept.
    """

    column: str = ""
    kept: float = 0.0
    set_aside: float = 0.0
    unreadable: int = 0
    left_out: float = 0.0

    @property
    def whole(self) -> float:
        """The sum of every cell that can be read."""
        return self.kept + self.set_aside + self.left_out


@dataclass(frozen=True)
class Counts:
    """How many rows of one table were read and kept, blank lines apart; read = kept + set_aside + left_out.

    `parts` are its files where there are several.
    """

    file: str
    read: int
    kept: int
    blank_lines: int = 0
    sha256: str = ""
    money: Money = Money()
    left_out: int = 0
    parts: tuple[Part, ...] = ()

    @property
    def set_aside(self) -> int:
        """Rows kept out of the ledger because of a fault."""
        return self.read - self.kept - self.left_out


@dataclass(frozen=True)
class Report:
    """What became of every row of a folder; `faults` has one row per fault, columns as SET_ASIDE.

    `left_out` has one row per row that earned nothing, columns as LEFT_OUT; orders that stay where they lie
    are only counted. `unowned` has one row per code that is nobody's, most orders first, columns as UNOWNED.
    All amounts are in `currency`.
    """

    counts: dict[str, Counts] = field(default_factory=dict)
    faults: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=SET_ASIDE))
    notes: tuple[Note, ...] = ()
    left_out: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=LEFT_OUT))
    unowned: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=UNOWNED))
    currency: str = CURRENCY

    @property
    def set_aside(self) -> Iterator[SetAside]:
        """Every fault, by table and line."""
        return (SetAside(*fault) for fault in self.faults.iter_rows())

    def with_notes(self, notes: Iterable[Note]) -> "Report":
        """Return the same report with more notes."""
        return replace(self, notes=(*self.notes, *notes))

    def sentences(self) -> list[str]:
        """Return every note as a sentence, rows set aside first."""
        return [*_set_aside_sentences(self.faults), *map(str, self.notes)]

    def doubts(self) -> list[str]:
        """Return what a reader of the figures should know, as sentences: all but how files were read."""
        return [*_set_aside_sentences(self.faults), *(str(one) for one in self.notes if not one.of_form)]

    def as_json(self) -> dict[str, object]:
        """Return counts and notes as plain values; the faults go with `faults`."""
        return {
            "tables": {name: asdict(one) for name, one in self.counts.items()},
            "notes": [asdict(note) for note in self.notes],
        }


def listed(lines: Iterable[int] | pl.Series) -> str:
    """Return line numbers as a reader wants them: the first few, and how many more."""
    numbers = np.unique(lines if isinstance(lines, pl.Series) else [*lines])
    shown = ", ".join(map(str, numbers[:SHOWN_LINES]))
    more = len(numbers) - SHOWN_LINES
    word = "line" if len(numbers) == 1 else "lines"
    return f"{word} {shown} and {grouped(more)} more" if more > 0 else f"{word} {shown}"


def lines_in(text: str) -> list[int]:
    """Return the line numbers a sentence shows, as `listed` words them."""
    found = re.search(r"\blines? ([0-9]+(?:, [0-9]+)*)", text)
    return [int(one) for one in found[1].split(", ")] if found else []


def where(lines: pl.Series | None) -> str:
    """Return where rows are, in brackets; nothing where they were only counted."""
    return "" if lines is None else f" ({listed(lines)})"


def many(count: int, one: str, several: str) -> str:
    """Return "1 cell holds" or "3 cells hold" from what one is and what several are."""
    return f"1 {one}" if count == 1 else f"{grouped(count)} {several}"


def rows(count: int, verb: str, plural: str) -> str:
    """Return "1 row has" or "3 rows have" from the two forms of the verb."""
    return many(count, f"row {verb}", f"rows {plural}")


def _set_aside_sentences(faults: pl.DataFrame) -> list[str]:
    kinds = faults.group_by("file", "reason", "code", maintain_order=True).agg(pl.col("line").unique().sort())
    return [_sentence(*kind) for kind in kinds.iter_rows()]


def _sentence(file: str, reason: str, code: str, lines: list[int]) -> str:
    count = len(lines)
    it = "it is" if count == 1 else "they are"
    return (
        f"{file}: {rows(count, 'has', 'have')} {reason} ({listed(lines)}); {it} set aside. {FAULTS[code].fix}"
    )
