"""Says what a text is once it is cut into records, and how each finds its line again."""

import io
from dataclasses import dataclass

import polars as pl

from influencer_roi.intake.read.proof import LONGEST
from influencer_roi.intake.read.sheet import CELL, Raw


@dataclass(frozen=True)
class Records:
    """The records behind a header.

    `rows` has `line` and one text column per cell, of `width` cells; `faults` as a sheet has them. In `bare`
    ones no white space stands around a value. `cut` is the line of the last one where it ends early.
    """

    rows: pl.DataFrame
    faults: pl.DataFrame
    width: int
    raw: Raw
    blank_lines: int = 0
    literal_quotes: int = 0
    cut: int = 0
    bare: bool = False


def cut_note(where: str) -> tuple[str, str]:
    """Return the remark on a file whose last line ends early."""
    text = f"{where} is the last, ends in the middle, and is set aside or read in part"
    return "file_cut_short", f"{text}: the rest of the file may be missing."


def parsed(content: bytes, separator: str, *, skip: int) -> pl.DataFrame:
    """Return `line`, counted on from those skipped, and every cell as text.

    The parser counts, so that no column lies in memory unlike the others and has to be copied for it.
    """
    records = pl.read_csv(
        io.BytesIO(content),
        has_header=False,
        separator=separator,
        infer_schema=False,
        skip_lines=skip,
        row_index_name="line",
        row_index_offset=skip + 1,
    )
    records.columns = ["line", *(f"{CELL}{place}" for place in range(records.width - 1))]
    return records


def too_long(cells: pl.DataFrame) -> pl.Series:
    """Return which rows have a cell longer than any honest one."""
    long = (pl.col(name).str.len_bytes() > LONGEST for name in cells.columns)
    return cells.select(long=pl.any_horizontal(*long).fill_null(value=False))["long"]
