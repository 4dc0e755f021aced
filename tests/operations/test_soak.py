import json
import shutil
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path

from tests.conftest import SAMPLE
from tests.operations.clients import Question, Site, at, half_sent, load, overview
from tests.operations.conftest import built, seconds
from tests.operations.processes import all_serve, files, memory
from tests.serving.conftest import DASHBOARD, Served, Start
from tests.waiting import wait_until

# Pools of memory find their size in some eight refreshes, and are compared over the twenty after those.
STARTING, COMPARED, MINUTE = 8, 20, 60.0
FEWEST, SHORTEST = 6, 8.0  # minutes compared, and seconds of one, however short the test
GROWTH, MORE_FILES = 0.02, 2  # from the first third after the start to the last


@dataclass
class Watched:
    """What a server holds at the end of each minute, shortly before it takes new data."""

    memory: list[int] = field(default_factory=list)
    files: list[int] = field(default_factory=list)

    def look(self, served: Served) -> None:
        """Look once."""
        self.memory.append(memory(served))
        self.files.append(files(served))


def medians(of: list[int]) -> tuple[float, float]:
    """The middle of the first third, and of the last, once the start is over."""
    compared = of[STARTING:]
    third = max(1, len(compared) // 3)
    return statistics.median(compared[:third]), statistics.median(compared[-third:])


def version(served: Served) -> str:
    """The version of the data that is served."""
    status, body = served.get("/status.json")
    return str(json.loads(body)["version"]) if status == 200 else ""


def refresh(folder: Path, served: Served) -> None:
    """Take the last order away, and wait until the server has noticed."""
    before, file = version(served), folder / "tracking_data.csv"
    lines = file.read_text(encoding="utf-8").rstrip("\n").split("\n")
    file.write_text("\n".join(lines[:-1]) + "\n", encoding="utf-8")
    wait_until(lambda: version(served) not in ("", before), lambda: served.get("/status.json"))


def questions(site: Site) -> list[Iterator[Question]]:
    """What four readers ask: pages, and changes of filters."""
    nth = overview(site)
    return [
        (Question("/campaigns") if turn % 5 == 0 else nth(turn) for turn in cycle(range(500)))
        for _ in range(4)
    ]


def test_soak(start: Start, tmp_path: Path):
    """With new data each minute and idle sockets that come and go, no worker ends, grows or fails."""
    data = Path(shutil.copytree(SAMPLE, tmp_path / "data"))
    served = start(DASHBOARD, workers=2, **built(data, tmp_path))
    all_serve(served, 2)
    site, workers, watched = at(served.port), served.workers(), Watched()
    minutes = STARTING + max(FEWEST, round(seconds(COMPARED)))
    minute = max(SHORTEST, min(MINUTE, seconds(MINUTE)))
    with load(site, questions(site), pause=0.05) as times:
        for _ in range(minutes):
            ends = time.monotonic() + minute
            refresh(data, served)
            with half_sent(served.port, 100):
                time.sleep(minute / 4)
            time.sleep(max(0.0, ends - time.monotonic()))
            watched.look(served)
    (early, late), (open_before, open_after) = medians(watched.memory), medians(watched.files)
    print(f"\n{minutes} × {minute:.0f} s: {times}\nKB {watched.memory}\nfiles {watched.files}")
    assert (times.errors, served.workers()) == ([], workers)
    assert late <= early * (1 + GROWTH)
    assert open_after <= open_before + MORE_FILES
