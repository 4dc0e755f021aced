"""Times how long the files take to become a ledger."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from benchmarks.setup import Data, Setup, timed
from benchmarks.table import Row, times
from influencer_roi.ledger.load import check_folder, load_folder

MOST_TIMES = 2.5
MOST_BYTES = 6.0
_MEMORY = """
import pathlib, re, sys
from influencer_roi.ledger.load import check_folder
def highest():
    said = pathlib.Path("/proc/self/status").read_text()
    return 1024 * int(re.search(r"VmHWM:\\s+(\\d+)", said)[1])
before = highest()
check_folder(pathlib.Path(sys.argv[1]))
print(highest() - before)
"""


def rows(setup: Setup) -> Iterator[Row]:
    """Yield a row per folder."""
    yield _loading(setup.sample, setup.runs)
    yield _loading(setup.small, setup.runs)
    yield _loading(setup.large, 3)
    yield from _checking(setup.large, min(setup.runs, 10))


def _loading(data: Data, runs: int) -> Row:
    seconds = tuple(timed(lambda: load_folder(data.folder)) for _ in range(runs))
    return Row(f"{data.name}: files to ledger", seconds)


def _checking(data: Data, runs: int) -> Iterator[Row]:
    """Yield what a check of every row costs beside Polars reading the same files as typed CSV."""
    files = sorted(data.folder.glob("*.csv"))
    rounds = [(timed(lambda: _typed(files)), timed(lambda: check_folder(data.folder))) for _ in range(runs)]
    ratios = tuple(checked / typed for typed, checked in rounds)
    yield Row(f"{data.name}: typed CSV, Polars", tuple(typed for typed, _ in rounds))
    yield Row(f"{data.name}: every row checked", tuple(checked for _, checked in rounds))
    yield Row(f"{data.name}: check, times typed CSV", ratios, MOST_TIMES, written=times)
    grown = _grown(data) / sum(file.stat().st_size for file in files)
    yield Row(f"{data.name}: check, memory by the files' size", (grown,), MOST_BYTES, written=times)


def _typed(files: list[Path]) -> None:
    for file in files:
        pl.read_csv(file, try_parse_dates=True)


def _grown(data: Data) -> float:
    """Return how many bytes more a process has needed at most once it has checked a folder."""
    run = [sys.executable, "-c", _MEMORY, str(data.folder)]
    return float(subprocess.run(run, capture_output=True, text=True, check=True).stdout)
