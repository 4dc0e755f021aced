"""Looks at the processes of a server from outside: their memory, and the files they hold open."""

from pathlib import Path

from tests.serving.conftest import Served


def memory(served: Served) -> int:
    """Kilobytes of all workers that no other process shares."""
    names = [Path(f"/proc/{worker}/smaps_rollup") for worker in served.workers()]
    lines = [line for name in names for line in name.read_text(encoding="ascii").splitlines()]
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private"))


def files(served: Served) -> int:
    """Files that the workers hold open, sockets among them."""
    return sum(len(list(Path(f"/proc/{worker}/fd").iterdir())) for worker in served.workers())
