"""Finds parts of a table that say what others say: the same file in another form, all months in one."""

from collections.abc import Mapping, Sequence
from functools import cache

import polars as pl

from influencer_roi.intake.clean import Rules, clean
from influencer_roi.intake.folder import Source
from influencer_roi.intake.read import CELL, Sheet
from influencer_roi.intake.repeats import repeating, repeats
from influencer_roi.model.headers import match_columns
from influencer_roi.model.report import Refused
from influencer_roi.model.schema import Table


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

    told = repeats(tuple(parts), alike, of_two=table.dated)
    return {part: repeating(earlier.name if earlier else "all others") for part, earlier in told.items()}


def _people(sheet: Sheet, table: Table) -> pl.Series:
    """Return who the rows of a sheet are of, in order: what other rows have too is looked at closer."""
    places = match_columns(table, sheet.headers, sheet.file, currency=sheet.currency)
    return sheet.rows[f"{CELL}{places[_person(table)]}"].str.strip_chars().rename("person").sort()


def _person(table: Table) -> str:
    return next(name for name in ("influencer_id", "id") if name in {one.name for one in table.columns})


def _same_rows(sheet: Sheet, others: Sequence[Sheet], table: Table) -> bool:
    """Return whether a sheet says what others say together, however each is written, in any order."""
    try:
        own, *theirs = (
            clean(one, table, Rules(currency=sheet.currency)).rows.drop("line") for one in (sheet, *others)
        )
    except Refused:
        return False  # said where the table is read
    hashes = [one.hash_rows().sort() for one in (own, pl.concat(theirs))]
    return hashes[0].equals(hashes[1])
