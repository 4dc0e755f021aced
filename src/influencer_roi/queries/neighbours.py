"""Puts neighbouring rows that are too small to show together, as "Nano and Micro"."""

from collections.abc import Sequence

import polars as pl

AND = " and "


def together(
    rows: pl.DataFrame, people: Sequence[int], *, by: str, least: int
) -> tuple[pl.DataFrame, pl.Series]:
    """Return rows in which neighbours with fewer than `least` people are one, and how many each then has.

    Rows without people stay by themselves, and so do the small ones where they are too few even together. The
    values of `by` become texts; all else is summed, null where every part is.
    """
    numbers = pl.Series("number", _numbers(people, least), pl.Int64)
    sums = [pl.when(pl.col(name).count() > 0).then(pl.col(name).sum()) for name in rows.columns if name != by]
    joined = (
        rows.with_columns(numbers, pl.col(by).cast(pl.String), pl.Series("of people", people, pl.Int64))
        .group_by("number", maintain_order=True)
        .agg(pl.col(by).str.join(AND), *sums, pl.col("of people").sum())
    )
    return joined.select(rows.columns), joined["of people"]


def comparable(labels: Sequence[str], order: Sequence[str]) -> dict[str, str]:
    """Return for each label of several answers the one it is part of where all of them stand side by side.

    Where one answer has "a and b" and another "b and c", both are "a and b and c". `order` is that of parts.
    """
    groups: list[set[str]] = []
    for label in labels:
        mine = set(parts(label))
        sharing = [group for group in groups if group & mine]
        groups = [*(group for group in groups if not group & mine), mine.union(*sharing)]
    named = {part: AND.join(sorted(group, key=order.index)) for group in groups for part in group}
    return {label: named[parts(label)[0]] for label in labels}


def parts(label: str) -> list[str]:
    """Return the values that a row stands for."""
    return label.split(AND)


def _numbers(people: Sequence[int], least: int) -> list[int]:
    """Return the number of the row that each row becomes part of; small ones left over join the last."""
    found = [*range(len(people))]
    small: list[int] = []
    last: list[int] = []
    for row, count in enumerate(people):
        if not count:
            continue
        small.append(row)
        if sum(people[one] for one in small) >= least:
            last, small = small, []
            for one in last:
                found[one] = last[0]
    for one in small:
        found[one] = last[0] if last else one
    return found
