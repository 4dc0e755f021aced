"""Is many clients of one side at once, each asking a new selection when its last was answered.

They are of as many processes as the Procfile's server has workers, each with a side of its own.
"""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from pathlib import Path

import polars as pl

from benchmarks.overview.asked import Side, ask_ledger, asked
from benchmarks.overview.on_entries import EntriesInDuckDB, EntriesInPolars, entries_of
from benchmarks.setup import WORLD_LIMIT, Data

LEDGER = "the ledger"
SIDES: dict[str, Callable[[pl.DataFrame], Side]] = {"DuckDB": EntriesInDuckDB, "Polars": EntriesInPolars}
PROCESSES = 2
ENOUGH = 60  # new selections a second: more than a process answers

Ask = Callable[[], object]


@dataclass(frozen=True)
class Crowd:
    """Whom to ask over which snapshot, by how many clients, for how many seconds; the seed of selections."""

    snapshot: str
    side: str
    clients: int
    seconds: float
    seed: int


def answers_a_second(crowd: Crowd) -> float:
    """Return the answers a second of all processes of a crowd together."""
    context = get_context("spawn")
    each = crowd.clients // PROCESSES
    crowds = [
        replace(crowd, clients=each, seed=crowd.seed * PROCESSES + number) for number in range(PROCESSES)
    ]
    all_ready = context.Barrier(PROCESSES)
    with ProcessPoolExecutor(PROCESSES, context, _wait_for, (all_ready,)) as processes:
        return sum(processes.map(_of_process, crowds))


_ready: list[Barrier] = []


def _wait_for(all_ready: Barrier) -> None:
    """Have a process begin when the others do."""
    _ready.append(all_ready)


def _of_process(crowd: Crowd) -> float:
    asks = list(_asks(crowd))
    _ready[0].wait()
    return _rate(crowd, asks)


def _asks(crowd: Crowd) -> Iterator[Ask]:
    """Yield a question each, its words worked out beforehand."""
    data = Data("", Path(crowd.snapshot), WORLD_LIMIT, Path(crowd.snapshot))
    chosen = islice(data.selections(crowd.seed), int(ENOUGH * crowd.seconds))
    if crowd.side == LEDGER:
        yield from (partial(ask_ledger, data.ledger, filters) for filters in chosen)
        return
    side = SIDES[crowd.side](entries_of(data.ledger))
    yield from (partial(side.ask, asked(data.ledger, filters)) for filters in chosen)


def _rate(crowd: Crowd, asks: list[Ask]) -> float:
    """Return the answers a second that came in time."""
    waiting, started = iter(asks), time.perf_counter()
    until = started + crowd.seconds

    def client(_: int) -> int:
        answered = 0
        for ask in waiting:
            ask()
            if time.perf_counter() > until:
                break
            answered += 1
        return answered

    with ThreadPoolExecutor(crowd.clients) as clients:
        return sum(clients.map(client, range(crowd.clients))) / crowd.seconds
