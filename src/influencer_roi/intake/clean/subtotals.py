"""Finds subtotals: rows that say so and sum the records above them, from some other subtotal on."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np
import polars as pl

from influencer_roi.intake.clean.statistics import EDGE, MOST, without_lines
from influencer_roi.intake.clean.sums import rounding
from influencer_roi.intake.total_words import HOLDS_TOTAL, IS_TOTAL, NOBODYS_TOTAL
from influencer_roi.model.patterns import may_hold
from influencer_roi.model.schema import Table

_KEPT = 64  # subtotals from which on a later one may sum


def says_total(texts: pl.DataFrame, naming: str, table: Table) -> pl.Series:
    """Return which rows say that they sum others: where a record names whom it is about, or in place of it.

    A row that names nobody says so in a cell of its own, or in any where most others are empty.
    """
    names = [name for name in texts.columns if name != "line"]
    likely = [name for name in names if may_hold(texts[name], HOLDS_TOTAL)]
    if not likely:
        return pl.Series([False]).new_from_index(0, texts.height)
    holds = {name: pl.col(name).str.contains(HOLDS_TOTAL) for name in likely}
    personal = [name for name in (naming, *table.personal) if name in texts.columns]
    nobody = pl.any_horizontal(pl.col(personal).is_null())
    bare = 2 * pl.sum_horizontal(pl.col(names).is_null()) >= len(names)
    alone = pl.any_horizontal(pl.col(name).str.contains(IS_TOTAL) for name in holds)
    says = nobody & (alone | (bare & pl.any_horizontal(holds.values())))
    says |= holds.get(naming, pl.lit(value=False))
    return texts.select(says.fill_null(value=False)).to_series()


def subtotals(
    texts: pl.DataFrame,
    figures_of: Callable[[], pl.DataFrame],
    naming: str,
    table: Table,
    *,
    but: Sequence[int],
) -> list[int]:
    """Return the lines of subtotals among the rows of one file; `figures_of` gives what they may sum.

    `naming` is the column of whom a row is about; lines `but` are no records. A grand total or a subtotal in
    place of that is one whatever it sums. Nobody sums long files by hand: of those, only the ends say so.
    """
    if texts.height > MOST:
        edges = pl.concat([texts.head(EDGE), texts.tail(EDGE)])
        return [*edges.filter(pl.col(naming).str.contains(NOBODYS_TOTAL))["line"]]
    records = without_lines(texts, but)
    says = says_total(records, naming, table)
    if not says.any():
        return []
    summing = _summing(without_lines(figures_of(), but), says.arg_true(), table.totalled[0])
    return [*{*summing, *records.filter(pl.col(naming).str.contains(NOBODYS_TOTAL))["line"]}]


def _summing(figures: pl.DataFrame, places: pl.Series, amount: str) -> Iterator[int]:
    """Yield the lines of those rows that sum all above them, as written or as earned, from some one on."""
    written, earns = pl.col(amount).fill_null(0.0), pl.col("earns").cast(pl.Float64)
    each = figures.select(written, kept=written * earns, paid=(written - pl.col("refund")) * earns).to_numpy()
    above, summed = np.cumsum(each, axis=0) - each, np.zeros(3)
    since = [summed]
    for place in places:
        total, records = each[place, 0], above[place] - summed
        apart = np.abs(records - [since[0], *since[-_KEPT:]] - total)
        if total and (apart <= rounding(total)).any():
            yield figures["line"][place]
            summed = summed + each[place]
            since.append(records)
