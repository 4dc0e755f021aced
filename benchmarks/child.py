"""Runs a command as a process of its own and tells its seconds and its highest memory.

The command is started by a small process between: the system counts the memory of whoever starts a process as
that process's own, and benchmarks are large.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_BETWEEN = """
import json, os, sys, time
started = time.perf_counter()
child = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, 2, 1)])
_, status, used = os.wait4(child, 0)
print(json.dumps([time.perf_counter() - started, used.ru_maxrss * 1024, os.waitstatus_to_exitcode(status)]))
"""


@dataclass(frozen=True)
class Used:
    """What a process took: seconds from its start to its end, and bytes of memory at most."""

    seconds: float
    memory: float


def run(command: Sequence[str], *, where: Path, environment: Mapping[str, str] = os.environ) -> Used:
    """Return what a command took.

    Raises:
        RuntimeError: the command failed; it holds what the command said.
    """
    words = [sys.executable, "-S", "-c", _BETWEEN, *command]
    ended = subprocess.run(
        words, cwd=where, env=dict(environment), capture_output=True, text=True, check=True
    )
    seconds, memory, code = json.loads(ended.stdout)
    if code:
        raise RuntimeError(f"{' '.join(command)} ended with {code}: {ended.stderr.strip()[-500:]}")
    return Used(seconds, memory)
