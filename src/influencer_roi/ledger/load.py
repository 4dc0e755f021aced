"""Loads a data folder, or four frames, into a ledger."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from influencer_roi.intake.folder import find_file, table_files
from influencer_roi.intake.keys import respelled
from influencer_roi.intake.location import OrdersLocation, files_of, is_large
from influencer_roi.intake.read import Sheet, frame_sheet, read_sheet
from influencer_roi.intake.remarks import remarks
from influencer_roi.intake.tables import Intake, Progress, cleaned_tables, silent
from influencer_roi.intake.tallies import tallied
from influencer_roi.ledger.entries import Ledger, build
from influencer_roi.ledger.resolve import conformed_of, resolve
from influencer_roi.ledger.roll_up.loading import load_in_place, rolled_by
from influencer_roi.model.report import Problem, Refused, Report
from influencer_roi.model.schema import ORDERS, TABLES, Table
from influencer_roi.model.tables import Tables

__all__ = ["Intake", "Progress", "check_folder", "check_frames", "load_folder", "load_frames", "silent"]


def check_folder(folder: Path, intake: Intake | None = None) -> Report:
    """Return what would become of every row of a folder, without making its ledger.

    Raises:
        Refused: the folder cannot be served; it names every problem.
    """
    return _check(_given_by(folder, intake := intake or Intake()), intake)


def check_frames(frames: Mapping[str, pl.DataFrame], intake: Intake | None = None) -> Report:
    """Return what would become of every row of four frames by table name, without making their ledger.

    Raises:
        Refused: the frames cannot be served; it names every problem.
    """
    return _check(_Given(_framed(frames)), intake or Intake())


def load_folder(folder: Path, intake: Intake | None = None, *, sample: bool = False) -> Ledger:
    """Return the ledger of a folder that holds the four files.

    Raises:
        Refused: a file is missing, unreadable or empty, or lacks a column; it names every such problem.
    """
    return _load(_given_by(folder, intake := intake or Intake()), intake, sample=sample)


def load_frames(frames: Mapping[str, pl.DataFrame], intake: Intake | None = None) -> Ledger:
    """Return the ledger of four frames by table name, through the same checks as files.

    Raises:
        Refused: a table is missing or empty, or lacks a column.
    """
    return _load(_Given(_framed(frames)), intake or Intake(), sample=False)


@dataclass(frozen=True)
class _Given:
    """What is to be taken in: a sheet of each table, and where orders lie that are left there."""

    sheet_of: Callable[[Table], Sheet]
    location: OrdersLocation | None = None


def _given_by(folder: Path, intake: Intake) -> _Given:
    files = table_files(folder)

    def sheet_of(table: Table) -> Sheet:
        return read_sheet(find_file(table, files, folder), table, most=intake.most)

    if intake.orders:
        return _Given(sheet_of, OrdersLocation(address=intake.orders))
    try:
        orders = find_file(ORDERS, files, folder)
    except Refused:
        return _Given(sheet_of)  # said with all other problems, once the tables are read
    return _Given(sheet_of, files_of(orders) if is_large(orders) else None)


def _framed(frames: Mapping[str, pl.DataFrame]) -> Callable[[Table], Sheet]:
    names = ", ".join(table.name for table in TABLES)
    said = f"no such frame was given. Give all of {names}."
    missing = [Problem("file_missing", one.name, said) for one in TABLES if one.name not in frames]
    if missing:
        raise Refused(missing)
    return lambda table: frame_sheet(frames[table.name], table.name)


def _check(given: _Given, intake: Intake) -> Report:
    return _in_place(given, given.location, intake).report if given.location else _checked(given, intake)[1]


def _load(given: _Given, intake: Intake, *, sample: bool) -> Ledger:
    if given.location:
        return _in_place(given, given.location, intake)
    tables, report = _checked(given, intake)
    intake.progress("working out brands, links and credit", 0.5)
    conformed = conformed_of(tables)
    resolved = conformed.with_orders(resolve(tables.orders, conformed))
    intake.progress("rolling orders, posts and payouts up", 0.75)
    if intake.engine is None:
        return build(resolved, report, sample=sample)
    rolled = conformed.with_orders(rolled_by(intake.engine, tables.orders, conformed))
    return replace(build(rolled, report, sample=sample), tables=resolved)


def _in_place(given: _Given, location: OrdersLocation, intake: Intake) -> Ledger:
    beside = cleaned_tables(given.sheet_of, intake, [table for table in TABLES if table is not ORDERS])
    return load_in_place(beside, location, intake)


def _checked(given: _Given, intake: Intake) -> tuple[Tables, Report]:
    """Return the four cleaned tables and what became of every row."""
    cleaned = cleaned_tables(given.sheet_of, intake)
    intake.progress("looking at what was kept", 0.4)
    raw = Tables(**{name: one.rows for name, one in cleaned.items()})
    tallies = tallied(raw)
    tables, notes = respelled(raw, tallies)
    report = Report(
        counts={name: one.counts for name, one in cleaned.items()},
        faults=pl.concat([one.faults for one in cleaned.values()]),
        notes=tuple(note for one in cleaned.values() for note in one.notes),
    )
    said = remarks(tables, report.counts, tallies if tables is raw else tallied(tables))
    return tables, report.with_notes([*notes(report.counts), *said])
