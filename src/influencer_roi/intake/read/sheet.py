"""Says what a table is before its cells have types: texts, each with the line it stands on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import polars as pl

from influencer_roi.model.calendar import EXCEL_ZERO, EXCEL_ZERO_OF_MACS
from influencer_roi.model.parts import Part
from influencer_roi.settings import CURRENCY

CELL = "cell_"
FAULTS = pl.Schema({"line": pl.UInt32, "column": pl.String, "value": pl.String, "code": pl.String})
NO_FAULTS = pl.DataFrame(schema=FAULTS)  # made once: a frame of nothing costs as much as a question
Remarks = tuple[tuple[str, str], ...]
_NOTHING = pl.lit("")
_SERIALS = 10_000, 79_999  # and no number that is a date in digits


# Gives the record that begins on each line (or row, from 1, where a file has no lines) as it stands there.
Raw = Callable[[Sequence[int]], list[str]]


@dataclass(frozen=True)
class Sheet:
    """A table as text.

    `rows` has one row per sound record: `line` (its first physical line, from 1) and one text column per
    header, `cell_0` onwards. `faults` has line, column, value and code of records that are no rows:
    misshapen, unreadable, too long. `raw` finds any record by its line. `blanks` are
    the only white space that can stand around a value, None where any can; `lacks` are texts that no
    cell has. The cells of `numeric` columns, by place, were numbers: a dot in them is a decimal point.
    `parts` are the files of a table that is in several: lines count on from one to the next. `currency` is
    that of amounts, which headers may name. `origins` is {file: {column: their header}} of files whose
    columns were computed from others, `totalless` are files from which totals were taken out. Where day
    numbers count `from_1904`, whoever reads a column as days reads `usual_serials` of it.
    """

    file: str
    sha256: str
    headers: tuple[str, ...]
    rows: pl.DataFrame
    raw: Raw
    faults: pl.DataFrame = field(default_factory=lambda: NO_FAULTS)
    blank_lines: int = 0
    remarks: Remarks = ()
    decimal_comma: bool = False
    parts: tuple[Part, ...] = ()
    blanks: tuple[str, ...] | None = None
    lacks: tuple[str, ...] = ()
    numeric: frozenset[int] = frozenset()
    currency: str = CURRENCY
    origins: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    totalless: frozenset[str] = frozenset()
    from_1904: bool = False

    def cells(self, header: str) -> pl.Series:
        """Return the cells under a header, null where the sheet has no such."""
        if header not in self.headers:
            return pl.repeat(None, self.rows.height, dtype=pl.String, eager=True).rename(header)
        return self.rows[f"{CELL}{self.headers.index(header)}"].rename(header)

    @property
    def converted(self) -> bool:
        """Whether all of it was computed from other columns, so that it has those its form gives."""
        return {*self.origins} >= {part.file for part in self.parts or (Part(self.file, 0),)}

    @property
    def read(self) -> int:
        """How many records the file has, blank ones apart."""
        return self.rows.height + self.faults.height


def usual_serials(cells: pl.Series) -> pl.Series:
    """Return cells in which day numbers that count from 1904 count as those of other workbooks do."""
    days = cells.cast(pl.Float64, strict=False)
    later = (days + (EXCEL_ZERO_OF_MACS - EXCEL_ZERO).days).cast(pl.String).str.strip_suffix(".0")
    return later.zip_with(days.is_between(*_SERIALS).fill_null(value=False), cells).alias(cells.name)


def faults_of_rows(
    rows: pl.DataFrame, code: str, column: str = "", value: pl.Expr = _NOTHING
) -> pl.DataFrame:
    """Return a fault of one code for each of these rows, in a column or in all of the row."""
    return rows.select("line", column=pl.lit(column), value=value, code=pl.lit(code))


def without_header_again(sheet: Sheet) -> Sheet:
    """Return a sheet without the rows that are its header again, each of which is a fault."""
    name = sheet.headers[0]
    likely = sheet.rows.filter(pl.col(f"{CELL}0").is_in([name, name.upper(), name.lower()]))
    if likely.is_empty():
        return sheet
    same = pl.all_horizontal(
        pl.col(f"{CELL}{place}").fill_null("").str.strip_chars().str.to_lowercase()
        == header.strip().casefold()
        for place, header in enumerate(sheet.headers)
    )
    again = faults_of_rows(likely.filter(same), "repeated_header")
    return replace(
        sheet,
        rows=sheet.rows.join(again, on="line", how="anti", maintain_order="left"),
        faults=pl.concat([sheet.faults, again]).sort("line"),
    )
