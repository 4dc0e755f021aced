"""Waits for what another process or thread does: never longer than it takes, never for ever."""

import time
from collections.abc import Callable

PATIENCE = 60.0  # seconds; the machine may be busy
PAUSE = 0.01


def wait_until(condition: Callable[[], bool], otherwise: Callable[[], object] = str) -> None:
    """Return as soon as the condition holds; fail with what `otherwise` says once patience is at its end."""
    ends = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < ends, f"Waited {PATIENCE:.0f} seconds in vain. {otherwise()}"
        time.sleep(PAUSE)
