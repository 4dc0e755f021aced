"""Takes frames of any kind, and calls the loaders that give them."""

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, cast

import narwhals as nw
import polars as pl
from narwhals.typing import IntoFrame

from influencer_roi.model.report import refusal

Loader = Callable[[], Mapping[str, IntoFrame]]


def load_source(named: str) -> dict[str, pl.DataFrame]:
    """Return the frames a loader gives, by table name; `named` is package.module:function.

    The function takes nothing and returns a mapping of influencers, posts, orders and payouts to frames of
    pandas, Polars, PyArrow, or whatever else narwhals reads.

    Raises:
        Refused: there is no such function, it raised, or what it gave are no frames.
    """
    loader = _found(named)
    try:
        given = loader()
    except Exception as error:  # somebody else's code: whatever it raises is its answer
        text = f"the function raised {type(error).__name__}: {error}. Fix it, or its connection."
        raise refusal("source_failed", named, text) from error
    if not isinstance(given, Mapping):
        text = f"the function gave {type(given).__name__}. Give a mapping of table names to frames."
        raise refusal("source_failed", named, text)
    return {str(name): as_polars(frame, f"{named}, {name}") for name, frame in given.items()}


def as_polars(frame: object, name: str) -> pl.DataFrame:
    """Return a frame of pandas, Polars, PyArrow or whatever else narwhals reads as one of Polars.

    Raises:
        Refused: it is no frame.
    """
    try:
        read = nw.from_native(cast("IntoFrame", frame))
    except TypeError:
        text = f"this is {type(frame).__name__}, no frame. Give one of pandas, Polars or PyArrow."
        raise refusal("source_failed", name, text) from None
    whole = read.collect() if isinstance(read, nw.LazyFrame) else read
    if not whole.implementation.is_pandas_like():
        return whole.to_polars()
    return pl.DataFrame({str(column): _series(whole[column]) for column in whole.columns})


def _series(column: nw.Series[Any]) -> pl.Series:
    """Return a pandas column; one of mixed types becomes text."""
    if column.dtype != nw.Object:
        return column.to_polars()
    texts = [None if value is None or value != value else str(value) for value in column.to_list()]  # noqa: PLR0124
    return pl.Series(texts, dtype=pl.String)


def _found(named: str) -> Loader:
    module, _, function = named.partition(":")
    if str(Path.cwd()) not in sys.path:
        sys.path.insert(0, str(Path.cwd()))
    try:
        found = getattr(import_module(module), function)
    except (ImportError, AttributeError, ValueError) as error:
        text = f"there is no such function ({error}). Name package.module:function, importable from here."
        raise refusal("source_failed", named, text) from None
    if not callable(found):
        raise refusal("source_failed", named, "this is no function. Name package.module:function.")
    return cast("Loader", found)
