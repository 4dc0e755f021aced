"""Writes what a format, or a mapping, says of a status in front of it, for every file's rules to read."""

from collections.abc import Collection

import polars as pl

LEFT_OUT = "left out: "
WAITS = "pending: "


def _folded(text: pl.Expr) -> pl.Expr:
    """Return a status in small letters, its words apart by one blank."""
    return text.str.to_lowercase().str.replace_all(r"[\s_-]+", " ").str.strip_chars()


def restated(statuses: pl.Series, *, left_out: Collection[str], pending: Collection[str] = ()) -> pl.Series:
    """Return statuses with what becomes of their rows in front of those that leave out or wait.

    What is said of a status later, as a mapping does of a format's, stands for what was said before.
    """
    bare = pl.col("status").str.strip_prefix(LEFT_OUT).str.strip_prefix(WAITS)
    word = _folded(bare)
    stated = (
        pl.when(word.is_in(_words(left_out)))
        .then(pl.lit(LEFT_OUT) + bare)
        .when(word.is_in(_words(pending)))
        .then(pl.lit(WAITS) + bare)
        .otherwise("status")
    )
    return statuses.to_frame("status").select(stated.alias("status"))["status"]


def _words(words: Collection[str]) -> list[str]:
    texts = pl.Series("word", list(words), dtype=pl.String)
    return texts.to_frame().select(_folded(pl.col("word"))).to_series().to_list()
