"""Says what a text is once it is cut into records, and how each finds its line again."""

import io
from dataclasses import dataclass

import polars as pl

from influencer_roi.data.read.sheet import CELL, Raw

LONGEST_CELL = 64 * 1024


@dataclass(frozen=True)
class Records:
    """The records behind a header.

    `rows` has `line` and one text column per cell, of `width` cells; `faults` as a sheet has them.
    """

    rows: pl.DataFrame
    faults: pl.DataFrame
    width: int
    raw: Raw
    blank_lines: int = 0
    literal_quotes: int = 0


def parsed(content: bytes, separator: str, *, skip: int) -> pl.DataFrame:
    """Return every cell as text."""
    return pl.read_csv(
        io.BytesIO(content),
        has_header=False,
        separator=separator,
        infer_schema=False,
        skip_lines=skip,
    ).rename(lambda name: name.replace("column_", CELL))


def too_long(cells: pl.DataFrame) -> pl.Series:
    """Return which rows have a cell longer than any honest one."""
    return cells.select(
        pl.any_horizontal(pl.all().str.len_bytes() > LONGEST_CELL).fill_null(value=False)
    ).to_series()
