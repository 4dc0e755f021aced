"""Packs the columns rows are told apart by into one whole number: to sort and group by it is much faster."""

from collections.abc import Sequence
from contextlib import closing
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import polars as pl

from influencer_roi.threads import run_all

KEY = "packed"
MOST = 2**63 - 1  # that a number of 64 bits holds
Ints = npt.NDArray[np.integer]
Number = TypeVar("Number", np.integer, np.float64)


def ordered(frame: pl.DataFrame, columns: Sequence[str], *, nulls_last: bool) -> pl.DataFrame:
    """Return rows sorted by columns of days, codes and whole numbers; equal ones stay in their order."""
    key = packed(frame, columns, nulls_last=nulls_last)
    if key is None:
        return frame.sort(columns, nulls_last=nulls_last, maintain_order=True)
    return frame.with_columns(key).sort(KEY, maintain_order=True).drop(KEY)


def grouped(
    parts: Sequence[pl.DataFrame],
    columns: Sequence[str],
    sums: Sequence[str],
    *,
    implied: Sequence[str] = (),
) -> pl.DataFrame:
    """Return one row per group of `columns`, sorted by them, null first, and the sum of each of `sums`.

    Parts have the columns, null where one is lacking, those that are `implied` by them, which are alike in a
    group, and those Float64 of `sums` that they have rows of.
    """
    known = (*columns, *implied)
    keys = pl.concat(
        [part[[name for name in known if name in part.columns]] for part in parts], how="diagonal"
    )
    packing = packed(keys, columns, nulls_last=False)
    if packing is None or keys.is_empty():
        whole = pl.concat(parts, how="diagonal")
        summed = whole.group_by(columns).agg(pl.col(implied).first(), pl.col(sums).sum())
        return summed.sort(columns)
    groups, firsts = _groups(packing.to_numpy())
    found: pl.DataFrame = keys[firsts]
    del keys, packing  # they take as much room as what is summed
    ends = np.cumsum([part.height for part in parts])

    def added(name: str) -> pl.Series:
        there = [at for at, part in enumerate(parts) if name in part.columns]
        if not there:
            return pl.zeros(len(firsts), pl.Float64, eager=True).rename(name)
        rows = [groups[ends[at] - parts[at].height : ends[at]] for at in there]
        amounts = [_filled(parts[at][name], 0.0).to_numpy() for at in there]
        return pl.Series(name, np.bincount(_one(rows), _one(amounts), len(firsts)))

    with closing(run_all(added, sums, rows=len(groups))) as amounts:
        return found.hstack(list(amounts))


def _groups(numbers: Ints) -> tuple[Ints, Ints]:
    """Return the group of each number, in their order, and where the first of each group stands."""
    order = np.argsort(numbers)  # rows of a group are alike in all that is taken of the first
    is_first = np.diff(numbers[order], prepend=numbers[order[0]] - 1) != 0
    groups = np.empty_like(order)
    groups[order] = np.cumsum(is_first) - 1
    return groups, order[is_first]


def _one(parts: list[npt.NDArray[Number]]) -> npt.NDArray[Number]:
    """Return parts as one; that of one is itself."""
    return parts[0] if len(parts) == 1 else np.concatenate(parts)


def packed(frame: pl.DataFrame, columns: Sequence[str], *, nulls_last: bool) -> pl.Series | None:
    """Return the number that orders each row as `columns` do, as KEY; None where 63 bits do not hold it.

    Columns hold days, dictionary codes or whole numbers; of texts there is no such number.
    """
    plain = frame.select(pl.col(columns).to_physical())  # the types of codes cost more to name
    if pl.String in plain.dtypes:
        return None
    numbers, size = np.zeros(frame.height, dtype=np.int64), 1
    for codes in plain:
        low, high = codes.min(), codes.max()
        if not isinstance(low, int) or not isinstance(high, int):
            continue
        least, most = (low, high + 1) if nulls_last else (low - 1, high)
        size *= most - least + 1
        if size > MOST:
            return None
        numbers *= most - least + 1
        numbers += _filled(codes.cast(pl.Int64), most if nulls_last else least).to_numpy()
        numbers -= least
    return pl.Series(KEY, numbers)


def _filled(numbers: pl.Series, value: float) -> pl.Series:
    """Return numbers with a value for null; to ask whether there is any costs next to nothing."""
    return numbers.fill_null(value) if numbers.null_count() else numbers
