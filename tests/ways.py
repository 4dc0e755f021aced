"""Gives the same four tables to the product in every way there is, and compares the answers."""

from __future__ import annotations

import csv
import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl
import xlsxwriter

from influencer_roi.ledger.entries import MEASURES, Ledger
from influencer_roi.ledger.load import Intake, load_folder, load_frames
from influencer_roi.model.dimensions import GRAIN
from influencer_roi.model.report import Refused, Report
from tests.ledger.roll_up.test_engines import differences

Frames = Mapping[str, pl.DataFrame]
Way = Callable[[Frames, Path, Intake], Ledger]
Outcome = Ledger | Refused
Fault = tuple[str, str, str, str]  # table, column, value, code


# ---- ways in


def in_files(frames: Frames, folder: Path, intake: Intake) -> Ledger:
    """One CSV file per table."""
    for name, frame in frames.items():
        _csv(frame, folder / f"{name}.csv")
    return load_folder(folder, intake)


def side_by_side(frames: Frames, folder: Path, intake: Intake) -> Ledger:
    """Two CSV files per table, side by side."""
    for name, frame in frames.items():
        for part, rows in _halves(frame, name):
            _csv(rows, folder / f"{part}.csv")
    return load_folder(folder, intake)


def parquet_side_by_side(frames: Frames, folder: Path, intake: Intake) -> Ledger:
    """Two Parquet files per table, side by side."""
    for name, frame in frames.items():
        for part, rows in _halves(frame, name):
            rows.write_parquet(folder / f"{part}.parquet")
    return load_folder(folder, intake)


def folder_of_csv(frames: Frames, folder: Path, intake: Intake) -> Ledger:
    """Orders in a folder of CSV files, which stay where they lie; the other tables in two files each."""
    return _with_folder(frames, folder, intake, lambda rows, path: _csv(rows, path.with_suffix(".csv")))


def folder_of_parquet(frames: Frames, folder: Path, intake: Intake) -> Ledger:
    """Orders in a folder of Parquet files, which stay where they lie; the other tables in two files each."""
    return _with_folder(
        frames, folder, intake, lambda rows, path: rows.write_parquet(path.with_suffix(".parquet"))
    )


def folder_for_duckdb(frames: Frames, folder: Path, intake: Intake) -> Ledger:
    """Orders in a folder of Parquet files, rolled up by DuckDB where they lie."""
    return folder_of_parquet(frames, folder, replace(intake, engine="duckdb"))


def as_frames(frames: Frames, _: Path, intake: Intake) -> Ledger:
    """Four frames, given by a program."""
    return load_frames(frames, intake)


def in_workbook(frames: Frames, folder: Path, intake: Intake) -> Ledger:
    """One workbook with a sheet per table, every cell a text."""
    with xlsxwriter.Workbook(folder / "Plan.xlsx", {"strings_to_formulas": False}) as book:
        for name, frame in frames.items():
            sheet = book.add_worksheet(name.title())
            sheet.write_row(0, 0, frame.columns)
            for at, row in enumerate(frame.iter_rows(), start=1):
                for column, cell in enumerate(row):
                    if cell is not None:
                        sheet.write_string(at, column, cell)
    return load_folder(folder, intake)


WAYS: dict[str, Way] = {
    way.__name__: way
    for way in (
        side_by_side,
        parquet_side_by_side,
        folder_of_csv,
        folder_of_parquet,
        folder_for_duckdb,
        as_frames,
        in_workbook,
    )
}


def _with_folder(
    frames: Frames, folder: Path, intake: Intake, write: Callable[[pl.DataFrame, Path], object]
) -> Ledger:
    (folder / "orders").mkdir()
    for name, frame in frames.items():
        place = folder / "orders" if name == "orders" else folder
        for part, rows in _halves(frame, name):
            write(rows, place / part)
    return load_folder(folder, intake)


def _halves(frame: pl.DataFrame, name: str) -> Iterator[tuple[str, pl.DataFrame]]:
    """Yield the first and the second half of a table, each with the name of its file; equal ones are one."""
    half = (frame.height + 1) // 2
    half = frame.height if frame[:half].equals(frame[half:]) else half  # a file equal to another is its copy
    yield f"{name}_2025-05", frame[:half]
    if frame.height > half:
        yield f"{name}_2025-06", frame[half:]


