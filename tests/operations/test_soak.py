import time
from itertools import cycle
from pathlib import Path

from tests.operations.clients import Question, at, half_sent, load, overview
from tests.operations.conftest import built, seconds
from tests.serving.conftest import DASHBOARD, Served, Start
from tests.waiting import wait_until

MORE = 1.2  # times the memory after a tenth of the time


def memory(served: Served) -> int:
    """Megabytes of all workers that no other process shares."""
    names = [Path(f"/proc/{worker}/smaps_rollup") for worker in served.workers()]
    lines = [line for name in names for line in name.read_text(encoding="ascii").splitlines()]
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private")) // 1024


def files(served: Served) -> int:
    """Files that the workers hold open."""
    return sum(len(list(Path(f"/proc/{worker}/fd").iterdir())) for worker in served.workers())


def test_soak(start: Start, tmp_path: Path, world_folder: Path):
    """Under load that goes on, with idle sockets that come and go, no worker ends, grows or fails."""
    served = start(DASHBOARD, workers=2, **built(world_folder, tmp_path))
    wait_until(lambda: served.answers("/readyz"))
    site, workers = at(served.port), served.workers()
    nth = overview(site)
    asked = [
        (Question("/campaigns") if turn % 5 == 0 else nth(turn) for turn in cycle(range(2_000)))
        for _ in range(4)
    ]
    lasting = seconds(600)
    with load(site, asked) as times:
        time.sleep(lasting / 10)
        early = memory(served), files(served)
        ends = time.monotonic() + lasting * 0.9
        while time.monotonic() < ends:
            with half_sent(served.port, 100):
                time.sleep(min(10.0, lasting / 10))
    late = memory(served), files(served)
    print(f"\n{lasting:.0f} s: {times}; MB and files of the workers {early}, then {late}")
    assert (times.errors, served.workers()) == ([], workers)
    assert late[0] <= MORE * early[0]
