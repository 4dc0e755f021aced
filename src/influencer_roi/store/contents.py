"""Says what a snapshot holds of a ledger, by file: the frames that are mapped, and the texts people read."""

import json
from collections.abc import Iterator

import polars as pl

from influencer_roi.ledger.entries import Ledger
from influencer_roi.model.escape import inert
from influencer_roi.model.schema import TABLES
from influencer_roi.store import cubes as rolled

ENTRIES = "entries.arrow"
TOUCHES = "touches.arrow"
REPORTED = {  # the frames of a report
    "faults": "set_aside.arrow",
    "left_out": "left_out.arrow",
    "unowned": "unowned_codes.arrow",
}
REPORT = "load_report.json"
IN_PLACE = "in_place.json"
FRAMES, WORDS = "in_place.rows.", "in_place.words."
ROLL_UPS = "roll_ups."


def frames_of(ledger: Ledger) -> dict[str, pl.DataFrame]:
    """Return {file name: rows} of everything that is mapped."""
    return tables_of(ledger) | roll_ups_of(ledger)


def tables_of(ledger: Ledger) -> dict[str, pl.DataFrame]:
    """Return what is mapped but roll-ups."""
    tables = {f"{table.name}.arrow": getattr(ledger.tables, table.name) for table in TABLES}
    reported = {file: getattr(ledger.report, name) for name, file in REPORTED.items()}
    read = {ENTRIES: ledger.entries, **tables, **reported, TOUCHES: ledger.touches}
    return {**read, **_frames_in_place(ledger)}


def roll_ups_of(ledger: Ledger) -> dict[str, pl.DataFrame]:
    """Return the roll-ups that are mapped."""
    return {f"{ROLL_UPS}{name}.arrow": rows for name, rows in rolled.frames_of(ledger.cubes).items()}


def _frames_in_place(ledger: Ledger) -> dict[str, pl.DataFrame]:
    """Return what a ledger holds of orders that lie elsewhere."""
    if ledger.in_place is None:
        return {}
    named = ((FRAMES, ledger.in_place.frames), (WORDS, ledger.in_place.words))
    return {f"{prefix}{name}.arrow": rows for prefix, frames in named for name, rows in frames.items()}


def texts_of(ledger: Ledger) -> Iterator[tuple[str, bytes, pl.DataFrame]]:
    """Yield name, content and rows of the files people read."""
    report = {**ledger.report.as_json(), "currency": ledger.report.currency}
    yield REPORT, json.dumps(report, indent=1, ensure_ascii=False).encode(), pl.DataFrame()
    for table in TABLES:
        faults = ledger.report.faults.filter(pl.col("table") == table.name)
        yield f"set_aside/{table.name}.csv", inert(faults).write_csv().encode(), faults
    if ledger.in_place is not None:
        yield IN_PLACE, json.dumps(ledger.in_place.as_json(), indent=1).encode(), pl.DataFrame()
