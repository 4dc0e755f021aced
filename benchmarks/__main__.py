"""Runs the benchmarks that are asked for and prints their rows; of its own accord it keeps worlds only."""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from rich.console import Console

from benchmarks import machine, page, table
from benchmarks.setup import HOME, KEEP, Data, Setup
from benchmarks.suite import BENCHMARKS
from influencer_roi.sample import write_sample

SMALL = 1_000
SAMPLE_LIMIT, LARGE_LIMIT = 0.030, 0.060
SIZES = (1_000_000, 10_000_000)
WIDE_SIZES = (3_000_000, 10_000_000)  # the larger where another size is asked for too
THOUSANDS = {"k": 1_000, "m": 1_000_000}
HELD = ("the sample", f"{SMALL:,} orders")


def main() -> None:
    """Run every benchmark, or those named, and print their rows."""
    parser = _parser()
    options = parser.parse_args()
    unknown = [name for name in options.names if name not in BENCHMARKS]
    if unknown:
        parser.error(f"there is no benchmark '{unknown[0]}'; there are {', '.join(BENCHMARKS)}")
    sizes = SIZES if options.size is None else tuple(sorted({*SIZES, options.size}))
    with tempfile.TemporaryDirectory() as folder:
        setup = _setup(Path(folder), options, sizes)
        rows = list(_rows(setup, options.names or list(BENCHMARKS)))
    if options.compare:
        rows += list(table.beside(rows, options.compare, HELD))
    table.show(rows, machine.described())
    if options.json:
        table.keep(rows, options.json)
    if options.write:
        page.write(rows, " ".join(["python -m benchmarks", *sys.argv[1:]]))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="How fast is it here?")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"only these of {', '.join(BENCHMARKS)}")
    parser.add_argument(
        "--size", type=_number, metavar="N", help="a world of so many orders too, such as 100m"
    )
    parser.add_argument("--orders", type=int, default=1_000_000, metavar="N", help="of the large folder")
    parser.add_argument("--runs", type=int, default=30, metavar="N", help="how often a question is asked")
    parser.add_argument("--keep", type=Path, default=KEEP, metavar="FOLDER", help="where worlds are kept")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the value of every run there too")
    parser.add_argument("--compare", type=Path, metavar="FILE", help="beside the rows --json wrote before")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md anew")
    return parser


def _number(text: str) -> int:
    digits, times = text[:-1], THOUSANDS.get(text[-1:].casefold(), 0)
    number = int(digits) * times if times and digits.isdecimal() else int(text) if text.isdecimal() else 0
    if number < SMALL:
        raise argparse.ArgumentTypeError(f"'{text}' is no number of orders from 1k up, such as 100m")
    return number


def _setup(folder: Path, options: argparse.Namespace, sizes: tuple[int, ...]) -> Setup:
    wide = WIDE_SIZES if options.size else WIDE_SIZES[:1]
    small, large = (
        _made(folder / name, count) for name, count in (("small", SMALL), ("large", options.orders))
    )
    sample = Data("the sample", HOME / "data", SAMPLE_LIMIT)
    return Setup(options.runs, sample, small, large, sizes, options.keep, wide)


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
                yield replace(row, group=name)


if __name__ == "__main__":
    main()