def frame_of_csv(path: Path) -> pl.DataFrame:
    """Read a plain CSV file as a frame of texts, empty cells null."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    cells = [[cell or None for cell in row] for row in rows if row]
    return pl.DataFrame(cells, schema=dict.fromkeys(header, pl.String), orient="row")


def _csv(frame: pl.DataFrame, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([frame.columns, *frame.iter_rows()])


# ---- answers

# What belongs to a way in: that there are several files, how one reads by the others, no checksum.
OF_FILES = frozenset({"parts", "dots_of_files", "dots_differ", "no_checksum"})
# Notes on orders that are not made of orders left where they lie, for what they would take: the median of all
# rows, two more columns, or a look at how each plain or optional cell is written. No figure rests on them.
NOT_IN_PLACE = frozenset(
    {
        *("outlier", "outside_campaign"),
        *("trimmed", "control_characters", "cell_unreadable", "decimal_zero", "sub_paise"),
    }
)


@dataclass(frozen=True)
class Told:
    """What a way in answers beside its ledger: by table counts and money, faults, and the codes of notes."""

    counts: dict[str, tuple[int, int, int, int, int]]
    money: dict[str, tuple[float, float, float]]
    faults: list[Fault]
    notes: set[tuple[str, str]]


def outcome(way: Way, frames: Frames, folder: Path, intake: Intake | None = None) -> Outcome:
    """Return the ledger a way in gives, or why it is refused."""
    folder.mkdir(parents=True)
    try:
        return way(frames, folder, intake or Intake())
    except Refused as refused:
        return refused


def disagreements(one: Outcome, other: Outcome) -> Iterator[str]:
    """Say where two outcomes differ: refusals by their codes, ledgers by entries, counts and notes."""
    if isinstance(one, Refused) or isinstance(other, Refused):
        codes = [_codes(side) for side in (one, other)]
        if not {*codes[1]} - OF_FILES <= {*codes[0]}:
            yield f"refused: {codes[0]} and {codes[1]}"
        return
    for row in differences(one, other).iter_rows(named=True):
        apart = {
            name: (row[name], row[f"{name}_other"]) for name in MEASURES if row[name] != row[f"{name}_other"]
        }
        yield f"entry {[row[name] for name in GRAIN]}: {apart}"
    unheard = NOT_IN_PLACE if one.in_place or other.in_place else frozenset()
    yield from _told_apart(told(one.report, unheard), told(other.report, unheard))


def _codes(side: Outcome) -> list[str]:
    return sorted(one.code for one in side.problems) if isinstance(side, Refused) else ["served"]


def told(report: Report, unheard: frozenset[str]) -> Told:
    """Return what a report says, without notes that belong to a way in, or on orders that are `unheard`."""
    counts = report.counts.items()
    return Told(
        {
            name: (one.read, one.kept, one.set_aside, one.left_out, one.money.unreadable)
            for name, one in counts
        },
        {name: (one.money.kept, one.money.set_aside, one.money.left_out) for name, one in counts},
        sorted((one.table, one.column, one.value, one.code) for one in report.set_aside),
        {
            (one.table, one.code)
            for one in report.notes
            if one.code not in OF_FILES
            and (one.table, one.code) not in {("orders", code) for code in unheard}
        },
    )


def _told_apart(one: Told, other: Told) -> Iterator[str]:
    for name, count in one.counts.items():
        if count != other.counts[name]:
            yield f"{name} read, kept, aside, left out, unreadable: {count} and {other.counts[name]}"
        pairs = zip(one.money[name], other.money[name], strict=True)
        if not all(math.isclose(*pair, rel_tol=1e-9, abs_tol=1e-9) for pair in pairs):
            yield f"{name} money: {one.money[name]} and {other.money[name]}"
    if one.faults != other.faults:
        yield f"faults: {_only(one.faults, other.faults)} and {_only(other.faults, one.faults)}"
    if one.notes != other.notes:
        yield f"notes: {sorted(one.notes - other.notes)} and {sorted(other.notes - one.notes)}"


def _only(some: list[Fault], others: list[Fault]) -> list[Fault]:
    return [*(Counter(some) - Counter(others)).elements()]
