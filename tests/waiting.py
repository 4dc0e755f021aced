"""Waits for what another process or thread does: hardly longer than it takes, never for ever."""

import time
from collections.abc import Callable

PATIENCE = 60.0  # seconds; the machine may be busy
PAUSE, SHARE = 0.01, 0.1  # seconds, or of the time that was waited: to look takes work from who is waited for


def wait_until(condition: Callable[[], bool], otherwise: Callable[[], object] = str) -> None:
    """Return soon after the condition holds; fail with what `otherwise` says once patience is at its end."""
    begun = time.monotonic()
    while not condition():
        waited = time.monotonic() - begun
        assert waited < PATIENCE, f"Waited {PATIENCE:.0f} seconds in vain. {otherwise()}"
        time.sleep(max(PAUSE, waited * SHARE))
