import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.worlds import write_world
from tests.operations.clients import Question, Times, asked, at, half_sent, overview, slow_readers
from tests.operations.conftest import built
from tests.serving.conftest import DASHBOARD, Served, Start
from tests.waiting import wait_until

ORDERS = 1_000_000  # of which the file is 190 MB
SOCKETS, READERS, ASKED = 1_000, 12, 150
LONG = "/download/orders.csv"
MOST_HEALTH = 100.0  # milliseconds


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
    """With a thousand sockets that say nothing or half, and slow readers, health takes 100 ms at most."""
    phases = {"alone": measured(served)}
    with half_sent(served.port, SOCKETS):
        phases["idle sockets"] = measured(served)
        with slow_readers(served.port, LONG, READERS) as read:
            wait_until(lambda: all(read))
            phases["files are made for slow readers"] = measured(served)
            time.sleep(20)  # made as far ahead as is buffered: from now on they are only read
            phases["slow readers"] = measured(served)
    phases["alone again"] = measured(served)
    for phase, (health, new, again) in phases.items():
        print(f"\n{phase}\n  health      {health}\n  new filters {new}\n  the same    {again}")
    print(f"bytes read: {read}")
    assert [times.errors for three in phases.values() for times in three if times.errors] == []
    assert max(health.p95() for health, _, _ in phases.values()) <= MOST_HEALTH
