"""Says what a ledger adds up to, so that one state of a folder is told from another and from a mixture."""

import contextlib
from pathlib import Path

import polars as pl

from influencer_roi.ledger.entries import MEASURES, Ledger
from influencer_roi.store import current_version, read_snapshot
from influencer_roi.store.staged import folder_of_uploads, live_uploads

State = tuple[float, ...]


def state_of(ledger: Ledger) -> State:
    """The sum of every measure, in entries and in their tables, and the number of rows of each."""
    tables = ledger.tables
    frames = ledger.entries, tables.influencers, tables.posts, tables.orders, tables.payouts
    measured = [ledger.entries[name] for name in MEASURES]
    sums = map(_sum, [*measured, tables.orders["revenue"], tables.payouts["total_payout"]])
    return (*sums, *map(len, frames))


def _sum(column: pl.Series) -> float:
    return float(column.sum())


def served(root: Path) -> tuple[str, State, int]:
    """The version that is read, its state, and how many problems were found on the way."""
    read = read_snapshot(root)
    return read.version, state_of(read.ledger), len(read.problems)


def leftovers(root: Path) -> list[str]:
    """Everything in a snapshot that is neither a version, nor files of one, nor one of its known files."""
    known = {"CURRENT", "lock", "origin.json", "staged", "status.json", "versions"}
    found = [path.name for path in root.iterdir() if path.name not in known]
    with contextlib.suppress(FileNotFoundError):
        kept = live_uploads(root)
        found += [path.name for path in folder_of_uploads(root).iterdir() if path.name not in kept]
    with contextlib.suppress(FileNotFoundError):
        found += [path.name for path in (root / "versions").iterdir() if path.name.startswith(".")]
    return found


def unswitched(root: Path) -> list[str]:
    """Versions newer than the current one: their writer ended before it switched to them."""
    current = current_version(root) or ""
    return [path.name for path in (root / "versions").iterdir() if path.name > current]
