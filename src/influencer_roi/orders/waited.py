"""Lets whoever waits for rows follow how far the orders are read, and end it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

Tell = Callable[[int, float], None]


@dataclass
class _Wait:
    tell: Tell
    passes: int = 0


_waits: ContextVar[_Wait | None] = ContextVar("waits", default=None)


@contextmanager
def followed(tell: Tell) -> Iterator[None]:
    """Have `tell` hear which pass over the orders it is, from 1, and the share that is read.

    It is asked between two steps of a few hundred thousand orders; what it raises ends the work.
    """
    before = _waits.set(_Wait(tell))
    try:
        yield
    finally:
        _waits.reset(before)


def new_pass() -> Callable[[float], None]:
    """Return what is to be told the share that is read, of one more pass."""
    wait = _waits.get()
    if wait is None:
        return lambda _: None
    wait.passes += 1
    number, tell = wait.passes, wait.tell
    return lambda share: tell(number, share)
