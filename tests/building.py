"""Builds uploads in this process, where a claim is of what is built and not of the process that builds."""

import os
import subprocess
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from functools import partial

import pytest

from influencer_roi.cli import main
from influencer_roi.live.staging import build, compare


class InThread:
    """A child process that is a thread of this one: it spares a start of Python, and Polars' imports."""

    def __init__(self, command: Sequence[str]) -> None:
        """Begin: the command is this Python's, `-m influencer_roi.cli`, and what follows."""
        self.pid = os.getpid()
        with_its_thread = ThreadPoolExecutor(1)
        self._code = with_its_thread.submit(main, command[3:])
        with_its_thread.shutdown(wait=False)

    @property
    def returncode(self) -> int | None:
        """The code it ended with."""
        return self._code.result() if self._code.done() else None

    def poll(self) -> int | None:
        """Say how it ended, or nothing while it runs."""
        return self.returncode

    def wait(self, timeout: float) -> int:
        """Wait for its end."""
        if wait([self._code], timeout).not_done:
            raise subprocess.TimeoutExpired("a thread", timeout)
        return self._code.result()

    def kill(self) -> None:
        """Let it come to its end, which is near."""


def build_in_threads(patched: pytest.MonkeyPatch) -> None:
    """Have uploads built so for one test."""
    for module, begin in (("going_on", build), ("reading", compare)):
        here = partial(begin, spawn=InThread)  # type: ignore[arg-type] # it does what a process does
        patched.setattr(f"influencer_roi.uploads.{module}.{begin.__name__}", here)
