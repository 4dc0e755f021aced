"""Waits on all sockets of a process at once; those with nothing to do cost nothing."""

import select
import time

from waitress import wasyncore

_LOOK = 1.0  # seconds after which each socket is looked at, whatever it did


class Sockets(dict[int, wasyncore.dispatcher]):
    """The open sockets by descriptor, kept by whoever opens and closes them, and waited on in turns.

    wasyncore asks each socket before each turn what it waits for; with a thousand that is milliseconds. Here
    only those are asked that may have changed: something came, or a thread answers a request of theirs.
    """

    def __init__(self) -> None:
        super().__init__()
        self._poll = select.poll()
        self._wanted: dict[int, int] = {}
        self._restless: set[int] = set()
        self._look = 0.0

    def __setitem__(self, number: int, one: wasyncore.dispatcher) -> None:
        super().__setitem__(number, one)
        self._poll.register(number, 0)
        self._wanted[number] = 0
        self._restless.add(number)

    def __delitem__(self, number: int) -> None:
        super().__delitem__(number)
        self._poll.unregister(number)
        del self._wanted[number]
        self._restless.discard(number)

    def turn(self, seconds: float) -> None:
        """Wait until something comes, or for so long, and have it dealt with."""
        if time.monotonic() > self._look:
            self._look = time.monotonic() + _LOOK
            self._restless.update(self)
        for number in tuple(self._restless):
            self._ask(number, self[number])
        for number, flags in self._poll.poll(seconds * 1000):
            one = self.get(number)
            if one is not None:
                self._restless.add(number)
                wasyncore.readwrite(one, flags)

    def _ask(self, number: int, one: wasyncore.dispatcher) -> None:
        """Ask a socket what it waits for.

        Its requests come first: a thread that ends the last one has changed everything else by then.
        """
        calm = not getattr(one, "requests", True)
        wanted = select.POLLIN | select.POLLPRI if one.readable() else 0
        if one.writable() and not one.accepting:
            wanted |= select.POLLOUT
        if wanted != self._wanted[number]:
            self._poll.modify(number, wanted)
            self._wanted[number] = wanted
        if calm and not wanted & select.POLLOUT:
            self._restless.discard(number)
