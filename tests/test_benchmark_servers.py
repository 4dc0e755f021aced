"""Holds the benchmarks that run commands, servers, clients and browsers, on the smallest of worlds."""

import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count

import pytest

from benchmarks import building, child, clients, restarting, round_trips, settling
from benchmarks.browser import CHROMIUM
from benchmarks.clients import _request, _sent
from benchmarks.closed_loop import Load
from benchmarks.setup import HOME, Data, Setup

ORDERS = 5_000
MEGA = 1_000_000


@pytest.fixture(scope="module")
def setup(tmp_path_factory: pytest.TempPathFactory) -> Setup:
    """Give what benchmarks run on, as small as it goes; one run of each."""
    sample = Data("the sample", HOME / "data", 0.03)
    return Setup(1, sample, sample, sample, (ORDERS,), tmp_path_factory.mktemp("worlds"))


@pytest.fixture
def moody() -> Iterator[int]:
    """Serve answers by turns: an error, a word where a page should be, and a page; give the port."""
    turns = count(1)

    class Moody(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            turn = next(turns) % 3  # one step, so that no two threads have the same turn
            body = b"page" * 100 if turn != 2 else b"word"
            self.send_response(500 if turn == 1 else 200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Moody)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_child_is_measured_alone():
    """A process's memory is its own, however large the one that measures it, and its seconds are its life."""
    held = bytearray(300 * MEGA)
    small = child.run([sys.executable, "-c", "import time; time.sleep(0.2)"], where=HOME)
    large = child.run([sys.executable, "-c", f"held = bytearray({200 * MEGA})"], where=HOME)
    assert small.memory < 100 * MEGA < len(held)
    assert 200 * MEGA <= large.memory < 300 * MEGA
    assert small.seconds >= 0.2


def test_a_child_that_fails():
    """A command that fails is no measurement: what it said is raised."""
    with pytest.raises(RuntimeError, match=r"ended with 1: .*no such order"):
        child.run([sys.executable, "-c", "raise SystemExit('no such order')"], where=HOME)


@pytest.mark.slow
def test_builds(setup: Setup):
    """Each engine's build stands beside the bare group-by: a ratio, seconds, memory."""
    rows = {row.what: row for row in building.rows(setup)}
    what = "5,000 orders: build with polars"
    ratio, seconds = rows[f"{what}, by the bare group-by"].values, rows[f"{what}, whole process"].values
    bare = rows["5,000 orders: bare group-by in Polars, whole process"].values
    assert ratio == (seconds[0] / bare[0],)
    assert rows[f"{what}, memory at most"].median > 50 * MEGA
    assert len(rows) == 3 * len(building.ENGINES) + 2


def test_clients_count_answers(moody: int):
    """Only whole pages count as answers; the rest are errors, and the first of them is told."""
    outcome = _sent(
        Load(moody, least=200, clients=3, seconds=20.0, requests=[_request("{}", moody)], times=30)
    )
    assert (outcome.answered, outcome.errors, outcome.used_up) == (10, 20, True)
    first = ("HTTP/1.1 500 Internal Server Error: b'page", "HTTP/1.1 200 OK: b'word'")  # as they come in
    assert outcome.said.startswith(first)
    assert outcome.share > 0


def test_clients_end_in_time(moody: int):
    """Clients stop when their time is over, however much there is to send."""
    outcome = _sent(Load(moody, 0, 3, 0.5, [_request("{}", moody)], 1_000_000))
    assert (outcome.seconds, outcome.used_up) == (0.5, False)
    assert outcome.answered + outcome.errors > 10


@pytest.mark.slow
def test_served_worlds_answer(setup: Setup):
    """The Overview of a world is answered over HTTP, by many clients at once too, without an error."""
    trips = list(round_trips.overviews(setup))
    assert [len(row.values) for row in trips] == [1, 1, 1]
    many = {row.what: row for row in clients.rows(setup)}
    assert many["5,000 orders: 50 clients, errors"].values == (0.0,)
    assert many["5,000 orders: 50 clients, new selections"].median > 0


@pytest.mark.slow
def test_restarts(setup: Setup):
    """A start is timed until a page came, and each worker's memory is told apart from what one more adds."""
    start, each, added = restarting.rows(setup)
    assert start.median > 0
    assert len(each.values) == restarting.WORKERS
    assert 0 < added.median < sum(each.values)


@pytest.mark.slow
@pytest.mark.skipif(not CHROMIUM.exists(), reason=f"there is no {CHROMIUM}")
def test_settles(setup: Setup):
    """A click is timed from the press to the last change of the page."""
    rows = list(settling.rows(setup))
    assert [len(row.values) for row in rows] == [1, 1]
    assert all(0 < row.median < 5 for row in rows)
