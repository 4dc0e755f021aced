"""Holds what the desk where data is published shows: values, worked out before anything is drawn."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from influencer_roi.model.report import Report
from influencer_roi.queries.versions.compared import Compared
from influencer_roi.store.upload import Way

FILES, COLUMNS, ROWS, CHANGES, PUBLISH = range(1, 6)
AS_FORMAT = "as-format"  # in place of a header: what the known format takes
NOT_HERE = "not-here"  # in place of a header: the file has no such column
LEAVE_OUT = "none"  # in place of a table: the file is not read


@dataclass(frozen=True)
class Line:
    """One column of ours: what it is taken from, three cells of that, how it is read.

    `header` is what is chosen among the file's, empty where nothing is; `as_format` says in words what a
    known format takes instead. `asks` says that the reader has to choose; `candidates` are headers with what
    speaks for them, the suggested one first if any. One that is `needed` cannot be left away; a `further` one
    few files have, and this has not under a name we know.
    """

    ours: str
    header: str = ""
    as_format: str = ""
    cells: tuple[str, ...] = ()
    how: str = ""
    asks: bool = False
    needed: bool = False
    further: bool = False
    candidates: tuple[tuple[str, tuple[str, ...], str, bool], ...] = ()


@dataclass(frozen=True)
class Sheet:
    """A file that was brought, or a sheet of it: which table it is, as which format it is read, its columns.

    `table` is empty where nobody can tell. `page` is the sheet's own name, empty of a file of one.
    `remembered` says that its columns were chosen before, `refused` that it is not the format it seems to
    be, `is_mapped` that a mapping that was brought says how it is read; a sheet that is `read_anyway` is not
    to be left out by itself.
    """

    name: str
    table: str
    headers: tuple[str, ...]
    form: str = ""
    lines: tuple[Line, ...] = ()
    remembered: bool = False
    refused: bool = False
    file: str = ""
    page: str = ""
    read_anyway: bool = False
    is_mapped: bool = False

    @property
    def asks(self) -> int:
        """How many things the reader has to say of it."""
        return sum(line.asks for line in self.lines) + (not self.table)


@dataclass(frozen=True)
class Code:
    """A code that is nobody's: how many orders name it, their revenue, and whose it is to be, if chosen."""

    code: str
    orders: float | None
    revenue: float | None
    who: str = ""


@dataclass(frozen=True)
class Seen:
    """What one upload is at one moment.

    `live` says in words what is live, `number` is what the next version will be called. `heads` are the first
    rows by table, `odd` rows by the note they are about; `people` are (id, name) of influencers, for `codes`
    that are nobody's. `state` is that of the build, `doing` and `done` how far it is; `problems` are why not.
    `message` is what came of the last act.
    """

    live: str = ""
    number: int = 1
    upload: str = ""
    way: Way = Way.ALONE
    can_add: bool = False
    step: int = FILES
    files: tuple[tuple[str, int], ...] = ()
    sheets: tuple[Sheet, ...] = ()
    mapping: str = ""
    remember: bool = True
    state: str = "idle"
    doing: str = ""
    done: float = 0.0
    problems: tuple[str, ...] = ()
    report: Report | None = None
    heads: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    odd: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    codes: tuple[Code, ...] = ()
    people: tuple[tuple[str, str], ...] = ()
    change: Compared | None = None
    message: str = ""
    published: int = 0
    sees_customers: bool = True

    @property
    def asks(self) -> int:
        """How many things the reader has to say before rows can be read."""
        return sum(sheet.asks for sheet in self.sheets)

    @property
    def is_read(self) -> bool:
        """Whether the rows are read."""
        return self.report is not None
