"""Finds the header of a text file: on which line it stands, and what separates its columns."""

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice

from influencer_roi.intake.exports import refuse_export
from influencer_roi.intake.read.merged_cells import Spans
from influencer_roi.intake.read.sheet import Remarks
from influencer_roi.model.headers import described, known_headers
from influencer_roi.model.report import refusal
from influencer_roi.model.schema import Table
from influencer_roi.settings import CURRENCY

Needs = Callable[[str], bool]  # whether a header is of a column that is read
SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
PREAMBLE = 10
HEAD, LINES = 1 << 18, 64  # bytes and lines of a file among which its header is
BLANK = ' \t,;|"'
_MOST_LINES = 30  # above the header of an export: its title, and lines that begin with #
_ENOUGH = 2
_SHOWN = 120
_MOST_NAMES = 2  # of columns in one cell: as it is written, and without the unit behind it
_DATA = re.compile(r"[0-9]{3}|://|@")  # what values hold, and names of columns do not


@dataclass(frozen=True)
class Header:
    """The header: its cells, its first physical line and the next record's (from 1), and the separator."""

    cells: tuple[str, ...]
    line: int
    next_line: int
    separator: str

    @property
    def remarks(self) -> Remarks:
        """What is unusual about it."""
        if self.separator == ",":
            return ()
        return (("separator", f"the columns are separated by {SEPARATORS[self.separator]}s."),)


@dataclass(frozen=True)
class Looked:
    """How a header is found: among lines of text, and by how many columns a row of cells names.

    `needs` says which headers are of a column that is read, `stems` how the sheet of a workbook may begin
    that is meant.
    """

    header_of: Callable[[Sequence[str], str], Header]
    named: Callable[[Sequence[str]], int]
    needs: Needs = lambda _: True
    stems: tuple[str, ...] = ()
    spans: Spans = lambda _: None


def find_header(lines: Sequence[str], table: Table, file: str, currency: str = CURRENCY) -> Header:
    """Return the record among the first eleven that names most of a table's columns.

    `lines` are the first physical lines of the file, without their ends.

    Raises:
        Refused: there is nothing but blanks, or no line that names columns.
    """
    candidates = [
        one for separator in SEPARATORS for one in islice(_candidates(lines, separator), PREAMBLE + 1)
    ]
    if not any(line.strip(BLANK) for line in lines):
        raise refusal(
            "no_header", file, "there is nothing but blanks. Export it again, with a header and rows."
        )

    best, most = candidates[0], -1
    for one in candidates:
        if _MOST_NAMES * len(one.cells) < most:
            continue
        named = len(known_headers(table, one.cells, currency))
        if (named, -one.line) > (most, -best.line):
            best, most = one, named
    if most < _ENOUGH:
        for one in candidates:
            refuse_export(one.cells, table, file, currency)
        top = max(candidates, key=lambda one: (len(one.cells), -one.line))
        if _names_columns(top.cells):
            raise refusal("missing_column", file, described(table, top.cells, currency))
        wanted = ", ".join(column.name for column in table.columns if column.required)
        first = next(line for line in lines if line.strip())
        text = f"no line names the columns; the first is '{first[:_SHOWN]}'. Put a header on top: {wanted}."
        raise refusal("header_not_found", file, text)
    return best


def first_header(lines: Sequence[str], is_one: Callable[[Sequence[str]], bool]) -> Header | None:
    """Return the first record among the first lines that is the header somebody looks for, None without."""
    found = [
        next((one for one in islice(_candidates(lines, separator), _MOST_LINES) if is_one(one.cells)), None)
        for separator in SEPARATORS
    ]
    return min(filter(None, found), key=lambda one: (one.line, -len(one.cells)), default=None)


def _names_columns(cells: Sequence[str]) -> bool:
    """Return whether cells may be names of columns: several, each of them other words than the rest."""
    return (
        len(cells) >= _ENOUGH
        and len({cell.casefold() for cell in cells}) == len(cells)
        and all(any(letter.isalpha() for letter in cell) and not _DATA.search(cell) for cell in cells)
    )


def _candidates(lines: Sequence[str], separator: str) -> Iterator[Header]:
    """Yield the records that are not blank, as a header each."""
    reader = csv.reader((f"{line}\n" for line in lines), delimiter=separator)
    done = 0
    with suppress(csv.Error):
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield Header(tuple(cell.strip() for cell in cells), done + 1, reader.line_num + 1, separator)
            done = reader.line_num
