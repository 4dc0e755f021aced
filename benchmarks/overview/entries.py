"""Times the queries of the Overview beside DuckDB and Polars over the ledger's own entries."""

import gc
from collections.abc import Iterator
from itertools import islice

from benchmarks import table
from benchmarks.overview.asked import asked, compare_answers
from benchmarks.overview.crowd import LEDGER, SIDES, Crowd, answers_a_second
from benchmarks.overview.on_entries import entries_of
from benchmarks.overview.rows import COMPARED, paired, ratios_of
from benchmarks.setup import Data, Setup
from benchmarks.table import MEGA, Row

LEAST_ENTRIES = 2 * MEGA  # from here on the limits hold
LEAST = {"DuckDB": (4.0, 6.0), "Polars": (2.5, 4.0)}  # times the ledger's time; its answers a second
CLIENTS, SECONDS, ROUNDS = 50, 8.0, 3


def rows(setup: Setup) -> Iterator[Row]:
    """Yield the rows of each world, narrow and wide."""
    for data in (*setup.worlds, *setup.wide):
        limited = data.ledger.entries.height >= LEAST_ENTRIES
        for name in SIDES:
            least_of_one, _ = LEAST[name] if limited else (None, None)
            yield from _alone(data, name, setup.runs, least_of_one)
            gc.collect()
        yield from _crowded(data, setup.runs, limited=limited)


def _alone(data: Data, name: str, runs: int, least: float | None) -> Iterator[Row]:
    """Yield how many times the ledger's time another takes, in turns, and its time."""
    side = SIDES[name](entries_of(data.ledger))
    for filters in islice(data.selections(seed=1), COMPARED):
        compare_answers(data.ledger, filters, side)
    chosen = islice(data.selections(seed=11), runs)
    pairs = paired(data, chosen, lambda filters: side.ask(asked(data.ledger, filters)))
    what, remark = f"{data.name}: {side.name}", f"{data.ledger.entries.height:,} entries"
    yield Row(f"{what}, by the ledger", ratios_of(pairs), remark=remark, written=table.times, least=least)
    yield Row(what, tuple(theirs for _, theirs in pairs))


def _crowded(data: Data, runs: int, *, limited: bool) -> Iterator[Row]:
    """Yield what each answers a second to many clients, and how many times as much the ledger does."""
    rounds, seconds = (1, 1.0) if runs == 1 else (ROUNDS, SECONDS)
    rates: dict[str, list[float]] = {name: [] for name in (LEDGER, *SIDES)}
    for number in range(rounds):
        for name, found in rates.items():
            crowd = Crowd(str(data.snapshot), name, CLIENTS, seconds, seed=20 + number)
            found.append(answers_a_second(crowd))
    for name, found in rates.items():
        yield Row(f"{data.name}: {CLIENTS} clients, {name}", tuple(found), written=table.per_second)
    for name in SIDES:
        ratios = tuple(ours / theirs for ours, theirs in zip(rates[LEDGER], rates[name], strict=True))
        _, least = LEAST[name] if limited else (None, None)
        what = f"{data.name}: {CLIENTS} clients, the ledger by {name}"
        yield Row(what, ratios, written=table.times, least=least)
