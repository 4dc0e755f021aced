"""Times what readers wait for and prints it as a table; keeps nothing, unless asked."""

import argparse
import datetime as dt
import json
import math
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import polars as pl
from rich.console import Console
from rich.table import Table

from influencer_roi import queries
from influencer_roi.data.ledger import Ledger
from influencer_roi.data.load import load_folder
from influencer_roi.data.names import UNKNOWN
from influencer_roi.filters import Filters
from influencer_roi.pages import overview
from influencer_roi.sample import write_sample

SAMPLE = Path(__file__).parents[1] / "data"
BOARDS = ("influencer_id", "campaign", "brand", "platform")
ASKED = ("revenue", "orders")
TOP = 10

Act = Callable[[Filters], object]


@dataclass(frozen=True)
class Row:
    """One line of the table: what was timed, the seconds of every run, and what to make of it."""

    what: str
    seconds: tuple[float, ...]
    remark: str = ""

    @property
    def median(self) -> float:
        """The seconds half of the runs stayed under."""
        return statistics.median(self.seconds)


def main() -> None:
    """Run every benchmark and print its rows; `--json FILE` keeps them."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="How fast is it here?")
    parser.add_argument("--orders", type=int, nargs="*", default=[1_000, 1_000_000], metavar="N")
    parser.add_argument("--runs", type=int, default=30, metavar="N", help="how often a question is asked")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every run's seconds there too")
    options = parser.parse_args()
    with Console(stderr=True).status("measuring") as status:
        rows = []
        for row in _rows(options.orders, options.runs):
            rows.append(row)
            status.update(f"measured: {row.what}")
    _print(rows)
    if options.json:
        options.json.write_text(json.dumps([vars(row) for row in rows], indent=2), encoding="utf-8")


def _rows(orders: Sequence[int], runs: int) -> Iterator[Row]:
    """Yield the rows of every benchmark; a new one adds its line here."""
    yield _loading(SAMPLE, "the sample", runs)
    yield _overview(load_folder(SAMPLE), runs)
    for count in orders:
        with tempfile.TemporaryDirectory() as folder:
            write_sample(Path(folder), orders=count)
            yield _loading(Path(folder), f"{count:,} orders", max(3, min(runs, 3_000_000 // count)))
            yield from _questions(load_folder(Path(folder)), runs)


def _loading(folder: Path, name: str, runs: int) -> Row:
    seconds = tuple(_seconds(lambda _: load_folder(folder), Filters()) for _ in range(runs))
    return Row(f"{name}: files to ledger", seconds)


def _overview(ledger: Ledger, runs: int) -> Row:
    (seconds,) = _side_by_side(ledger, runs, lambda filters: overview.update(ledger, filters))
    return Row("the sample: the Overview answers a filter", seconds, "before HTTP and browser")


def _questions(ledger: Ledger, runs: int) -> Iterator[Row]:
    """Yield totals, trend and four leaderboards, of the ledger and of the order rows in pandas."""
    orders = _order_rows(ledger)
    _compare_answers(ledger, orders)
    of_ledger, of_pandas = _side_by_side(
        ledger,
        runs,
        lambda filters: _ask_ledger(ledger, filters),
        lambda filters: _ask_pandas(orders, filters),
    )
    ratio = statistics.median(of_pandas) / statistics.median(of_ledger)
    name = f"{len(orders):,} orders: six questions"
    yield Row(f"{name} of the ledger", of_ledger, f"{ledger.entries.height:,} entries")
    yield Row(f"{name} of rows, pandas", of_pandas, f"{ratio:.2g} × the ledger's time")


def _ask_ledger(ledger: Ledger, filters: Filters) -> list[object]:
    """Return totals, daily trend and four leaderboards of a selection."""
    return [
        queries.totals(ledger, filters, metrics=ASKED),
        queries.trend(ledger, filters, grain="day", metrics=ASKED),
        *(
            queries.leaderboard(ledger, filters, by=by, metrics=ASKED, rank_by="revenue", top=TOP)
            for by in BOARDS
        ),
    ]


def _ask_pandas(orders: pd.DataFrame, filters: Filters) -> list[object]:
    """Return the same of order rows, as a careful dashboard in pandas would ask."""
    chosen, numbers = _chosen(orders, filters), list(ASKED)
    days = pd.date_range(str(filters.start), str(filters.end))
    return [
        chosen[numbers].sum(),
        chosen.groupby("date")[numbers].sum().reindex(days, fill_value=0.0),
        *(chosen.groupby(by, observed=True)[numbers].sum().nlargest(TOP, "revenue") for by in BOARDS),
    ]


def _chosen(orders: pd.DataFrame, filters: Filters) -> pd.DataFrame:
    days = orders["date"].between(str(filters.start), str(filters.end))
    return orders[orders["brand"].isin(filters.brand) & days]


def _compare_answers(ledger: Ledger, orders: pd.DataFrame) -> None:
    """Stop where the two sides do not answer alike: their times could not be compared."""
    filters = _filters(ledger, 0)
    ours = queries.totals(ledger, filters, metrics=ASKED)
    theirs = _chosen(orders, filters)[list(ASKED)].sum()
    if not all(math.isclose(ours[name] or 0, theirs[name]) for name in ASKED):
        raise AssertionError(f"the ledger says {ours}, pandas {theirs.to_dict()}")


def _order_rows(ledger: Ledger) -> pd.DataFrame:
    """Return the attributed order rows in pandas' best types: categories for texts."""
    attributed = ledger.tables.orders.filter(pl.col("influencer_id").is_not_null())
    rows = attributed.select("date", *BOARDS, *ASKED).to_pandas()
    return rows.astype({"date": "datetime64[ns]", **dict.fromkeys(BOARDS, "category")})


def _side_by_side(ledger: Ledger, runs: int, *acts: Act) -> list[tuple[float, ...]]:
    """Return the seconds of every run of each act; they take turns, each time under new filters."""
    for act in acts:
        act(_filters(ledger, runs))
    rounds = [[_seconds(act, _filters(ledger, run)) for act in acts] for run in range(runs)]
    return list(zip(*rounds, strict=True))


def _filters(ledger: Ledger, run: int) -> Filters:
    """Return filters no other run has, so that no answer is one kept from before."""
    brands = [brand for brand in ledger.values("brand") if brand != UNKNOWN]
    first = ledger.first_day + dt.timedelta(days=run % 60)
    last = ledger.as_of - dt.timedelta(days=run // 60)
    return Filters(brand=(brands[run % len(brands)],), start=first, end=last)


def _seconds(act: Act, filters: Filters) -> float:
    started = time.perf_counter()
    act(filters)
    return time.perf_counter() - started


def _print(rows: Sequence[Row]) -> None:
    table = Table(box=None, pad_edge=False)
    table.add_column("")
    for header in ("median", "fastest", "slowest", "runs"):
        table.add_column(header, justify="right", no_wrap=True)
    table.add_column("remark")
    for row in rows:
        times = (_written(one) for one in (row.median, min(row.seconds), max(row.seconds)))
        table.add_row(row.what, *times, str(len(row.seconds)), row.remark)
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 160)
    console.print(table)
    console.print(f"{os.cpu_count()} cores, Python {platform.python_version()}, Polars {pl.__version__}")


def _written(seconds: float) -> str:
    return f"{seconds * 1000:,.1f} ms" if seconds < 1 else f"{seconds:,.2f} s"


if __name__ == "__main__":
    main()
