"""Reads from a version's files the order records that are none of its rows: those left out and set aside."""

from pathlib import Path

import polars as pl

from influencer_roi.intake.folder import find_sources, table_files
from influencer_roi.intake.parts import read_table
from influencer_roi.ledger.entries import Ledger
from influencer_roi.model.report import Refused
from influencer_roi.model.schema import ORDERS
from influencer_roi.settings import MOST_BYTES
from influencer_roi.store.about import about_of
from influencer_roi.store.staged import Staged


def files_of_version(root: Path, version: str) -> Path | None:
    """Return the folder a version's files are kept in; None where they are not."""
    about = about_of(root, version)
    folder = Staged(root, about.files).files if about and about.files else None
    return folder if folder is not None and folder.is_dir() else None


def records_beside(folder: Path | None, ledger: Ledger) -> pl.DataFrame | None:
    """Return `cells`, the texts of each order record of a folder that is no row of its ledger.

    None where that cannot be known: the files are not there, or cannot be read so.
    """
    if folder is None or ledger.in_place is not None:
        return None
    try:
        found = find_sources(ORDERS, table_files(folder), folder)
        rows = read_table(found, ORDERS, most=MOST_BYTES, place=folder.name).sheet.rows
    except Refused:
        return None
    kept = ledger.tables.orders.select(pl.col("line").cast(rows.schema["line"]))
    others = rows.join(kept, on="line", how="anti", maintain_order="left")
    return others.select(cells=pl.concat_list(pl.exclude("line").str.strip_chars()))
