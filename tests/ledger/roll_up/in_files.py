"""Lays the orders of a folder out as others leave them: partitioned Parquet, texts as they are written."""

import shutil
from pathlib import Path

import polars as pl

from influencer_roi.intake.folder import find_sources, table_files
from influencer_roi.intake.read import CELL, read_sheet
from influencer_roi.model.schema import ORDERS

PARTS = 3


def written(folder: Path) -> pl.DataFrame:
    """The orders of a folder as they stand in the file, every cell a text or null."""
    (orders,) = find_sources(ORDERS, table_files(folder), folder)
    sheet = read_sheet(orders.path, ORDERS)
    cells = {f"{CELL}{location}": header for location, header in enumerate(sheet.headers) if header.strip()}
    return sheet.rows.sort("line").select(pl.col(cell).alias(header) for cell, header in cells.items())


def lay(folder: Path, beside: Path) -> Path:
    """The folder with its orders as a folder of Parquet, in partitions."""
    laid = beside / "laid"
    laid.mkdir()
    files = table_files(folder)
    ((orders),) = (source.path for source in find_sources(ORDERS, files, folder))
    for file in files:
        if file != orders and not file.name.startswith(orders.name):
            shutil.copy(file, laid / file.name)
    rows = written(folder)
    length = -(-rows.height // PARTS)
    for part in range(PARTS):
        partition = laid / "orders" / f"part={part}"
        partition.mkdir(parents=True)
        rows.slice(part * length, length).write_parquet(partition / "rows.parquet")
    return laid
