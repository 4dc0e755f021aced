"""A million orders are brought beside readers: soon compared with what is live, and readers hardly notice."""

import json
import statistics
import subprocess
import sys
import time
from contextlib import closing
from http.client import HTTPConnection
from itertools import count, takewhile
from pathlib import Path
from threading import Thread

import polars as pl
import pytest

from benchmarks.worlds import write_world
from tests.operations.clients import HOST, UPDATE, Times, asked, at, overview
from tests.operations.conftest import built, seconds
from tests.serving.conftest import DASHBOARD, Served, Start
from tests.uploads.conftest import told
from tests.waiting import PATIENCE, wait_until

ORDERS, ROUNDS = 1_000_000, 3
MOST_BUILDS, MOST_SLOWER = 2.5, 1.2
ALONE = 12.0  # seconds readers ask without an upload
PAUSE = 0.05


@pytest.fixture
def brought(tmp_path: Path) -> Path:
    """Give a folder of the four files as people bring them: CSV, orders in one file."""
    world, folder = tmp_path / "world", tmp_path / "brought"
    write_world(world, max(10_000, round(seconds(ORDERS))))
    folder.mkdir()
    for name in ("influencers", "posts", "payouts"):
        pl.read_parquet(world / f"{name}.parquet").write_csv(folder / f"{name}.csv")
    pl.scan_parquet(world / "orders" / "*.parquet").drop("product").sink_csv(folder / "orders.csv")
    return folder


def test_drop_to_comparison(start: Start, tmp_path: Path, brought: Path):
    """From drop to comparison it takes 2.5 builds at most, and readers wait a fifth longer at most."""
    served = start(DASHBOARD, workers=2, **built(brought, tmp_path))
    wait_until(lambda: served.answers("/readyz"))
    numbers = count()
    nth = overview(at(served.port))
    list(asked(at(served.port), (nth(next(numbers)) for _ in range(20))).taken)
    builds, drops, alone, meanwhile = [], [], Times(), Times()
    for turn in range(ROUNDS):
        builds.append(build(brought, tmp_path / f"built-{turn}"))
        add(alone, until(time.monotonic() + max(3.0, seconds(ALONE)), served, numbers))
        dropped = Thread(target=lambda: drops.append(compared(served, brought)))
        dropped.start()
        add(meanwhile, while_(dropped, served, numbers))
        drops.append(compared(served, brought))  # without readers beside it
    beside, without = drops[::2], drops[1::2]
    print(f"\nbuild {said(builds)}; drop to comparison {said(without)}, beside readers {said(beside)}")
    print(f"readers alone     {alone}\nreaders meanwhile {meanwhile}")
    assert alone.errors + meanwhile.errors == []
    assert statistics.median(without) <= MOST_BUILDS * statistics.median(builds)
    assert statistics.median(meanwhile.taken) <= MOST_SLOWER * statistics.median(alone.taken)


def build(folder: Path, to: Path) -> float:
    """Build a snapshot by the command line, and return the seconds it took."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "influencer_roi.cli", "build", str(folder), "--out", str(to)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - began


def compared(served: Served, folder: Path) -> float:
    """Bring a folder, and return the seconds until the desk shows what changes; then discard it."""
    began = time.perf_counter()
    upload = json.loads(served.get("/upload/new", "POST")[1])["upload"]
    for path in sorted(folder.iterdir()):
        assert served.get(f"/upload/{upload}?name={path.name}", "POST", path.read_bytes())[0] == 200
    shown = asks(served, act="read", upload=upload)
    while "What changes" not in shown or '"data-state": "reading"' in shown:
        wait_until(lambda: json.loads(served.get(f"/upload/{upload}/progress")[1])["state"] != "building")
        shown = asks(served, act="look", upload=upload, step="4")  # as the page does
    took = time.perf_counter() - began
    asks(served, act="discard", upload=upload)
    return took


def asks(served: Served, **said_there: object) -> str:
    """Do something at the desk, and return what it shows then."""
    body = json.dumps(told(**said_there)).encode()
    with closing(HTTPConnection(HOST, served.port, timeout=PATIENCE)) as connection:
        connection.request("POST", UPDATE, body, {"Content-Type": "application/json"})
        answer = connection.getresponse().read()
    return json.dumps(json.loads(answer)["response"]["publish-body"]["nodes"])


def until(end: float, served: Served, numbers: "count[int]") -> Times:
    """Ask for new changes of filters, one after the other, until then."""
    nth = overview(at(served.port))
    going_on = takewhile(lambda _: time.monotonic() < end, numbers)
    return asked(at(served.port), map(nth, going_on), PAUSE)


def while_(thread: Thread, served: Served, numbers: "count[int]") -> Times:
    """Ask for new changes of filters, one after the other, while a thread goes on."""
    nth = overview(at(served.port))
    return asked(at(served.port), map(nth, takewhile(lambda _: thread.is_alive(), numbers)), PAUSE)


def add(times: Times, more: Times) -> None:
    """Add what was measured to what was."""
    times.taken += more.taken
    times.errors += more.errors


def said(took: list[float]) -> str:
    """Return seconds as text."""
    return ", ".join(f"{one:.1f}" for one in took) + " s"
