"""Turns what a mapping says of a file into how its tables are read."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import polars as pl

from influencer_roi.intake.exports import Reading, Take, Theirs
from influencer_roi.intake.exports.form import amount, constant, count, day, text
from influencer_roi.intake.exports.statuses import restated
from influencer_roi.intake.mapping import Mapped
from influencer_roi.model.deciding import STATUSES
from influencer_roi.model.schema import NUMBERS, Kind
from influencer_roi.settings import DateOrder


def orders_of(mapped: Sequence[Mapped]) -> dict[str, DateOrder | None]:
    """Return the order of day and month of each table, where it is said."""
    return {one.table.name: one.date_order for one in mapped}


def readings_of(mapped: Sequence[Mapped], known: Mapping[str, Reading]) -> dict[str, Reading]:
    """Return how a file is read, by table: as is said, and what is not said as a `known` format has it."""
    found: dict[str, Reading] = {}
    for one in mapped:
        before = found.get(one.table.name) or known.get(one.table.name) or Reading({})
        taken = {**before.columns, **{name: _take(one, name) for name in (*one.headers, *one.constants)}}
        stated = {name: _restated(taken[name], one) for name in STATUSES if name in taken}
        found[one.table.name] = replace(before, columns={**taken, **stated})
    return found


def _take(mapped: Mapped, name: str) -> Take:
    if name in mapped.constants:
        return constant(mapped.constants[name])
    header, column = mapped.headers[name], mapped.table.column(name)
    if column.kind is Kind.DATE:
        return day(header, order=mapped.date_order)
    if column.kind is Kind.COUNT and not column.parts:
        return count(header)
    return amount(header) if column.kind in NUMBERS else text(header)


def _restated(take: Take, mapped: Mapped) -> Take:
    def of(theirs: Theirs) -> pl.Series | None:
        found = take.of(theirs)
        return None if found is None else restated(found, left_out=mapped.left_out, pending=mapped.pending)

    return replace(take, of=of) if mapped.left_out or mapped.pending else take
