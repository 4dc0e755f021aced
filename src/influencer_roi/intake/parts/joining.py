"""Joins sheets that have the columns of one table as one sheet."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import accumulate

import polars as pl

from influencer_roi.intake.clean.dates import in_order_stated
from influencer_roi.intake.clean.day_order import order_stated
from influencer_roi.intake.clean.instants import has_times, offset_stated
from influencer_roi.intake.read import CELL, Sheet
from influencer_roi.intake.read.sheet import Raw, Remarks
from influencer_roi.intake.remarks.wording import some
from influencer_roi.model.headers import folded, match_columns
from influencer_roi.model.parts import Part, part_of
from influencer_roi.model.report import refusal
from influencer_roi.model.scales import scale_of
from influencer_roi.model.schema import NUMBERS, Column, Kind, Table

_SHOWN = 3


def joined(sheets: Sequence[Sheet], table: Table) -> Sheet:
    """Return sheets of the same columns as one, the lines of each counted on from the one before."""
    if len(sheets) == 1:
        return sheets[0]
    _refuse_other_units(sheets, table)
    sheets = [_in_own_order(one, table) for one in sheets]
    starts = list(accumulate((_last_line(one) for one in sheets), initial=0))[:-1]
    parts = tuple(Part(one.file, start, one.sha256) for one, start in zip(sheets, starts, strict=True))
    headers = _headers(sheets, table)
    rows = [_rows(one, start, headers, table) for one, start in zip(sheets, starts, strict=True)]
    faults = [_shifted(one.faults, start) for one, start in zip(sheets, starts, strict=True)]
    called = "sheets" if all(one.file.endswith("]") for one in sheets) else "files"
    return Sheet(
        file=some([one.file for one in sheets], _SHOWN),
        sha256=hashlib.sha256("".join(one.sha256 for one in sheets).encode()).hexdigest(),
        headers=tuple(headers.values()),
        rows=pl.concat(rows),
        raw=_raw_of(sheets, parts),
        faults=pl.concat(faults),
        blank_lines=sum(one.blank_lines for one in sheets),
        remarks=(
            *_remarks(sheets),
            *_absent(sheets, table),
            ("parts", f"{len(sheets)} {called} were read as one table."),
        ),
        decimal_comma=any(one.decimal_comma for one in sheets),
        parts=parts,
        blanks=_blanks(sheets),
        numeric=_numeric(sheets, headers, table),
        currency=sheets[0].currency,
        lacks=tuple(sorted(set.intersection(*(set(one.lacks) for one in sheets)))),
        totalless=frozenset().union(*(one.totalless for one in sheets)),
        origins={file: columns for one in sheets for file, columns in one.origins.items()},
    )


def _raw_of(sheets: Sequence[Sheet], parts: Sequence[Part]) -> Raw:
    """Return what finds records by the lines of the whole."""

    def raw(lines: Sequence[int], /) -> list[str]:
        found = []
        for line in lines:
            part, own = part_of(line, parts)
            found += sheets[parts.index(part)].raw([own])
        return found

    return raw


def _stated(sheet: Sheet, place: int, column: Column) -> float | None:
    """Return the scale, or the distance from UTC, that the header of a column states."""
    header = sheet.headers[place]
    if column.kind is Kind.DATE:
        return offset_stated(header)
    return scale_of(header, column.kind, sheet.currency, sheet.headers)


def _refuse_other_units(sheets: Sequence[Sheet], table: Table) -> None:
    """Refuse parts of which one states a column in lakhs or UTC, say, and another does not."""
    for column in (one for one in table.known if one.kind in (*NUMBERS, Kind.DATE)):
        units = "zones" if column.kind is Kind.DATE else "scales"
        there = [
            (sheet, places[column.name]) for sheet in sheets if column.name in (places := _keys(sheet, table))
        ]
        if column.kind is Kind.DATE and not any(has_times(one.rows[f"{CELL}{at}"]) for one, at in there):
            continue
        headers = {sheet.file: sheet.headers[at] for sheet, at in there}
        if len({_stated(one, at, column) for one, at in there}) > 1:
            each = ", ".join(f"'{header}' in {file}" for file, header in headers.items())
            text = f"{column.name} is in several {units}: {each}. Bring all of its files to the same."
            raise refusal("scales_differ", sheets[0].file, text)


def _numeric(sheets: Sequence[Sheet], headers: Mapping[str, str], table: Table) -> frozenset[int]:
    """Return the columns, by place, whose cells are numbers in every sheet that has them."""
    there = [(sheet, _keys(sheet, table)) for sheet in sheets]
    return frozenset(
        place
        for place, key in enumerate(headers)
        if all(keys[key] in sheet.numeric for sheet, keys in there if key in keys)
    )


def _blanks(sheets: Sequence[Sheet]) -> tuple[str, ...] | None:
    found: set[str] = set()
    for one in sheets:
        if one.blanks is None:
            return None
        found.update(one.blanks)
    return tuple(sorted(found))


def _last_line(sheet: Sheet) -> int:
    lines = [one["line"].max() for one in (sheet.rows, sheet.faults)]
    return max((line for line in lines if isinstance(line, int)), default=0)


def _keys(sheet: Sheet, table: Table) -> dict[str, int]:
    """Return {column, or folded header of another: place} of a sheet."""
    matched = match_columns(table, sheet.headers, sheet.file, currency=sheet.currency)
    others = {folded(header): at for at, header in enumerate(sheet.headers) if at not in matched.values()}
    return matched | {f"\0{name}": at for name, at in others.items()}


def _headers(sheets: Sequence[Sheet], table: Table) -> dict[str, str]:
    """Return {column, or folded header of another: its header} of all sheets, as the first that has it.

    One that states the order of day and month says nothing of the others.
    """
    found: dict[str, str] = {}
    for sheet in sheets:
        for key, at in sorted(_keys(sheet, table).items(), key=lambda one: one[1]):
            if key not in found or (order_stated(found[key]) and not order_stated(sheet.headers[at])):
                found[key] = sheet.headers[at]
    return found


def _in_own_order(sheet: Sheet, table: Table) -> Sheet:
    """Return a sheet with those dates the year first of which its own header alone says what comes first."""
    keys = _keys(sheet, table)
    for name in (one.name for one in table.known if one.kind is Kind.DATE and one.name in keys):
        cell = f"{CELL}{keys[name]}"
        days, added = in_order_stated(sheet.rows[cell], sheet.headers[keys[name]])
        if added:
            remarks = (*sheet.remarks, *((code, f"{name}: {text}") for code, text in added))
            sheet = replace(sheet, rows=sheet.rows.with_columns(days.alias(cell)), remarks=remarks)
    return sheet


def _rows(sheet: Sheet, start: int, headers: dict[str, str], table: Table) -> pl.DataFrame:
    keys = _keys(sheet, table)
    cells = [
        (pl.col(f"{CELL}{keys[key]}") if key in keys else pl.lit(None, pl.String)).alias(f"{CELL}{at}")
        for at, key in enumerate(headers)
    ]
    return _shifted(sheet.rows, start).select("line", *cells)


def _shifted(rows: pl.DataFrame, start: int) -> pl.DataFrame:
    return rows.with_columns((pl.col("line") + start).cast(pl.UInt32))


def _remarks(sheets: Sequence[Sheet]) -> Remarks:
    """Return what is unusual about the files: once what all of them share, else with the name of each."""
    shared = [one for one in sheets[0].remarks if all(one in sheet.remarks for sheet in sheets)]
    own = [
        (code, f"{sheet.file}: {text}")
        for sheet in sheets
        for code, text in sheet.remarks
        if (code, text) not in shared
    ]
    return (*shared, *own)


def _absent(sheets: Sequence[Sheet], table: Table) -> Remarks:
    """Return which columns that others have a part does not have; a known form has what it has."""
    sheets = [one for one in sheets if not one.converted]
    there = [match_columns(table, one.headers, one.file, currency=one.currency) for one in sheets]
    every = {name: None for columns in there for name in columns}
    lacks = [[name for name in every if name not in columns] for columns in there]
    return tuple(
        ("column_absent", f"{sheet.file}: not there, and not needed: {', '.join(names)}.")
        for sheet, names in zip(sheets, lacks, strict=True)
        if names
    )
