"""Says what parsing a column of text gives: values, and a code where there is none."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True)
class Parsed:
    """Values of one column beside a code for each text that could not be read.

    `reasons` says in words what each code means; `remarks` are (code, sentence) about the whole column.
    """

    values: pl.Series
    codes: pl.Series
    reasons: Mapping[str, str]
    remarks: tuple[tuple[str, str], ...] = ()
