"""Reads the current version of a snapshot, and the last good one where it is damaged."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.in_place import InPlace, in_place_of
from influencer_roi.model.outcomes import NOTES
from influencer_roi.model.report import Problem, Refused, Report, refusal
from influencer_roi.model.schema import ORDERS, TABLES
from influencer_roi.model.tables import Tables
from influencer_roi.model.written_report import Written, report_of, written_currency
from influencer_roi.settings import PREFIX, base_currency
from influencer_roi.store import cubes as rolled
from influencer_roi.store.contents import (
    ENTRIES,
    FRAMES,
    IN_PLACE,
    REPORT,
    REPORTED,
    ROLL_UPS,
    TOUCHES,
    WORDS,
)
from influencer_roi.store.manifest import Damaged, Manifest, read_manifest, verify
from influencer_roi.store.mapped import frame_of
from influencer_roi.store.versions import Pointer, folder_of, pointer, versions


@dataclass(frozen=True)
class Snapshot:
    """A version as it was written, mapped from the disk: all processes share one copy.

    `problems` says what is damaged where this is not the current version, `sources` are {file: sha256}.
    """

    version: str
    ledger: Ledger
    problems: tuple[Problem, ...]
    sources: dict[str, str]
    rules: str


def read_snapshot(root: Path) -> Snapshot:
    """Return the current version, or the newest that is intact, every file of it verified.

    Raises:
        Refused: there is no version (file_missing), none is intact (bad_snapshot), or this process writes
            amounts in another currency (other_currency).
    """
    snapshot = read_last(root)
    require_currency(root, snapshot.ledger.report.currency)
    return snapshot


def read_last(root: Path) -> Snapshot:
    """Return the same whatever currency its amounts are in: for who reads none.

    Raises:
        Refused: there is no version (file_missing), or none is intact (bad_snapshot).
    """
    while True:
        pointed = pointer(root)
        read = _read_newest(root, pointed)
        problems = read.problems if isinstance(read, Snapshot) else read
        # A version may go while it is read, because newer ones came: that is no damage.
        if problems and pointer(root) != pointed:
            continue
        if isinstance(read, Snapshot):
            return read
        raise Refused(read)


def last_good(root: Path) -> Snapshot | None:
    """Return what `read_last` does, None where there is none."""
    try:
        return read_last(root)
    except Refused:
        return None


def rows_of(root: Path, version: str) -> dict[str, int]:
    """Return {file: rows} of a version, from its manifest alone.

    Raises:
        Refused: the manifest is damaged.
    """
    try:
        manifest, _ = read_manifest(folder_of(root) / version)
    except Damaged as damaged:
        raise refusal("bad_snapshot", str(root), f"version {version} is damaged: {damaged}.") from None
    return {name: piece.rows for name, piece in manifest.files.items()}


def kept_of(root: Path, version: str) -> int:
    """Return how many rows a version was made of, from its report alone."""
    written: Written = json.loads((folder_of(root) / version / REPORT).read_bytes())
    return sum(one["kept"] for one in written["tables"].values())


def currency_of(root: Path, version: str) -> str:
    """Return what the amounts of a version are in, from its report alone."""
    written: Written = json.loads((folder_of(root) / version / REPORT).read_bytes())
    return written_currency(written)


def require_currency(root: Path, currency: str) -> None:
    """Let only what this process can write be read.

    Raises:
        Refused: the amounts of a snapshot are in another currency; it says which, and what to set.
    """
    base = base_currency()
    if currency != base:
        text = f"its amounts are in {currency}, and {PREFIX}CURRENCY is {base}. Set it to {currency}"
        way_out = f"or make the snapshot anew: influencer-roi build FOLDER --out {root}."
        shown = f"the amounts are in {currency}, not {base} as this server is set; they have to be read anew."
        raise refusal("other_currency", str(root), f"{text}, {way_out}", shown=shown)


def _read_newest(root: Path, pointed: Pointer | None) -> Snapshot | tuple[Problem, ...]:
    """Return the first version that is intact, the current one first, or why there is none."""
    damage: list[str] = []
    for name in _in_turn(root, pointed):
        try:
            manifest, sha256, ledger = _read(folder_of(root) / name)
        except Damaged as damaged:
            damage.append(f"version {name} is damaged: {damaged}")
            continue
        if pointed is None or (pointed.version == name and pointed.sha256 != sha256):
            damage.append("CURRENT is damaged or missing")
        problems = tuple(_problem(root, f"{message}; version {name} is used") for message in damage)
        return Snapshot(name, ledger, problems, manifest.sources, manifest.rules)
    if not damage:
        message = f"there is no snapshot yet. Make one: influencer-roi build FOLDER --out {root}."
        return (Problem("file_missing", str(root), message),)
    return tuple(_problem(root, message) for message in damage)


def _in_turn(root: Path, pointed: Pointer | None) -> Iterator[str]:
    if pointed:
        yield pointed.version
    yield from (name for name in versions(root) if not pointed or name != pointed.version)


def _problem(root: Path, message: str) -> Problem:
    return Problem(
        "bad_snapshot", str(root), f"{message}. Make it anew: influencer-roi build FOLDER --out {root}."
    )


def _read(folder: Path) -> tuple[Manifest, str, Ledger]:
    """Return the manifest of a version, its sha256, and the ledger, once every file is verified.

    Raises:
        Damaged: some file is not what was written.
    """
    manifest, sha256 = read_manifest(folder)
    with ThreadPoolExecutor() as threads:
        for _ in threads.map(lambda name: verify(folder, name, manifest.files[name]), manifest.files):
            pass
    try:
        return manifest, sha256, _mapped(folder, manifest)
    except OSError as error:
        raise Damaged(f"it cannot be mapped: {error.strerror}") from None


def _mapped(folder: Path, manifest: Manifest) -> Ledger:
    tables = {
        table.name: frame_of(folder / f"{table.name}.arrow", manifest.files[f"{table.name}.arrow"])
        for table in TABLES
    }
    written: Written = json.loads((folder / REPORT).read_bytes())
    reported = {
        name: frame_of(folder / file, manifest.files[file])
        for name, file in REPORTED.items()
        if file in manifest.files
    }
    if unknown := {note["code"] for note in written["notes"]} - NOTES.keys():
        raise Damaged(f"{REPORT} has notes that are no longer made: {', '.join(sorted(unknown))}")
    report = report_of(written, reported)
    entries = frame_of(folder / ENTRIES, manifest.files[ENTRIES])
    ledger = Ledger(entries, Tables(**tables), report, manifest.sample, _in_place(folder, manifest, report))
    cubes = rolled.cubes_from(entries, _named(folder, manifest, ROLL_UPS), measures=ledger.measured)
    touches = frame_of(folder / TOUCHES, manifest.files[TOUCHES])
    return replace(ledger, mapped=cubes, touches=touches)


def _in_place(folder: Path, manifest: Manifest, report: Report) -> InPlace | None:
    if IN_PLACE not in manifest.files:
        return None
    words, frames = (_named(folder, manifest, prefix) for prefix in (WORDS, FRAMES))
    set_aside = report.faults.filter(pl.col("table") == ORDERS.name).select("line")
    written = json.loads((folder / IN_PLACE).read_bytes())
    return in_place_of(written, words, frames=frames, set_aside=set_aside)


def _named(folder: Path, manifest: Manifest, prefix: str) -> dict[str, pl.DataFrame]:
    """Return {what comes after the prefix: rows} of all Arrow files named so."""
    return {
        name.removeprefix(prefix).removesuffix(".arrow"): frame_of(folder / name, piece)
        for name, piece in manifest.files.items()
        if name.startswith(prefix)
    }
