"""Times the build of a snapshot, as a whole command, beside the bare group-by in Polars of the same files."""

import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from benchmarks import table
from benchmarks.child import Used, run
from benchmarks.setup import HOME, Data, Setup, build_command
from benchmarks.table import Row
from influencer_roi.settings import Engine

ENGINES: tuple[Engine, ...] = ("polars", "duckdb")
LIMITED, AT_VOLUME = "100 M orders", "duckdb"
MOST_TIMES, MOST_MEMORY = 2.0, 4.0 * table.GIGA
ROUNDS, FEWER_ROUNDS = 5, 3  # of small worlds, and of large ones
LARGE = 5_000_000
WIDE_TIMES, WIDE_SECONDS, WIDE_MEMORY = 3.0, 2.0, 4.0  # bare group-bys; a million entries; sizes of the files
MILLION = 1_000_000
BARE = """
import sys
import polars as pl
keys = ("date", "influencer_id", "source", "campaign", "product")
scan = pl.scan_csv if sys.argv[1].endswith(".csv") else pl.scan_parquet
rows = scan(sys.argv[1]).group_by(keys).agg(pl.col("revenue", "orders").sum()).collect()
assert rows.height
"""


def rows(setup: Setup) -> Iterator[Row]:
    """Yield the rows of each world, and how the time grows with orders."""
    seconds: dict[str, tuple[float, ...]] = {}
    for data, size in zip(setup.worlds, sorted(setup.sizes), strict=True):
        rounds = FEWER_ROUNDS if size >= LARGE else ROUNDS
        taken = _taken(data, min(setup.runs, rounds))
        yield from _rows_of(data, taken)
        seconds[data.name] = tuple(used.seconds for used in taken["polars"])
    names = list(seconds)
    for smaller, larger in pairwise(names):
        ratio = statistics.median(seconds[larger]) / statistics.median(seconds[smaller])
        yield Row(f"build with polars, {smaller} to {larger}", (ratio,), written=table.times)
    for data in setup.wide:
        yield from _wide(data, _taken(data, min(setup.runs, FEWER_ROUNDS), ways=("",)))


def _taken(data: Data, rounds: int, ways: Sequence[str] = ENGINES) -> dict[str, list[Used]]:
    """Return what each way took, in turns: "bare", and an engine each; "" is that of the files' form."""
    taken: dict[str, list[Used]] = {name: [] for name in ("bare", *ways)}
    orders = data.folder / ("orders/*.parquet" if (data.folder / "orders").is_dir() else "tracking_data.csv")
    bare = [sys.executable, "-c", BARE, str(orders)]
    for _ in range(rounds):
        taken["bare"].append(run(bare, where=HOME))
        for engine in ways:
            named = ("--engine", engine) if engine else ()
            with tempfile.TemporaryDirectory(dir=data.folder.parent) as snapshot:
                taken[engine].append(run(build_command(data.folder, Path(snapshot), *named), where=HOME))
    return taken


def _wide(data: Data, taken: dict[str, list[Used]]) -> Iterator[Row]:
    """Yield what the build of a wide world takes: by its entries, its files and the bare group-by of them."""
    bare, built, what = taken["bare"], taken[""], f"{data.name}: build of CSV"
    by_bare = tuple(mine.seconds / least.seconds for mine, least in zip(built, bare, strict=True))
    yield Row(f"{what}, by the bare group-by", by_bare, WIDE_TIMES, written=table.times)
    entries, size = data.ledger.entries.height, sum(one.stat().st_size for one in data.folder.glob("*.csv"))
    by_entries = tuple(used.seconds * MILLION / entries for used in built)
    yield Row(f"{what}, by a million entries", by_entries, WIDE_SECONDS, remark=f"{entries:,} entries")
    by_size = tuple(used.memory / size for used in built)
    remark = f"{table.data(size)} of files"
    yield Row(f"{what}, memory by the files' size", by_size, WIDE_MEMORY, remark, table.times)
    yield from _plain(what, built, None)
    yield from _plain(f"{data.name}: bare group-by in Polars", bare, None)


def _rows_of(data: Data, taken: dict[str, list[Used]]) -> Iterator[Row]:
    bare, limited = taken["bare"], data.name == LIMITED
    for engine in ENGINES:
        built, what = taken[engine], f"{data.name}: build with {engine}"
        by_bare = tuple(mine.seconds / least.seconds for mine, least in zip(built, bare, strict=True))
        ours = limited and engine == AT_VOLUME
        yield Row(f"{what}, by the bare group-by", by_bare, MOST_TIMES if ours else None, written=table.times)
        yield from _plain(what, built, MOST_MEMORY if ours else None)
    yield from _plain(f"{data.name}: bare group-by in Polars", bare, None)


def _plain(what: str, taken: Sequence[Used], most: float | None) -> Iterator[Row]:
    yield Row(f"{what}, whole process", tuple(used.seconds for used in taken))
    yield Row(f"{what}, memory at most", tuple(used.memory for used in taken), most, written=table.data)
