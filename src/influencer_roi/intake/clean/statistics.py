"""Finds lines that say a figure of the records, such as their average or number, in place of a record."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt
import polars as pl

from influencer_roi.intake.clean.sums import RATE, rounding
from influencer_roi.intake.handles import is_known
from influencer_roi.intake.total_words import HOLDS_TOTAL, MAY_BE_STATISTIC, STATISTIC
from influencer_roi.model.patterns import may_hold
from influencer_roi.model.schema import Column, Kind, Table

EDGE = 8  # rows at an end of a long file that may say such figures
MOST = 20_000  # rows of a file that people sum by hand
_BESIDE = ("month", "currency", RATE)  # what such a line may have too, as it has days
_SEVERAL = 2  # records
Amounts = npt.NDArray[np.float64]


def statistics(
    texts: pl.DataFrame,
    figures_of: Callable[[], pl.DataFrame],
    naming: str,
    table: Table,
    known: frozenset[str] | None,
) -> list[int]:
    """Return the lines among the rows of one file that say an average, a number or an extreme of others.

    Such a line says so in place of the influencer, without a number or customer of its own, or, where it
    names nobody, in its only text. Where the word may be a name, its figure has to be right, of all records
    or of those above, from the line before on that is none.
    """
    cells = [one for one in table.known if one.name in texts.columns and _tells(one, table)]
    near = texts if texts.height <= MOST else pl.concat([texts.head(EDGE), texts.tail(EDGE)])
    words = [one.name for one in cells if one.kind is not Kind.LINK and not one.prose]
    said = _says(words, near, naming, STATISTIC, MAY_BE_STATISTIC)
    if not said.any():
        return []
    found = near.filter(said)
    constant = {one.name for one in cells if _is_constant(texts[one.name])}
    sure: list[int] = []
    perhaps: dict[int, str] = {}
    for row in found.with_columns(sure=_says(words, found, naming, STATISTIC)).iter_rows(named=True):
        who, stated = row[naming], [one for one in cells if row[one.name] is not None]
        if who is not None and is_known(who, known or frozenset()):
            continue
        own = [one for one in stated if one.name not in constant]
        if who is not None and any(_is_of_one(one, naming) for one in own):
            continue
        bare = len(stated) == 1 or (len(own) == 1 and own[0].kind is Kind.ID)
        if row["sure"] and (who is not None or bare):
            sure.append(row["line"])
        elif bare:
            perhaps[row["line"]] = row[(own or stated)[0].name]
    if perhaps:
        totals = texts.filter(_says(words, texts, naming, HOLDS_TOTAL))["line"]
        sure += _by_figure(figures_of(), perhaps, [*sure, *perhaps, *totals], table)
    return sure


def without_lines(rows: pl.DataFrame, lines: Sequence[int]) -> pl.DataFrame:
    """Return rows but those of some lines."""
    return rows.filter(~pl.col("line").is_in(lines)) if lines else rows


def _tells(column: Column, table: Table) -> bool:
    """Return whether a column says whom or what a record is about."""
    return column.kind in (Kind.TEXT, Kind.ID, Kind.LINK) and column.name not in (*table.totalled, *_BESIDE)


def _is_of_one(column: Column, naming: str) -> bool:
    """Return whether only a record of somebody has it: a number, a customer, an address, a caption."""
    return column.name != naming and (column.kind in (Kind.ID, Kind.LINK) or column.prose)


def _is_constant(texts: pl.Series) -> bool:
    """Return whether each row has the same text, as a mapping may say: that tells nothing of one."""
    first = texts.first()
    return first is not None and bool((texts == first).fill_null(value=False).all())


def _says(words: Sequence[str], rows: pl.DataFrame, naming: str, *patterns: str) -> pl.Series:
    """Return which rows say so in place of the influencer, or in any text where they name nobody."""
    likely = [name for name in {*words, naming} if any(may_hold(rows[name], one) for one in patterns)]
    if not likely:
        return pl.Series([False]).new_from_index(0, rows.height)
    says = pl.any_horizontal(pl.col(likely).str.contains(one) for one in patterns)
    named = rows.select(pl.any_horizontal(pl.col(naming).str.contains(one) for one in patterns)).to_series()
    nobody = rows[naming].is_null().arg_true()
    others = rows[nobody].select(says.fill_null(value=False)).to_series()
    return named.fill_null(value=False).scatter(nobody.filter(others), values=True)


def _by_figure(
    figures: pl.DataFrame, perhaps: Mapping[int, str], apart: Sequence[int], table: Table
) -> Iterator[int]:
    """Yield the lines with the figure their word says; the lines `apart` are no records."""
    stated = [name for name in table.totalled if name in figures.columns]
    records = figures.filter(~pl.col("line").is_in(apart))
    lines, earns = (records[name].to_numpy() for name in ("line", "earns"))
    edges = np.sort(np.array(apart))
    for row in figures.filter(pl.col("line").is_in([*perhaps])).iter_rows(named=True):
        name = next((one for one in stated if row[one] is not None), None)
        if name is None:
            continue
        above = int(np.searchsorted(lines, row["line"]))
        before = edges[: np.searchsorted(edges, lines[above - 1])] if above else edges[:0]
        first = int(np.searchsorted(lines, before[-1])) if len(before) else 0
        every = records[name].to_numpy()
        groups = (slice(None), slice(above), slice(first, above))
        among = [one for rows in groups for one in (every[rows], every[rows][earns[rows]])]
        if any(_is_figure(row[name], perhaps[row["line"]], amounts) for amounts in among):
            yield row["line"]


def _is_figure(figure: float, word: str, amounts: Amounts) -> bool:
    """Return whether a word with this figure tells of these amounts; those of 0 may count too."""
    amounts = amounts[~np.isnan(amounts)]
    filled = amounts[amounts != 0]
    if len(filled) < _SEVERAL or not figure:
        return False
    small = word.casefold()
    if re.search("max|highest", small):
        return bool(figure == filled.max())
    if re.search(r"min|lowest", small):
        return figure in {float(filled.min()), float(amounts.min())}
    found: list[float] = [len(filled), len(amounts)]
    if not re.search("count|records|total|anzahl|nombre|cantidad", small):
        of = np.median if re.search("median|médiane", small) else np.mean
        found = [float(of(one)) for one in (filled, amounts)]
    return any(abs(figure - one) <= rounding(figure) for one in found)
