"""Finds parts of a table that say what others say: the same file in another form, all months in one."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

import polars as pl

from influencer_roi.intake.clean import Rules, clean
from influencer_roi.intake.folder import Source
from influencer_roi.intake.read import CELL, Sheet
from influencer_roi.intake.repeats import repeating, repeats
from influencer_roi.model.headers import match_columns
from influencer_roi.model.report import Refused
from influencer_roi.model.schema import Table

_UNREAD = (  # what no two forms of a file write in two ways
    *("bad_number", "bad_grouping", "id_scientific"),
    *("bad_date", "no_day", "date_order", "two_digit_year", "epoch_time"),
)


def told_again(parts: Mapping[Source, Sheet], table: Table) -> dict[Source, str]:
    """Return why a part is none: it has exactly the rows of all others together, or of an earlier one.

    Where rows have no day, two parts that are alike may be of two months, and both count.
    """
    people = cache(lambda source: _people(parts[source], table))

    def alike(one: Source, others: Sequence[Source]) -> bool:
        sheets = [parts[other] for other in others]
        if parts[one].read != sum(sheet.read for sheet in sheets):
            return False
        if not people(one).equals(pl.concat([people(other) for other in others]).sort()):
            return False
        return _same_rows(parts[one], sheets, table)

    repeated = repeats(tuple(parts), alike, of_two=table.dated)
    return {part: repeating(earlier.name if earlier else "all others") for part, earlier in repeated.items()}


def _people(sheet: Sheet, table: Table) -> pl.Series:
    """Return who the rows of a sheet are of, in order: what other rows have too is looked at closer."""
    places = match_columns(table, sheet.headers, sheet.file, currency=sheet.currency)
    return sheet.rows[f"{CELL}{places[table.naming]}"].str.strip_chars().rename("person").sort()


def _same_rows(sheet: Sheet, others: Sequence[Sheet], table: Table) -> bool:
    """Return whether a sheet says what others say together, however each is written, in any order.

    What is set aside has to be the same too: it would go without a word. Forms of a file may write what was
    read in two ways; where no row is kept, what is written is all there is.
    """
    try:
        own, *theirs = (clean(one, table, Rules(currency=sheet.currency)) for one in (sheet, *others))
    except Refused:
        return False  # said where the table is read
    kept = [_alike(one.rows.drop("line") for one in ones) for ones in ([own], theirs)]
    written = pl.col("code").is_in(_UNREAD) | own.rows.is_empty()
    fault = ("column", "code", pl.when(written).then("value"))
    aside = [_alike(one.faults.select(fault) for one in ones) for ones in ([own], theirs)]
    return kept[0].equals(kept[1]) and aside[0].equals(aside[1])


def _alike(frames: Iterable[pl.DataFrame]) -> pl.Series:
    """Return what rows in any order have in common with the same rows."""
    return pl.concat(frames).hash_rows().sort()
