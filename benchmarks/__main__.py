"""Runs the benchmarks that are asked for and prints their rows; keeps nothing, unless asked."""

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.console import Console

from benchmarks import table
from benchmarks.setup import HOME, Data, Setup
from benchmarks.suite import BENCHMARKS
from influencer_roi.sample import write_sample

SMALL = 1_000
SAMPLE_LIMIT, LARGE_LIMIT = 0.030, 0.060


def main() -> None:
    """Run every benchmark, or those named, and print their rows; `--json FILE` keeps them."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="How fast is it here?")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"only these of {', '.join(BENCHMARKS)}")
    parser.add_argument("--orders", type=int, default=1_000_000, metavar="N", help="of the large folder")
    parser.add_argument("--runs", type=int, default=30, metavar="N", help="how often a question is asked")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the value of every run there too")
    options = parser.parse_args()
    unknown = [name for name in options.names if name not in BENCHMARKS]
    if unknown:
        parser.error(f"there is no benchmark '{unknown[0]}'; there are {', '.join(BENCHMARKS)}")
    with tempfile.TemporaryDirectory() as folder:
        setup = _setup(Path(folder), options.orders, options.runs)
        rows = list(_rows(setup, options.names or list(BENCHMARKS)))
    table.show(rows)
    if options.json:
        table.keep(rows, options.json)


def _setup(folder: Path, orders: int, runs: int) -> Setup:
    small, large = (_made(folder / name, count) for name, count in (("small", SMALL), ("large", orders)))
    return Setup(runs, Data("the sample", HOME / "data", SAMPLE_LIMIT), small, large)


def _made(folder: Path, orders: int) -> Data:
    folder.mkdir()
    write_sample(folder, orders=orders)
    return Data(f"{orders:,} orders", folder, LARGE_LIMIT)


def _rows(setup: Setup, names: Sequence[str]) -> Iterator[table.Row]:
    with Console(stderr=True).status("measuring") as status:
        for name in names:
            status.update(f"measuring {name}")
            for row in BENCHMARKS[name](setup):
                status.update(f"measured {row.what}")
                yield row


if __name__ == "__main__":
    main()
