"""Has workers of one configuration serve until one of the next is ready, by a few bytes they share."""

import mmap
import struct

_NUMBERS = struct.Struct("=II")
_shared = mmap.mmap(-1, _NUMBERS.size)  # made once, in the process all workers are forked from


def current() -> int:
    """Return how often the configuration was taken anew; a worker asks as it begins."""
    configuration, _ = _NUMBERS.unpack(_shared[:])
    return int(configuration)


def begin_next() -> None:
    """Note that workers of another configuration are about to begin."""
    configuration, ready = _NUMBERS.unpack(_shared[:])
    _shared[:] = _NUMBERS.pack(configuration + 1, ready)


def note_ready(configuration: int) -> None:
    """Note that a worker of this configuration serves."""
    _shared[:] = _NUMBERS.pack(current(), configuration)


def is_awaited(configuration: int) -> bool:
    """Return whether workers of a later configuration have begun, and none of them serves yet."""
    latest, ready = _NUMBERS.unpack(_shared[:])
    return bool(ready <= configuration < latest)
