"""Times how long the files take to become a ledger."""

from collections.abc import Iterator

from benchmarks.setup import Data, Setup, timed
from benchmarks.table import Row
from influencer_roi.data.load import load_folder


def rows(setup: Setup) -> Iterator[Row]:
    """Yield a row per folder."""
    yield _loading(setup.sample, setup.runs)
    yield _loading(setup.small, setup.runs)
    yield _loading(setup.large, 3)


def _loading(data: Data, runs: int) -> Row:
    seconds = tuple(timed(lambda: load_folder(data.folder)) for _ in range(runs))
    return Row(f"{data.name}: files to ledger", seconds)
