"""Says what parsing a column of text gives: values, and a code for each text that could not be read."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import polars as pl

from influencer_roi.model.report import many

Remarks = tuple[tuple[str, str], ...]


NO_CODES = pl.DataFrame(schema={"row": pl.UInt32, "code": pl.String})


@dataclass(frozen=True)
class Parsed:
    """Values of one column, null where there is none.

    `faults` has row (from 0) and code of each text that could not be read, `remarks` are (code, sentence)
    about the whole column.
    """

    values: pl.Series
    faults: pl.DataFrame = field(default_factory=lambda: NO_CODES)
    remarks: Remarks = ()


def faults_of(codes: pl.Series, rows: pl.Series) -> pl.DataFrame:
    """Return the faults of these rows whose code is not null."""
    faults = pl.DataFrame({"row": rows.cast(pl.UInt32), "code": codes.cast(pl.String)})
    return faults.drop_nulls("code")


def coded(rows: pl.Series, code: str) -> pl.DataFrame:
    """Return faults of one code."""
    return rows.cast(pl.UInt32).alias("row").to_frame().with_columns(code=pl.lit(code, pl.String))


def such_as(values: pl.Series, one: str, several: str) -> str:
    """Return "3 values group their digits, such as '1,234'" from the two forms of what they do."""
    count = len(values)
    example = f"'{values[0]}'" if count == 1 else f"such as '{values[0]}'"
    return f"{many(count, f'value {one}', f'values {several}')}, {example}"


def remarks_of(texts: pl.Series, forms: dict[str, tuple[pl.Expr, str, str]]) -> Iterator[tuple[str, str]]:
    """Yield a remark for each form some text has; a form is a condition on "text" and its two wordings."""
    if texts.is_empty():
        return
    odd = texts.to_frame("text").select(condition.alias(code) for code, (condition, *_) in forms.items())
    for code, (_, *wordings) in forms.items():
        if odd[code].any():
            yield code, f"{such_as(texts.filter(odd[code]), *wordings)}."
