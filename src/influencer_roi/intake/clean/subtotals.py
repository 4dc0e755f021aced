"""Finds subtotals: rows that say so and sum the records above or below them, up to some other subtotal."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

import numpy as np
import polars as pl

from influencer_roi.intake.clean.statistics import EDGE, MOST, without_lines
from influencer_roi.intake.clean.sums import SEVERAL, rounding
from influencer_roi.intake.total_words import HOLDS_TOTAL, IS_TOTAL, NOBODYS_TOTAL, SUMS_PERIOD
from influencer_roi.model.patterns import may_hold
from influencer_roi.model.schema import Kind, Table

_KEPT = 64  # subtotals from which on a later one may sum


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
    names = [name for name in texts.columns if name != "line"]
    if not any(may_hold(records[name], HOLDS_TOTAL) for name in names):
        return []
    holding = records.filter(pl.any_horizontal(pl.col(names).str.contains(HOLDS_TOTAL)))
    says = {*holding.filter(_says_total(holding, naming, table))["line"]}
    filled = {*filled_totals(holding, table)} - says
    if not says | filled:
        return []
    figures, amount = without_lines(figures_of(), but), table.totalled[0]
    sums = _sums_in(figures, says | filled, amount)
    if not _are_totals(filled, sums):
        sums = _sums_in(figures, says, amount)
    return [*{*sums, *holding.filter(pl.col(naming).str.contains(NOBODYS_TOTAL))["line"]}]


def filled_totals(texts: pl.DataFrame, table: Table) -> pl.Series:
    """Return the lines of rows of which a cell is a total, whatever else they say."""
    cells = [
        one.name
        for one in table.known
        if one.kind in (Kind.TEXT, Kind.ID) and not one.prose and one.name in texts.columns
    ]
    if not any(may_hold(texts[name], SUMS_PERIOD) for name in cells):
        return texts["line"].clear()
    return texts.filter(pl.any_horizontal(pl.col(cells).str.contains(SUMS_PERIOD)))["line"]


def _says_total(texts: pl.DataFrame, naming: str, table: Table) -> pl.Series:
    """Return which rows say that they sum others: where a record names whom it is about, or in place of it.

    A row that names nobody says so in a cell of its own, or in any where most others are empty.
    """
    holds = {name: pl.col(name).str.contains(HOLDS_TOTAL) for name in texts.columns if name != "line"}
    personal = [name for name in (naming, *table.personal) if name in texts.columns]
    nobody = pl.any_horizontal(pl.col(personal).is_null())
    bare = 2 * pl.sum_horizontal(pl.col([*holds]).is_null()) >= len(holds)
    alone = pl.any_horizontal(pl.col(name).str.contains(IS_TOTAL) for name in holds)
    says = holds[naming] | (nobody & (alone | (bare & pl.any_horizontal(holds.values()))))
    return texts.select(says.fill_null(value=False)).to_series()


def _are_totals(lines: AbstractSet[int], sums: Mapping[int, bool]) -> bool:
    """Return whether rows that may be records are totals: most sum others, some of them several.

    An order of a campaign that is called Total may cost as much as the one above it.
    """
    found = lines & sums.keys()
    return 2 * len(found) > len(lines) and any(sums[line] for line in found)


def _sums_in(figures: pl.DataFrame, lines: AbstractSet[int], amount: str) -> dict[int, bool]:
    """Return those of some lines that sum others, and whether several: above them, else below them."""
    found = dict(_summing(figures, lines, amount))
    if len(found) == len(lines):
        return found
    others = figures.filter(~pl.col("line").is_in([*found])).reverse()
    return found | dict(_summing(others, lines - found.keys(), amount))


def _summing(figures: pl.DataFrame, lines: AbstractSet[int], amount: str) -> Iterator[tuple[int, bool]]:
    """Yield those of some lines that sum all above them, as written or as earned, from some one on.

    With each is said whether it sums several records.
    """
    written, earns = pl.col(amount).fill_null(0.0), pl.col("earns").cast(pl.Float64)
    kept, paid = written * earns, (written - pl.col("refund")) * earns
    filled = (written != 0).cast(pl.Float64)
    each = figures.select(written, kept=kept, paid=paid, filled=filled).to_numpy()
    above, summed = np.cumsum(each, axis=0) - each, np.zeros(4)
    since = [summed]
    for place in figures["line"].is_in([*lines]).arg_true():
        total, records = each[place, 0], above[place] - summed
        sums = records - [since[0], *since[-_KEPT:]]
        near = (np.abs(sums[:, :3] - total) <= rounding(total)).any(axis=1)
        if total and near.any():
            yield figures["line"][place], bool((sums[near, 3] >= SEVERAL).any())
            summed = summed + each[place]
            since.append(records)
