"""Answers what is asked of a selection in measures, grouped in any way.

What is asked by influencer, campaign and the like comes from the sums of each place, what is asked by date
from those of each day; by post, or by day and something else, rows are read. This module groups numbers, and
gives names to what it found.
"""

import math
from collections.abc import Callable, Sequence

import numpy as np
import polars as pl

from influencer_roi.filters import Filters
from influencer_roi.ledger.cubes import Cube, Floats, add
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.memo import MemoSize, memo
from influencer_roi.ledger.spend import DUST, SPENT
from influencer_roi.model.dimensions import DATES, DIMENSIONS
from influencer_roi.queries.attributes import PERSON
from influencer_roi.queries.cubes import daily
from influencer_roi.queries.cuts import Measures, Who, bounds, has_many, rows_of, sums_by_day, sums_by_tuple
from influencer_roi.queries.neighbours import together
from influencer_roi.queries.numbering import POST, Codes, codes_of, compact, day_codes, joined, post_codes

TIER = "tier"
OF_DATES = frozenset(key for key, one in DIMENSIONS.items() if one.columns == ("date",))
KEPT_GROUPS = MemoSize(64, least=10)

Groups = tuple[list[pl.Series], Measures]


def summed(
    ledger: Ledger, filters: Filters, *, by: Sequence[str], measures: Sequence[str], who: Who
) -> pl.DataFrame:
    """Return one row per combination of values of `by` that has entries, in order, with sums of measures.

    Nulls come last. A measure the files do not have is null, and so is spend that readers may not see.
    """
    rows = _summed(ledger, filters, by=by, measures=measures, who=who)
    return _shown(ledger, filters, rows, by=by)


def _summed(
    ledger: Ledger, filters: Filters, *, by: Sequence[str], measures: Sequence[str], who: Who
) -> pl.DataFrame:
    group = _grouped if POST in by else _groups  # those of posts are too long to keep
    columns, sums = group(ledger, filters, tuple(by), who)
    return _frame(ledger, columns, measures, sums.__getitem__)


@memo(KEPT_GROUPS)
def _groups(ledger: Ledger, filters: Filters, by: tuple[str, ...], who: Who) -> Groups:
    return _grouped(ledger, filters, by, who)


def _grouped(ledger: Ledger, filters: Filters, by: tuple[str, ...], who: Who) -> Groups:
    """Return the combinations of values of `by` that have entries, in order, and the sums of each."""
    codes, amounts = _cells(ledger, filters, by, who)
    shape = [len(values) for values, _ in codes]
    found, groups = compact(joined([of for _, of in codes], shape), math.prod(shape))
    numbers = (found,) if len(shape) == 1 else np.unravel_index(found, shape)
    columns = [values[places] for (values, _), places in zip(codes, numbers, strict=True)]
    return columns, Measures(lambda name: add(groups, amounts(name), len(found)))


def periods(ledger: Ledger, filters: Filters, *, by: str, measures: Sequence[str], who: Who) -> pl.DataFrame:
    """Return one row per value of `by`, of dates, the selected days have, in order, with sums of measures.

    Where nothing happened sums are 0. What has no day comes last, where it is selected.
    """
    values, codes = day_codes(ledger, by)
    first, last = bounds(ledger, filters)
    chosen = np.unique(codes[first:last])
    sums = sums_by_day(ledger, filters, who)
    groups = codes[sums.numbers]
    rows = _frame(
        ledger,
        [values[chosen]],
        measures,
        lambda name: add(groups, sums.measures[name], len(values))[chosen],
    )
    return _shown(ledger, filters, rows, by=(by,))


def whole(ledger: Ledger, filters: Filters, *, measures: Sequence[str], who: Who) -> dict[str, Floats]:
    """Return the one sum of each measure over a selection, NaN where the files do not have it.

    So is spend that readers may not see.
    """
    columns = filters.columns() - {DATES.column}
    # Where no roll-up by day is shorter than entries, the sums of places are, which others ask for too.
    longer = daily(ledger, columns) is ledger.cubes.finest and not has_many(ledger)
    sums = (sums_by_tuple if longer else sums_by_day)(ledger, filters, who).measures
    hidden = ledger.unmeasured | _hidden(ledger, filters, measures)
    return {
        name: np.full(1, np.nan) if name in hidden else exact(name, sums[name].sum(keepdims=True))
        for name in measures
    }


def _hidden(ledger: Ledger, filters: Filters, measures: Sequence[str]) -> frozenset[str]:
    """Return the measures of a selection that readers may not see: spend, where it went to too few."""
    spent = frozenset(SPENT).intersection(measures)
    if ledger.audience.sees_payouts or not spent:
        return frozenset()
    people = paid_people(ledger, filters)["people"].item()
    return frozenset() if people >= ledger.audience.least_paid else spent


