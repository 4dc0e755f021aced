"""Reads a table that lies in one file, or in several that have its columns, as one sheet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from influencer_roi.intake.folder import Source, is_exact, two_candidates
from influencer_roi.intake.parts.again import told_again
from influencer_roi.intake.parts.by_sheet import by_sheet
from influencer_roi.intake.parts.candidates import (
    holds_nothing,
    lacks,
    may_be_part,
    refuse_unreadable,
    why_not,
)
from influencer_roi.intake.read import Sheet, read_sheet
from influencer_roi.model.report import or_refused
from influencer_roi.model.schema import Table
from influencer_roi.settings import CURRENCY

__all__ = ["Read", "read_table"]


@dataclass(frozen=True)
class Read:
    """The sheets of a table, the sources they were read from, and why each `other` candidate is no part."""

    sheets: tuple[Sheet, ...]
    used: tuple[Source, ...]
    others: Mapping[Source, str] = field(default_factory=dict)


def read_table(
    sources: Sequence[Source], table: Table, *, most: int, place: str, currency: str = CURRENCY
) -> Read:
    """Return a table of all sources that have its columns; a file equal to another byte by byte is a copy.

    Optional columns decide nothing: a part without one has nothing in it. A candidate that lacks required
    columns is no part where another is named as the table and this has no records of money.

    Raises:
        Refused: a file cannot be read, or sources do not agree and may all be records.
    """
    named = is_exact(sources[0], table)
    split = [by_sheet(one, table, currency, most=most) for one in sources]
    sources = [part for parts, _ in split for part in parts]
    sheets = {sheet: why for _, others in split for sheet, why in others.items()}
    if len(sources) == 1:
        return Read((_read(sources[0], table, most, currency),), (sources[0],), sheets)
    every = {source: or_refused(partial(_read, source, table, most, currency)) for source in sources}
    read = {source: one for source, one in every.items() if isinstance(one, Sheet)}
    parts = {source: sheet for source, sheet in read.items() if not lacks(sheet, table)}
    refuse_unreadable(every, parts, table)
    others = {source: one for source, one in every.items() if source not in parts}
    for source, one in others.items():
        if may_be_part(one, table) or not (named or holds_nothing(one)):
            raise two_candidates(table, (next(iter(parts)), source), place, lacks(one, table))
    copies: dict[Source, str] = {}
    own: dict[Source, Sheet] = {}
    for source, sheet in parts.items():
        first = next((one for one in own.values() if sheet.sha256 == one.sha256 and not source.sheet), None)
        if first:
            copies[source] = f"it is {first.file} byte by byte, which counts once."
        else:
            own[source] = sheet
    again = told_again(own, table)
    why = {source: why_not(one, table) for source, one in others.items()} | copies | again
    kept = {source: sheet for source, sheet in own.items() if source not in again}
    return Read(tuple(kept.values()), tuple(kept), sheets | why)


def _read(source: Source, table: Table, most: int, currency: str) -> Sheet:
    return read_sheet(source.path, table, sheet=source.sheet, most=most, currency=currency)
