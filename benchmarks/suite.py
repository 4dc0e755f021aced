"""Declares every benchmark: a new one is one line here."""

from collections.abc import Callable, Iterator

from benchmarks import (
    browser,
    building,
    clients,
    loading,
    pages,
    restarting,
    round_trips,
    settling,
    signing_in,
)
from benchmarks.overview import entries
from benchmarks.overview import rows as overview
from benchmarks.setup import Setup
from benchmarks.table import Row

Benchmark = Callable[[Setup], Iterator[Row]]

BENCHMARKS: dict[str, Benchmark] = {
    "queries": overview.rows,
    "entries": entries.rows,
    "build": building.rows,
    "restart": restarting.rows,
    "overview": round_trips.overviews,
    "clients": clients.rows,
    "settle": settling.rows,
    "browser": browser.rows,
    "loading": loading.rows,
    "pages": pages.updates,
    "blocks": pages.blocks,
    "http": round_trips.rows,
    "sign-in": signing_in.rows,
}
