"""Holds what was measured as rows, and prints them beside their limits."""

import json
import statistics
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

Written = Callable[[float], str]
KILO, MEGA, GIGA = 1_000, 1_000_000, 1_000_000_000
HEADERS = ("median", "lowest", "highest", "runs", "limit")
MOST_SLOWER = 1.10


def seconds(value: float) -> str:
    """Return seconds in words: milliseconds below one."""
    return f"{value * KILO:,.1f} ms" if value < 1 else f"{value:,.2f} s"


def count(value: float) -> str:
    """Return how many."""
    return f"{value:,.0f}"


def times(value: float) -> str:
    """Return how many times as much."""
    return f"{value:,.2f} ×" if value < 10 else f"{value:,.1f} ×" if value < 100 else f"{value:,.0f} ×"


def per_second(value: float) -> str:
    """Return how many in a second."""
    return f"{value:,.1f} /s"


def data(value: float) -> str:
    """Return bytes in words."""
    if value >= GIGA:
        return f"{value / GIGA:,.2f} GB"
    return f"{value / MEGA:,.2f} MB" if value >= MEGA / 10 else f"{value / KILO:,.1f} kB"


@dataclass(frozen=True)
class Row:
    """One line of the table: what was measured, the value of every run, its limit, what to make of it.

    The median may be no more than `limit`, and no less than `least`. A row without values only has a remark:
    why nothing was measured. `written` puts a value in words. `group` is the benchmark it is of.
    """

    what: str
    values: tuple[float, ...] = ()
    limit: float | None = None
    remark: str = ""
    written: Written = seconds
    least: float | None = None
    group: str = ""

    @property
    def median(self) -> float:
        """The value half of the runs stayed under."""
        return statistics.median(self.values)

    @property
    def is_over(self) -> bool:
        """Whether the median passes the limit."""
        return bool(self.values) and self.limit is not None and self.median > self.limit

    @property
    def is_under(self) -> bool:
        """Whether the median falls short of the least."""
        return bool(self.values) and self.least is not None and self.median < self.least


def cells(row: Row) -> list[str]:
    """Return a row in words: what, median, lowest, highest, runs, limit, remark."""
    if not row.values:
        return [row.what, "–", "", "", "", "", row.remark]
    figures = [row.written(value) for value in (row.median, min(row.values), max(row.values))]
    most = "" if row.limit is None else f"≤ {row.written(row.limit)}"
    limit = most if row.least is None else f"≥ {row.written(row.least)}"
    broken = "OVER THE LIMIT" if row.is_over else "UNDER THE LIMIT" if row.is_under else ""
    remark = ". ".join(part for part in (broken, row.remark) if part)
    return [row.what, *figures, str(len(row.values)), limit, remark]


def verdict(rows: Sequence[Row]) -> str:
    """Return which rows pass their limit."""
    broken = [row.what for row in rows if row.is_over or row.is_under]
    limited = sum(row.limit is not None or row.least is not None for row in rows if row.values)
    return f"Beyond their limit: {'; '.join(broken)}." if broken else f"All {limited} limits hold."


def show(rows: Sequence[Row], machine: str = "") -> None:
    """Print the rows by group, the machine, and which of them pass their limit."""
    table = Table(box=None, pad_edge=False)
    table.add_column("", no_wrap=True)
    for header in HEADERS:
        table.add_column(header, justify="right", no_wrap=True)
    table.add_column("remark")
    group = ""
    for row in rows:
        if row.group != group:
            group = row.group
            table.add_row(Text(f"\n{group}", style="dim"))
        table.add_row(*cells(row), style="bold" if row.is_over or row.is_under else "")
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 180)
    console.print(table)
    console.print(machine)
    console.print(verdict(rows))


def keep(rows: Sequence[Row], file: Path) -> None:
    """Write the value of every run as JSON: seconds, counts, bytes or ratios."""
    names = ("group", "what", "values", "limit", "least", "remark")
    kept = [{name: getattr(row, name) for name in names} for row in rows]
    file.write_text(json.dumps(kept, indent=2), encoding="utf-8")


def beside(rows: Sequence[Row], file: Path, small: Sequence[str]) -> Iterator[Row]:
    """Yield what rows are by what they were, as `keep` wrote it; `small` begin the names of those held to it.

    What is no time is held to nothing: more of it may be better.
    """
    before = {row["what"]: row["values"] for row in json.loads(file.read_text(encoding="utf-8"))}
    for row in rows:
        was = before.get(row.what)
        if row.values and was and statistics.median(was):
            held = row.written is seconds and row.what.startswith(tuple(small))
            yield _by(row, was, MOST_SLOWER if held else None, file.name)


def _by(row: Row, was: Sequence[float], limit: float | None, name: str) -> Row:
    before = statistics.median(was)
    remark = f"{row.written(row.median)} by {row.written(before)}"
    return Row(row.what, (row.median / before,), limit, remark, times, group=f"Now, by {name}")
