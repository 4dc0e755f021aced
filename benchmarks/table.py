"""Holds what was measured as rows, and prints them beside their limits."""

import json
import os
import platform
import statistics
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl
from rich.console import Console
from rich.table import Table
from rich.text import Text

Written = Callable[[float], str]
KILO, MEGA = 1_000, 1_000_000


def seconds(value: float) -> str:
    """Return seconds in words: milliseconds below one."""
    return f"{value * KILO:,.1f} ms" if value < 1 else f"{value:,.2f} s"


def count(value: float) -> str:
    """Return how many."""
    return f"{value:,.0f}"


def times(value: float) -> str:
    """Return how many times as much."""
    return f"{value:.1f} ×"


def data(value: float) -> str:
    """Return bytes in words."""
    return f"{value / MEGA:,.2f} MB" if value >= MEGA / 10 else f"{value / KILO:,.1f} kB"


@dataclass(frozen=True)
class Row:
    """One line of the table: what was measured, the value of every run, its limit, what to make of it.

    A row without values only has a remark: why nothing was measured. `written` puts a value in words.
    """

    what: str
    values: tuple[float, ...] = ()
    limit: float | None = None
    remark: str = ""
    written: Written = seconds

    @property
    def median(self) -> float:
        """The value half of the runs stayed under."""
        return statistics.median(self.values)

    @property
    def is_over(self) -> bool:
        """Whether the median passes the limit."""
        return bool(self.values) and self.limit is not None and self.median > self.limit


def show(rows: Sequence[Row]) -> None:
    """Print the rows, the machine, and which of them pass their limit."""
    table = Table(box=None, pad_edge=False)
    table.add_column("", no_wrap=True)
    for header in ("median", "fastest", "slowest", "runs", "limit"):
        table.add_column(header, justify="right", no_wrap=True)
    table.add_column("remark")
    for row in rows:
        table.add_row(*_cells(row), style="bold" if row.is_over else "")
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 160)
    console.print(table)
    console.print(f"{os.cpu_count()} cores, Python {platform.python_version()}, Polars {pl.__version__}")
    over = [row.what for row in rows if row.is_over]
    limited = sum(row.limit is not None and bool(row.values) for row in rows)
    console.print(f"Over their limit: {'; '.join(over)}." if over else f"All {limited} limits hold.")


def keep(rows: Sequence[Row], file: Path) -> None:
    """Write the value of every run as JSON: seconds, counts or bytes."""
    names = ("what", "values", "limit", "remark")
    kept = [{name: getattr(row, name) for name in names} for row in rows]
    file.write_text(json.dumps(kept, indent=2), encoding="utf-8")


def _cells(row: Row) -> list[str | Text]:
    if not row.values:
        return [row.what, "–", "", "", "", "", row.remark]
    figures = [row.written(value) for value in (row.median, min(row.values), max(row.values))]
    limit = "" if row.limit is None else row.written(row.limit)
    remark = ". ".join(part for part in ("OVER THE LIMIT" if row.is_over else "", row.remark) if part)
    return [row.what, *figures, str(len(row.values)), limit, remark]