def counts(ledger: Ledger, filters: Filters, *, of: str, by: str | None = None) -> pl.DataFrame:
    """Return how many values of `of` there are, organic orders apart: one row, or one per value of `by`."""
    if by is None:
        found = summed(ledger, filters, by=(of,), measures=(), who=Who.INFLUENCERS)[of]
        return pl.DataFrame({"count": [found.count()]}, schema={"count": pl.UInt32})
    ((values, groups), (others, members)), _ = _cells(ledger, filters, (by, of), Who.INFLUENCERS)
    pairs = joined((groups, members), (len(values), len(others)))
    different, _ = compact(pairs, len(values) * len(others))
    numbers = np.bincount(different // len(others))
    present = np.flatnonzero(numbers)
    return pl.DataFrame([values[present].alias(by), pl.Series("count", numbers[present])])


def paid_people(ledger: Ledger, filters: Filters, *, by: Sequence[str] = ()) -> pl.DataFrame:
    """Return one row per combination of values of `by`: how many `people` its spend went to."""
    paid = _summed(
        ledger, filters, by=tuple(dict.fromkeys((*by, PERSON))), measures=("spend",), who=Who.INFLUENCERS
    ).filter(pl.col("spend") > 0)
    return paid.group_by(by).agg(people=pl.len()) if by else paid.select(people=pl.len())


def is_empty(ledger: Ledger, filters: Filters) -> bool:
    """Return whether a selection has no entries, organic ones included.

    Of few places the sums say so; those of influencers come first, as others ask for them too.
    """
    if not has_many(ledger):
        both = Who.INFLUENCERS, Who.EVERYONE
        return not any(len(sums_by_tuple(ledger, filters, who).numbers) for who in both)
    rows, _ = rows_of(ledger, filters, Who.EVERYONE, daily(ledger, filters.columns() - {DATES.column}))
    return rows.start >= rows.stop if isinstance(rows, slice) else not len(rows)


def exact(name: str, sums: Floats) -> Floats:
    """Return sums of a measure without −0, and those of spend without what rounding leaves of nothing."""
    # Adding 0 turns −0, which a reader would see, into 0.
    return np.where(np.abs(sums) < DUST, 0.0, sums) if name in SPENT else sums + 0.0


def _frame(
    ledger: Ledger, columns: list[pl.Series], measures: Sequence[str], sum_of: Callable[[str], Floats]
) -> pl.DataFrame:
    """Return columns with the sums of measures beside them, null where the files do not have one."""
    height = len(columns[0])
    sums = [
        pl.Series(name, [None] * height, pl.Float64)
        if name in ledger.unmeasured
        else pl.Series(name, exact(name, sum_of(name)))
        for name in dict.fromkeys(measures)
    ]
    return pl.DataFrame([*columns, *sums])


def _shown(ledger: Ledger, filters: Filters, rows: pl.DataFrame, *, by: Sequence[str]) -> pl.DataFrame:
    """Return rows without the spend that readers may not see: of too few paid people, of any one person.

    Tiers too small are shown with their neighbours, as one.
    """
    spent = [name for name in SPENT if name in rows.columns]
    if ledger.audience.sees_payouts or not spent:
        return rows
    if {PERSON, POST} & {column for name in by for column in DIMENSIONS[name].columns}:
        return rows.with_columns(pl.lit(None, pl.Float64).alias(name) for name in spent)
    least = ledger.audience.least_paid
    people = _people_of(rows, paid_people(ledger, filters, by=by), by)
    if tuple(by) == (TIER,):
        rows, people = together(rows, people.to_list(), by=TIER, least=least)
    enough = pl.lit(people >= least)
    return rows.with_columns(pl.when(enough).then(pl.col(name)).alias(name) for name in spent)


def _people_of(rows: pl.DataFrame, counted: pl.DataFrame, by: Sequence[str]) -> pl.Series:
    """Return how many people each row's spend went to."""
    beside = rows.select(by).join(
        counted, on=by, how="left", nulls_equal=True, maintain_order="left", validate="m:1"
    )
    return beside["people"].fill_null(0)


def _cells(
    ledger: Ledger, filters: Filters, by: Sequence[str], who: Who
) -> tuple[list[Codes], Callable[[str], Floats]]:
    """Return what to group: the values of each of `by`, which of them each cell has, its sum of a measure."""
    dated = OF_DATES.intersection(by)
    if POST in by or (dated and len(dated) < len(by)) or _few_rows(ledger, filters, by):
        return _row_cells(ledger, filters, by, who)
    sums = sums_by_day(ledger, filters, who) if dated else sums_by_tuple(ledger, filters, who)
    found = [day_codes(ledger, name) if dated else codes_of(ledger, ledger.cubes.finest, name) for name in by]
    return [(values, codes[sums.numbers]) for values, codes in found], sums.measures.__getitem__


def _row_cells(
    ledger: Ledger, filters: Filters, by: Sequence[str], who: Who
) -> tuple[list[Codes], Callable[[str], Floats]]:
    """Return the selected rows of a roll-up as cells: for what is asked by post, or by date and more."""
    cube = ledger.cubes.finest if POST in by else _daily_of(ledger, filters, by)
    rows, days = rows_of(ledger, filters, who, cube)
    found = []
    for name in by:
        if name == POST:
            found.append(post_codes(ledger, rows))
        elif name in OF_DATES:
            values, codes = day_codes(ledger, name)
            found.append((values, codes[days]))
        else:
            values, codes = codes_of(ledger, cube, name)
            found.append((values, codes[cube.tuples[rows]]))
    return found, lambda measure: cube.measures[measure][rows]


def _daily_of(ledger: Ledger, filters: Filters, by: Sequence[str]) -> Cube:
    """Return the smallest roll-up by day that knows what is grouped and what the filters ask for."""
    grouped = {column for name in by if name not in OF_DATES for column in DIMENSIONS[name].columns}
    return daily(ledger, grouped | (filters.columns() - {DATES.column}))


def _few_rows(ledger: Ledger, filters: Filters, by: Sequence[str]) -> bool:
    """Return whether places are many, and a roll-up by day has fewer rows of a selection."""
    if not has_many(ledger):
        return False
    places, cube, (first, last) = ledger.cubes.finest, _daily_of(ledger, filters, by), bounds(ledger, filters)
    rows = cube.starts[last] - cube.starts[first]
    return places.keys.height > rows and cube is not places
