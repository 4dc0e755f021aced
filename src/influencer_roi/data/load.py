"""Loads a data folder, or four frames, into a ledger."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from influencer_roi.data.clean import Cleaned, Rules, clean
from influencer_roi.data.folder import find_file, table_files
from influencer_roi.data.keys import met
from influencer_roi.data.ledger import Ledger, build
from influencer_roi.data.read import Sheet, frame_sheet, read_sheet
from influencer_roi.data.remarks import remarks
from influencer_roi.data.report import SET_ASIDE, Problem, Refused, Report
from influencer_roi.data.resolve import Tables, resolve
from influencer_roi.data.sources import TABLES, Table
from influencer_roi.settings import MOST_BYTES, DateOrder

INDIA = dt.timezone(dt.timedelta(hours=5, minutes=30))
Progress = Callable[[str, float], None]


def silent(step: str, done: float) -> None:
    """Hear of progress and do nothing."""


@dataclass(frozen=True)
class Intake:
    """How files are taken in.

    `most` is the largest file in bytes, `order` that of day and month where no date proves one. `progress`
    hears of each step in words, and of the part done by then, from 0 to 1.
    """

    most: int = MOST_BYTES
    order: DateOrder | None = None
    today: dt.date = field(default_factory=lambda: dt.datetime.now(INDIA).date())
    progress: Progress = silent


def check_folder(folder: Path, intake: Intake | None = None) -> Report:
    """Return what would become of every row of a folder, without making its ledger.

    Raises:
        Refused: the folder cannot be served; it names every problem.
    """
    return _checked(_sheets(folder, intake := intake or Intake()), intake)[1]


def check_frames(frames: Mapping[str, pl.DataFrame], intake: Intake | None = None) -> Report:
    """Return what would become of every row of four frames by table name, without making their ledger.

    Raises:
        Refused: the frames cannot be served; it names every problem.
    """
    return _checked(_framed(frames), intake or Intake())[1]


def load_folder(folder: Path, intake: Intake | None = None, *, sample: bool = False) -> Ledger:
    """Return the ledger of a folder that holds the four files.

    Raises:
        Refused: a file is missing, unreadable or empty, or lacks a column; it names every such problem.
    """
    return _load(_sheets(folder, intake := intake or Intake()), intake, sample=sample)


def load_frames(frames: Mapping[str, pl.DataFrame], intake: Intake | None = None) -> Ledger:
    """Return the ledger of four frames by table name, through the same checks as files.

    Raises:
        Refused: a table is missing or empty, or lacks a column.
    """
    return _load(_framed(frames), intake or Intake(), sample=False)


def _sheets(folder: Path, intake: Intake) -> Callable[[Table], Sheet]:
    files = table_files(folder)
    return lambda table: read_sheet(find_file(table, files, folder), table, most=intake.most)


def _framed(frames: Mapping[str, pl.DataFrame]) -> Callable[[Table], Sheet]:
    names = ", ".join(table.name for table in TABLES)
    said = f"no such frame was given. Give all of {names}."
    missing = [Problem("file_missing", one.name, said) for one in TABLES if one.name not in frames]
    if missing:
        raise Refused(missing)
    return lambda table: frame_sheet(frames[table.name], table.name)


def _load(sheet_of: Callable[[Table], Sheet], intake: Intake, *, sample: bool) -> Ledger:
    tables, report = _checked(sheet_of, intake)
    intake.progress("working out brands, links and credit", 0.5)
    resolved = resolve(tables)
    intake.progress("rolling orders, posts and payouts up", 0.75)
    return build(resolved, report, sample=sample)


def _checked(sheet_of: Callable[[Table], Sheet], intake: Intake) -> tuple[Tables, Report]:
    """Return the four cleaned tables and what became of every row."""
    cleaned: dict[str, Cleaned] = {}
    problems: list[Problem] = []
    rules = Rules(intake.today, intake.order)
    for place, table in enumerate(TABLES):
        intake.progress(f"reading {table.name}", 0.1 * place)
        try:
            cleaned[table.name] = clean(sheet_of(table), table, rules)
        except Refused as refused:
            problems += refused.problems
    problems += [_nothing_kept(one) for one in cleaned.values() if not one.counts.kept]
    if problems:
        raise Refused(problems)
    intake.progress("looking at what was kept", 0.4)
    tables, notes = met(Tables(**{name: one.rows for name, one in cleaned.items()}))
    counts = {name: one.counts for name, one in cleaned.items()}
    report = Report(
        counts=counts,
        faults=pl.concat([one.faults for one in cleaned.values()])
        if cleaned
        else pl.DataFrame(schema=SET_ASIDE),
        notes=tuple(note for one in cleaned.values() for note in one.notes),
    )
    return tables, report.with_notes([*notes(counts), *remarks(tables, counts)])


def _nothing_kept(table: Cleaned) -> Problem:
    line, reason = table.faults.select("line", "reason").row(0)
    said = (
        f"every one of its {table.counts.read:,} rows was set aside. The first (line {line}) has {reason}. "
        "Check that this is the right file."
    )
    return Problem("nothing_kept", table.counts.file, said)
