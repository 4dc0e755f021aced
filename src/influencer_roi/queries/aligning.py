"""Sets the rows of one question beside those of another that have the same value."""

from collections.abc import Sequence

import numpy as np
import polars as pl

from influencer_roi.ledger.cubes import Floats, Ints

NOWHERE = -1
FEW = 1_000  # rows that are set beside each other one by one
_CODES = (pl.UInt8, pl.UInt16, pl.UInt32)


def rows_in(rows: pl.DataFrame, others: pl.DataFrame, *, by: Sequence[str]) -> Ints:
    """Return for each row which of the `others` has its values of `by`, NOWHERE where none; `others` differ.

    Nothing is a value like others; texts are those of codes.
    """
    if rows.height + others.height <= FEW:
        return _by_value(rows, others, by)
    if len(by) == 1 and (codes := others[by[0]].to_physical()).dtype in _CODES:
        return _by_code(rows[by[0]], others[by[0]], codes)
    numbered = others.select(by).with_row_index("row")
    texts = rows.select(by).cast({name: others.schema[name] for name in by})
    found = texts.join(numbered, on=by, how="left", nulls_equal=True, maintain_order="left", validate="m:1")[
        "row"
    ]
    return found.cast(pl.Int64).fill_null(NOWHERE).to_numpy()


def side_by_side(first: pl.DataFrame, second: pl.DataFrame, *, by: str) -> tuple[pl.Series, Ints, Ints]:
    """Return the values of `by` of both, those of the first in front, and the row of each in either."""
    matching = rows_in(first, second, by=[by])
    alone = np.ones(second.height, dtype=np.bool_)
    alone[matching[matching != NOWHERE]] = False
    late = np.flatnonzero(alone)
    rows = np.arange(first.height)
    if not len(late):
        return first[by], rows, matching
    values = pl.concat([first[by], second[by][late]])
    return values, np.append(rows, np.full(len(late), NOWHERE)), np.append(matching, late)


def taken(amounts: Floats, rows: Ints) -> Floats:
    """Return the amount of each row, NaN for NOWHERE."""
    if not len(amounts):
        return np.full(len(rows), np.nan)
    return np.where(rows == NOWHERE, np.nan, amounts[rows])


def filled(amounts: Floats, other: float) -> Floats:
    """Return the amounts, and the other one where nobody can tell."""
    return np.where(np.isnan(amounts), other, amounts)


def _by_value(rows: pl.DataFrame, others: pl.DataFrame, by: Sequence[str]) -> Ints:
    """Return the same for few rows, one by one: a query of Polars takes longer to start."""
    known, wanted = (zip(*(one[name].to_list() for name in by), strict=True) for one in (others, rows))
    row_of = {values: number for number, values in enumerate(known)}
    return np.array([row_of.get(values, NOWHERE) for values in wanted], dtype=np.intp)


def _by_code(values: pl.Series, others: pl.Series, codes: pl.Series) -> Ints:
    """Return rows by dictionary code: what one ledger has in a column has one dictionary."""
    sought = values.to_physical()
    if sought.dtype not in _CODES:
        sought = values.cast(others.dtype).to_physical()
    largest = max((code for code in (codes.max(), sought.max()) if isinstance(code, int)), default=0)
    rows = np.full(largest + 2, NOWHERE, dtype=np.intp)
    rows[_numbers(codes, largest + 1)] = np.arange(len(codes))
    return rows[_numbers(sought, largest + 1)]


def _numbers(codes: pl.Series, nothing: int) -> Ints:
    """Return codes as numbers, `nothing` for null."""
    return (codes.cast(pl.UInt32).fill_null(nothing) if codes.null_count() else codes).to_numpy()
