"""Loads a data folder, or four frames, into a ledger."""

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path

import polars as pl

from influencer_roi.data.clean import Cleaned, clean
from influencer_roi.data.ledger import Ledger, build
from influencer_roi.data.read import Sheet, read_sheet, sheet_of_frame
from influencer_roi.data.remarks import remarks
from influencer_roi.data.report import Refused, Report
from influencer_roi.data.resolve import Tables, resolve
from influencer_roi.data.sources import TABLES, Table, csv_files, find_file

INDIA = dt.timezone(dt.timedelta(hours=5, minutes=30))


def load_folder(folder: Path, *, sample: bool = False) -> Ledger:
    """Return the ledger of a folder that holds the four files.

    Raises:
        Refused: a file is missing, unreadable or empty, or lacks a column; it names every such problem.
    """
    files = csv_files(folder)
    return _load(lambda table: read_sheet(find_file(table, files, folder)), sample=sample)


def load_frames(frames: Mapping[str, pl.DataFrame]) -> Ledger:
    """Return the ledger of four frames by table name, through the same checks as files.

    Raises:
        Refused: a table is missing or empty, or lacks a column.
    """
    names = ", ".join(table.name for table in TABLES)
    missing = [table.name for table in TABLES if table.name not in frames]
    if missing:
        raise Refused([f"{name}: no such frame was given. Give all of {names}." for name in missing])
    return _load(lambda table: sheet_of_frame(frames[table.name], table.name), sample=False)


def _load(sheet_of: Callable[[Table], Sheet], *, sample: bool) -> Ledger:
    cleaned: dict[str, Cleaned] = {}
    problems: list[str] = []
    for table in TABLES:
        try:
            cleaned[table.name] = clean(sheet_of(table), table, today=dt.datetime.now(INDIA).date())
        except Refused as refused:
            problems += refused.problems
    problems += [
        f"{one.counts.file}: every one of its {one.counts.read:,} rows was set aside. {_first_fault(one)}"
        for one in cleaned.values()
        if not one.counts.kept
    ]
    if problems:
        raise Refused(problems)
    raw = Tables(**{name: one.rows for name, one in cleaned.items()})
    return build(resolve(raw), _report(raw, cleaned), sample=sample)


def _first_fault(table: Cleaned) -> str:
    fault = table.set_aside[0]
    return f"The first (line {fault.line}) has {fault.reason}. Check that this is the right file."


def _report(raw: Tables, cleaned: Mapping[str, Cleaned]) -> Report:
    counts = {name: one.counts for name, one in cleaned.items()}
    report = Report(
        counts=counts,
        set_aside=tuple(fault for one in cleaned.values() for fault in one.set_aside),
        notes=tuple(note for one in cleaned.values() for note in one.notes),
    )
    return report.with_notes(remarks(raw, counts))
