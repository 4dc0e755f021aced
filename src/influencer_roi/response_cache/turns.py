"""Says whose turn it is: as many questions are computed at once as there are cores, each once, in order."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from threading import Condition, Lock

from influencer_roi.settings.operation import REQUEST_SECONDS
from influencer_roi.threads import CORES

MOST_WAITING = 48  # questions of one process; the threads beyond (gunicorn_settings.py) answer what is known
LONGEST_TURN = float(REQUEST_SECONDS)  # then another begins, whether or not it came to its end
Stay = Callable[[], object]
_LOOK = 1.0  # seconds after which who waits looks whether its reader does


class Turn(Enum):
    """What became of a question that waited to be computed."""

    MINE = "compute it"
    LOOK = "somebody else computed it"
    BUSY = "too many wait"
    GONE = "its reader left"


@dataclass(eq=False)
class _Waiting:
    """Who waits: for their own turn, or for the answer that is computed for another."""

    question: bytes
    stay: Stay
    changed: Condition
    for_another: bool


class Turns:
    """Who computes now: as many questions at once as there are cores, each of them once, first come first.

    Who asks what is being computed takes no turn, and hears (`stay`) each time that goes on. One that lasts
    too long is another's from then on: a question that never ends keeps nobody. Only who can go on is woken:
    dozens that wake to wait again take the time of what is computed.
    """

    def __init__(self, at_once: int = CORES, most_waiting: int = MOST_WAITING) -> None:
        self._at_once, self._most_waiting = at_once, most_waiting
        self._lock = Lock()
        self._computed: dict[bytes, float] = {}  # since when
        self._waiting: list[_Waiting] = []  # in the order they came

    @property
    def waiting(self) -> int:
        """How many wait."""
        return len(self._waiting)

    def take(self, question: bytes, is_gone: Callable[[], bool], stay: Stay = lambda: None) -> Turn:
        """Wait for the turn to compute a question, or until it was computed; `MINE` is to be ended."""
        with self._lock:
            if self.waiting >= self._most_waiting:
                return Turn.BUSY
            me = _Waiting(question, stay, Condition(self._lock), question in self._running())
            self._waiting.append(me)
            try:
                while not is_gone():
                    if (turn := self._turn_of(me)) is not None:
                        return turn
                    me.changed.wait(_LOOK)
                return Turn.GONE
            finally:
                self._waiting.remove(me)
                self._wake()

    def go_on(self, question: bytes) -> None:
        """Count from now on how long the turn of a question lasts."""
        with self._lock:
            self._computed[question] = time.monotonic()
            for stay in [one.stay for one in self._waiting if one.question == question]:
                stay()

    def end(self, question: bytes) -> None:
        """End the turn of a question, whatever came of it."""
        with self._lock:
            self._computed.pop(question, None)
            self._wake()

    def _turn_of(self, me: _Waiting) -> Turn | None:
        """Return what became of one who waits, None where nothing did; whose turn it is begins it."""
        running = self._running()
        if me.for_another:
            return None if me.question in running else Turn.LOOK
        if me is not self._first() or len(running) >= self._at_once:
            return None
        self._computed[me.question] = time.monotonic()
        for one in self._waiting:
            one.for_another |= one.question == me.question
        return Turn.MINE

    def _wake(self) -> None:
        """Wake who can go on: who waits for another's answer that is there, and the first for a turn."""
        running = self._running()
        first = self._first() if len(running) < self._at_once else None
        for one in self._waiting:
            if one is first or (one.for_another and one.question not in running):
                one.changed.notify()

    def _first(self) -> _Waiting | None:
        """Return who came first of those that wait for a turn."""
        return next((one for one in self._waiting if not one.for_another), None)

    def _running(self) -> set[bytes]:
        """Return the questions whose turn it is."""
        late = time.monotonic() - LONGEST_TURN
        return {question for question, since in self._computed.items() if since > late}
