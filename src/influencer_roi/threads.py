"""Does like things at once: Polars lets Python go on while it counts, and there is more than one core."""

from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
CORES = 2
_LONG = 100_000  # rows


def run_all(
    act: Callable[[Item], Result], items: Iterable[Item], *, rows: int
) -> Generator[Result, None, None]:
    """Yield what an act gives for each item, in their order; the first that raises, raises here.

    Acts on few `rows` are done one after the other: a thread takes longer to start. Closed early, it waits
    for what has begun and lets the rest be.
    """
    if rows < _LONG:
        yield from map(act, items)
        return
    with ThreadPoolExecutor(CORES) as pool:
        yield from pool.map(act, items)


def start(act: Callable[[Item], Result], item: Item) -> "Future[Result]":
    """Return what an act will give, while the caller goes on."""
    pool = ThreadPoolExecutor(1)
    future = pool.submit(act, item)
    pool.shutdown(wait=False)
    return future
