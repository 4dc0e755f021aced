"""Lets whoever waits for rows follow how far the orders are read, and end it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Tell = Callable[[float], None]
_waits: ContextVar[Tell | None] = ContextVar("waits", default=None)


@contextmanager
def followed(tell: Tell) -> Iterator[None]:
    """Have `tell` hear the share that is read of each pass over the orders.

    It is asked between two steps of a few million orders at most; what it raises ends the work.
    """
    before = _waits.set(tell)
    try:
        yield
    finally:
        _waits.reset(before)


def is_read(share: float) -> None:
    """Tell who waits, if anybody does, how much of the orders is read."""
    tell = _waits.get()
    if tell is not None:
        tell(share)
