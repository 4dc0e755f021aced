"""Declares every benchmark: a new one is one line here."""

from collections.abc import Callable, Iterator

from benchmarks import beside_pandas, browser, loading, pages, round_trips
from benchmarks.setup import Setup
from benchmarks.table import Row

Benchmark = Callable[[Setup], Iterator[Row]]

BENCHMARKS: dict[str, Benchmark] = {
    "loading": loading.rows,
    "pages": pages.updates,
    "blocks": pages.blocks,
    "http": round_trips.rows,
    "browser": browser.rows,
    "pandas": beside_pandas.rows,
}
