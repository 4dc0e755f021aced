import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.worlds import write_world
from tests.operations.clients import Question, Times, asked, at, half_sent, overview, slow_readers
from tests.operations.conftest import DASHBOARD, built
from tests.serving.conftest import Served, Start
from tests.waiting import wait_until

ORDERS = 1_000_000  # of which the file is 190 MB
SOCKETS, READERS, ASKED = 1_000, 12, 150
LONG = "/download/orders.csv"
MOST_HEALTH, MOST_MORE = 100.0, 1.2  # milliseconds; times


@pytest.fixture
def served(start: Start, tmp_path: Path) -> Served:
    """Give a server over a million orders."""
    write_world(tmp_path / "world", ORDERS)
    served = start(DASHBOARD, workers=2, **built(tmp_path / "world", tmp_path))
    wait_until(lambda: served.answers("/readyz"))
    return served


def measured(served: Served) -> tuple[Times, Times, Times]:
    """How long health, changes of filters and changes somebody made before take now."""
    site, first = at(served.port), random.randrange(1_000_000)  # noqa: S311 # new ones each time
    nth = overview(site)
    questions: tuple[Iterator[Question], ...] = (
        (Question("/healthz") for _ in range(ASKED)),
        (nth(first + number) for number in range(ASKED)),
        (nth(first) for _ in range(ASKED)),
    )
    health, new, again = (asked(site, mine) for mine in questions)
    return health, new, again


def test_a_thousand_bad_sockets(served: Served):
    """With a thousand sockets that say nothing or half, and twelve slow readers, health takes 100 ms at most."""
    rounds = []
    for _ in range(2):
        alone = measured(served)
        with half_sent(served.port, SOCKETS):
            beside = measured(served)
            with slow_readers(served.port, LONG, READERS) as read:
                time.sleep(10)  # all of them have begun to read, and files are made ahead of them
                slow = measured(served)
        rounds.append((alone, beside, slow))
        for name, (health, new, again) in (("alone", alone), ("idle", beside), ("slow", slow)):
            print(f"\n{name}: health {health}\n  new filters {new}\n  the same {again}")
        print(f"bytes read: {read}")
        assert all(read)
    every = [times for three in rounds for kind in three for times in kind]
    assert [times.errors for times in every if times.errors] == []
    assert max(kind[0].p95() for three in rounds for kind in three) <= MOST_HEALTH
