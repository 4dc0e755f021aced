"""Looks at the processes of a server from outside: their memory, and the files they hold open."""

from pathlib import Path

from influencer_roi.serving.pools import FILES
from tests.serving.conftest import Served
from tests.waiting import wait_until


def all_serve(served: Served, workers: int) -> None:
    """Wait until each worker has its threads, and whichever answers is ready."""

    def there() -> bool:
        threads = [len(list(Path(f"/proc/{one}/task").iterdir())) for one in served.workers()]
        return len(threads) == workers and min(threads) > FILES

    wait_until(there)
    wait_until(lambda: all(served.answers("/readyz") for _ in range(20)))


def memory(served: Served) -> int:
    """Kilobytes of all workers that no other process shares."""
    names = [Path(f"/proc/{worker}/smaps_rollup") for worker in served.workers()]
    lines = [line for name in names for line in name.read_text(encoding="ascii").splitlines()]
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private"))


def files(served: Served) -> int:
    """Files that the workers hold open, sockets among them."""
    return sum(len(list(Path(f"/proc/{worker}/fd").iterdir())) for worker in served.workers())
