"""Times all queries of the Overview under new selections, beside other engines over order rows."""

import gc
import statistics
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice, pairwise

from benchmarks import table
from benchmarks.machine import free_memory
from benchmarks.overview.asked import Side, ask_ledger, asked, compare_answers
from benchmarks.overview.facts import Facts, facts_of
from benchmarks.overview.floor import Floor
from benchmarks.overview.in_one_statement import InOneStatement
from benchmarks.overview.in_pandas import InPandas, InPandasWithCare
from benchmarks.overview.in_polars import InPolars
from benchmarks.overview.in_sql import InDuckDB
from benchmarks.setup import Data, Setup, timed
from benchmarks.table import Row
from influencer_roi.filters import Filters

COMPARED = 6  # selections on which all sides must answer alike, before any is timed
MANY_ORDERS = 5_000_000  # from here on a run takes a second and more elsewhere
FEWER = 3  # times
LIMITS_AT = ("10 M orders", "100 M orders")
MOST_FLOORS, MOST_GROWTH = 4.0, 1.5

Pair = tuple[float, float]


@dataclass(frozen=True)
class Engine:
    """One that is asked beside the ledger; it may need `copies` times the memory of the rows."""

    name: str
    made: Callable[[Facts], Side]
    copies: int
    least: float | None = None


ENGINES = (
    Engine("DuckDB", InDuckDB, 3, 25.0),
    Engine("DuckDB by grouping sets", InOneStatement, 3),
    Engine("pandas", InPandas, 10, 50.0),
    Engine("pandas with care", InPandasWithCare, 4),
    Engine("Polars", InPolars, 3),
)


def rows(setup: Setup) -> Iterator[Row]:
    """Yield the rows of each folder of made orders, smallest first, and how the time grows with orders."""
    ours = {}
    for data in (setup.small, *setup.worlds):
        facts = facts_of(data)
        runs = max(3, setup.runs // FEWER) if facts.orders.height >= MANY_ORDERS else setup.runs
        for seed, engine in enumerate(ENGINES, start=2):
            yield from _beside(data, facts, engine, islice(data.selections(seed), runs))
        del facts
        gc.collect()
        yield from _floors(data, list(islice(data.selections(seed=8), setup.runs)))
        ours[data.name] = alone = _alone(data, islice(data.selections(seed=9), setup.runs))
        yield Row(
            f"{data.name}: queries of the Overview", alone, remark=f"{data.ledger.entries.height:,} entries"
        )
    yield from growth("queries of the Overview", ours)


def growth(what: str, seconds: Mapping[str, tuple[float, ...]]) -> Iterator[Row]:
    """Yield how a time grows from each size to the next, by selection; 10 M to 100 M has a limit."""
    for smaller, larger in pairwise(seconds):
        ratios = tuple(late / early for early, late in zip(seconds[smaller], seconds[larger], strict=True))
        limit = MOST_GROWTH if (smaller, larger) == LIMITS_AT else None
        yield Row(f"{what}, {smaller} to {larger}", ratios, limit, written=table.times)


def _beside(data: Data, facts: Facts, engine: Engine, selections: Iterable[Filters]) -> Iterator[Row]:
    """Yield how many times the ledger's time another engine takes, in turns, and its time."""
    needed, free = engine.copies * int(facts.orders.estimated_size()), free_memory()
    if needed > free:
        remark = f"not measured: it needs some {table.data(needed)}, {table.data(free)} are free"
        yield Row(f"{data.name}: {engine.name}, by the ledger", remark=remark)
        return
    side = engine.made(facts)
    for filters in islice(data.selections(seed=1), COMPARED):
        compare_answers(data.ledger, filters, side)
    pairs = paired(data, selections, lambda filters: side.ask(asked(data.ledger, filters)))
    least = engine.least if data.name in LIMITS_AT else None
    what, remark = f"{data.name}: {side.name}", f"{facts.orders.height:,} rows"
    yield Row(f"{what}, by the ledger", ratios_of(pairs), remark=remark, written=table.times, least=least)
    yield Row(what, tuple(theirs for _, theirs in pairs))


def _floors(data: Data, selections: Sequence[Filters]) -> Iterator[Row]:
    """Yield how many times the time of reading its columns' bytes the ledger takes, and that time."""
    floor = Floor(data.ledger)
    pairs = paired(data, selections, lambda filters: floor.read(floor.ranges(filters)))
    ratios = tuple(1 / ratio for ratio in ratios_of(pairs))
    limit = MOST_FLOORS if data.name in LIMITS_AT else None
    yield Row(f"{data.name}: the ledger, by the bandwidth floor", ratios, limit, written=table.times)
    size = statistics.median(floor.size(floor.ranges(filters)) for filters in selections)
    remark = f"{table.data(size)} of columns"
    yield Row(f"{data.name}: bandwidth floor", tuple(least for _, least in pairs), remark=remark)


def _alone(data: Data, selections: Iterable[Filters]) -> tuple[float, ...]:
    return tuple(timed(partial(ask_ledger, data.ledger, filters)) for filters in selections)


def paired(data: Data, selections: Iterable[Filters], other: Callable[[Filters], object]) -> list[Pair]:
    """Return the seconds of the ledger and of another, in turns, selection by selection."""
    return [
        (timed(partial(ask_ledger, data.ledger, filters)), timed(partial(other, filters)))
        for filters in selections
    ]


def ratios_of(pairs: Iterable[Pair]) -> tuple[float, ...]:
    """Return how many times as long the other took, selection by selection."""
    return tuple(theirs / ours for ours, theirs in pairs)
