"""Loads a data folder, or four frames, into a ledger."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from influencer_roi.intake.brands import brands_of, read_brands
from influencer_roi.intake.codes import codes_of, named_by_codes
from influencer_roi.intake.folder import BRANDS, find_sources, is_copy, stem, table_files, unread
from influencer_roi.intake.keys import respelled
from influencer_roi.intake.location import OrdersLocation, files_of, is_large
from influencer_roi.intake.parts import Read, read_table
from influencer_roi.intake.read import Sheet, frame_sheet
from influencer_roi.intake.remarks import remarks
from influencer_roi.intake.remarks.said import some
from influencer_roi.intake.tables import Intake, Named, Progress, aliases_of, cleaned_tables, named_of, silent
from influencer_roi.intake.tallies import tallied
from influencer_roi.ledger.entries import Ledger, build
from influencer_roi.ledger.load_in_place import load_in_place, rolled_by
from influencer_roi.ledger.resolve import conformed_of, resolve
from influencer_roi.ledger.spend import names_something
from influencer_roi.model.names import Spellings
from influencer_roi.model.report import Note, Problem, Refused, Report
from influencer_roi.model.schema import ORDERS, TABLES, Table
from influencer_roi.model.tables import Tables
from influencer_roi.settings import CURRENCY, PREFIX

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
    return _check(_framed(frames), intake or Intake())


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
    return _load(_framed(frames), intake or Intake(), sample=False)


@dataclass(frozen=True)
class _Given:
    """What is to be taken in: a sheet of each table, where orders lie that are left there, brands' spellings.

    `beside` gives the notes on what lies beside, once the tables were read.
    """

    sheet_of: Callable[[Table], Sheet]
    location: OrdersLocation | None = None
    brands: Spellings | None = None
    beside: Callable[[], Iterable[Note]] = tuple


@dataclass(frozen=True)
class _Checked:
    """The four cleaned tables, what became of every row, and what rows name that are none of theirs."""

    tables: Tables
    report: Report
    named: Named


def _given_by(folder: Path, intake: Intake) -> _Given:
    files = [path for path in table_files(folder) if path.name.casefold() != BRANDS]
    used: dict[str, Read] = {}

    def sheet_of(table: Table) -> Sheet:
        found = find_sources(table, files, folder)
        used[table.name] = read = read_table(
            found, table, most=intake.most, place=str(folder), currency=intake.currency
        )
        return read.sheet

    def beside() -> Iterable[Note]:
        named = [source.path for read in used.values() for source in (*read.used, *read.others)]
        own = [location.root] if location and location.root else []
        yield from _no_parts(used)
        yield from _unread(folder, [*named, *own, folder / BRANDS])

    brands = read_brands(folder / BRANDS, most=intake.most)
    location = OrdersLocation(address=intake.orders) if intake.orders else _large_orders(files, folder)
    return _Given(sheet_of, location, brands, beside)


def _large_orders(files: Sequence[Path], folder: Path) -> OrdersLocation | None:
    """Return where orders lie that are better left there; None of others."""
    try:
        (orders,) = find_sources(ORDERS, files, folder)
    except (Refused, ValueError):
        return None  # said with all other problems, once the tables are read
    return files_of(orders.path) if is_large(orders.path) else None


def _no_parts(used: Mapping[str, Read]) -> Iterable[Note]:
    """Yield a note for each file that is named as a part of a table and was not read as one, and why."""
    for name, read in used.items():
        for source, why in read.others.items():
            yield Note(name, source.name, "no_part", f"not read as a part of {name}: {why}")


def _unread(folder: Path, used: Iterable[Path]) -> Iterable[Note]:
    """Yield a note that names what lies beside the tables and was not read."""
    names = unread(folder, used)
    if names:
        listed = some([f"{name} (a copy)" if is_copy(stem(Path(name))) else name for name in names])
        said = f"not read: {listed}. A file is read as part of a table where it has its columns."
        yield Note("", folder.name, "unread_files", said)


def _set(intake: Intake) -> Iterable[Note]:
    """Yield a note where amounts are in another currency than the one pages write."""
    if intake.currency != CURRENCY:
        said = (
            f"amounts are in {intake.currency}; pages and notes write them as rupees, with ₹, lakh and crore."
        )
        yield Note("", f"{PREFIX}CURRENCY", "base_currency", said)


def _framed(frames: Mapping[str, pl.DataFrame]) -> _Given:
    names = ", ".join(table.name for table in TABLES)
    said = f"no such frame was given. Give all of {names}."
    missing = [Problem("file_missing", one.name, said) for one in TABLES if one.name not in frames]
    if missing:
        raise Refused(missing)
    brands = brands_of(frame_sheet(frames["brands"], "brands")) if "brands" in frames else None
    return _Given(lambda table: frame_sheet(frames[table.name], table.name), brands=brands)


def _check(given: _Given, intake: Intake) -> Report:
    if given.location:
        return _in_place(given, given.location, intake).report
    checked = _checked(given, intake)
    if checked.tables.payouts.filter(names_something()).is_empty():
        return checked.report
    return _built(checked, given, intake, sample=False).report  # only placing them shows what they missed


def _load(given: _Given, intake: Intake, *, sample: bool) -> Ledger:
    if given.location:
        return _in_place(given, given.location, intake)
    return _built(_checked(given, intake), given, intake, sample=sample)


def _built(checked: _Checked, given: _Given, intake: Intake, *, sample: bool) -> Ledger:
    tables, report = checked.tables, checked.report
    intake.progress("working out brands, links and credit", 0.5)
    conformed = conformed_of(tables, checked.named, given.brands)
    resolved = conformed.with_orders(resolve(tables.orders, conformed))
    intake.progress("rolling orders, posts and payouts up", 0.75)
    if intake.engine is None:
        return build(resolved, report, sample=sample)
    rolled = conformed.with_orders(rolled_by(intake.engine, tables.orders, conformed))
    built = build(rolled, report, sample=sample)
    return replace(built, tables=replace(built.tables, orders=resolved.orders))


def _in_place(given: _Given, location: OrdersLocation, intake: Intake) -> Ledger:
    beside = cleaned_tables(given.sheet_of, intake, [table for table in TABLES if table is not ORDERS])
    ledger = load_in_place(beside, location, intake, brands=given.brands)
    return replace(ledger, report=ledger.report.with_notes([*_set(intake), *given.beside()]))


def _checked(given: _Given, intake: Intake) -> _Checked:
    cleaned = cleaned_tables(given.sheet_of, intake)
    intake.progress("looking at what was kept", 0.4)
    people, rows = cleaned["influencers"], {name: one.rows for name, one in cleaned.items()}
    rows[ORDERS.name], coded = named_by_codes(rows[ORDERS.name], codes_of([people.rows, people.again]))
    raw = Tables(**rows)
    tallies = tallied(raw)
    tables, notes = respelled(raw, tallies, aliases_of(people))
    report = Report(
        counts={name: one.counts for name, one in cleaned.items()},
        faults=pl.concat([one.faults for one in cleaned.values()]),
        notes=tuple(note for one in cleaned.values() for note in one.notes),
    )
    said = remarks(tables, report.counts, tallies if tables is raw else tallied(tables))
    report = report.with_notes(
        [*coded(report.counts), *notes(report.counts), *said, *_set(intake), *given.beside()]
    )
    return _Checked(tables, report, named_of(cleaned))
