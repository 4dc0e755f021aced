import os
import signal
import time
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

from tests.operations.clients import Question, Site, at, load, overview
from tests.operations.conftest import Proxied, built, seconds
from tests.serving.conftest import DASHBOARD, Served, Start
from tests.waiting import wait_until

EVERY = 10.0  # seconds
CLIENTS = 6


def questions(site: Site) -> list[Iterator[Question]]:
    """What clients ask: pages and files, and changes of filters that are new or that others make too."""
    nth = overview(site)
    pages = (Question("/"), Question("/campaigns"), Question("/download/slices.csv?by=brand"))
    return [
        (pages[turn % 3] if turn % 2 else nth(client * (turn % 50)) for turn in cycle(range(3_000)))
        for client in range(CLIENTS)
    ]


def replaced(served: Served, before: set[int]) -> None:
    """Wait until other workers serve."""
    wait_until(lambda: len(served.workers() - before) >= 1 and len(served.workers()) == 2)


def test_killed_workers(proxied: Proxied):
    """With a worker killed by SIGKILL every ten seconds, no client behind nginx sees an error."""
    killed, ends = 0, time.monotonic() + seconds(60)
    with load(proxied.site, questions(proxied.site)) as times:
        while time.monotonic() < ends:
            served = proxied.servers[killed % 2]
            before = served.workers()
            os.kill(min(before), signal.SIGKILL)
            killed += 1
            time.sleep(EVERY)
            replaced(served, before)
    print(f"\n{killed} workers killed: {times}")
    assert (times.errors, killed > 0) == ([], True)


def test_hup(proxied: Proxied):
    """While servers take their settings anew, no client behind nginx sees an error."""
    with load(proxied.site, questions(proxied.site)) as times:
        for served in proxied.servers:
            before = served.workers()
            served.process.send_signal(signal.SIGHUP)
            wait_until(lambda served=served, before=before: not served.workers() & before)  # type: ignore[misc]
            time.sleep(1)
    print(f"\nHUP: {times}")
    assert times.errors == []


def test_term(proxied: Proxied):
    """While one server after the other is ended and started again, no client behind nginx sees an error."""
    with load(proxied.site, questions(proxied.site)) as times:
        for number, served in enumerate(proxied.servers):
            assert served.end() == 0
            time.sleep(1)
            proxied.restart(number)
            time.sleep(1)
    print(f"\nTERM: {times}")
    assert times.errors == []


def test_hup_without_a_proxy(start: Start, tmp_path: Path, world_folder: Path):
    """While a server takes its settings anew, no client of its own sees an error."""
    served = start(DASHBOARD, workers=2, **built(world_folder, tmp_path))
    wait_until(lambda: served.answers("/readyz"))
    site = at(served.port)
    with load(site, questions(site)) as times:
        before = served.workers()
        served.process.send_signal(signal.SIGHUP)
        wait_until(lambda: not served.workers() & before)
        time.sleep(1)
    print(f"\nHUP, no proxy: {times}")
    assert times.errors == []
