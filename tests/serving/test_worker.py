import json
import os
import signal
import socket
import threading
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from influencer_roi.serving.pools import FILES
from influencer_roi.store.build import build_snapshot
from tests.serving.conftest import DASHBOARD, HOST, SMALL, Served, Start, started_in
from tests.waiting import PATIENCE, wait_until

HALF_SENT = (
    b"",
    b"GET / HTTP/1.1\r\nHost: local",
    b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900\r\n\r\nname=",
)
LONG = b"GET /download/long.csv HTTP/1.1\r\nHost: localhost\r\n\r\n"
UPDATE = b"POST /_dash-update-component HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}"


@pytest.fixture(scope="module")
def hasty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Give one server that gives up what takes longer than a second, with two threads."""
    folder = tmp_path_factory.mktemp("hasty")
    limits = {"INFLUENCER_ROI_MAX_REQUEST_SECONDS": "1", "GUNICORN_CMD_ARGS": "--threads 2"}
    for begin in started_in(folder):
        yield begin(SMALL, NOTED=str(folder / "noted"), **limits)


@pytest.fixture
def noted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the file in which the small application notes what begins and ends."""
    file = tmp_path / "noted"
    file.touch()
    monkeypatch.setenv("NOTED", str(file))
    return file


def lines(noted: Path) -> list[str]:
    """What the small application noted."""
    return noted.read_text(encoding="ascii").split("\n")[:-1]


def all_of(connection: socket.socket) -> bytes:
    """What comes over a connection until it is closed."""
    return b"".join(iter(lambda: connection.recv(65_536), b""))


class Asked(threading.Thread):
    """A request that is answered later."""

    def __init__(self, served: Served, path: str) -> None:
        super().__init__()
        self.served, self.path = served, path
        self.answer = (0, b"")
        self.start()

    def run(self) -> None:
        """Ask."""
        self.answer = self.served.get(self.path)

    def result(self) -> tuple[int, bytes]:
        """Wait for the answer."""
        self.join(PATIENCE)
        return self.answer


def test_the_dashboard(start: Start, tmp_path: Path, world_folder: Path):
    """The application as the Procfile starts it answers with its page, and names no server."""
    build_snapshot(world_folder, tmp_path / "snapshot")
    named = {"DATA": str(world_folder), "SNAPSHOT": str(tmp_path / "snapshot")}
    settings = {f"INFLUENCER_ROI_{name}": text for name, text in named.items()}
    served = start(DASHBOARD, workers=2, **settings)
    wait_until(lambda: served.answers("/readyz"), lambda: served.log.read_text(encoding="utf-8"))
    connection = HTTPConnection(HOST, served.port, timeout=PATIENCE)
    connection.request("GET", "/")
    answer = connection.getresponse()
    assert (answer.status, answer.getheader("Server"), b"_dash-renderer" in answer.read()) == (
        200,
        None,
        True,
    )
    connection.close()
    assert served.end() == 0


def test_who_says_nothing_keeps_nobody_waiting(small: Served):
    """With fifty connections that say nothing, half a header or half a body, others are answered."""
    for number in range(50):
        small.send(HALF_SENT[number % len(HALF_SENT)])
    assert [small.get(path)[0] for path in ("/healthz", "/fast")] == [200, 200]


def test_slow_readers_hold_no_page(small: Served):
    """With twelve readers of 190 MB who take none of it, pages are answered; when they leave, work ends."""
    noted = small.log.parent / "noted"
    noted.touch()
    readers = [small.send(LONG) for _ in range(12)]
    assert [one.recv(8) for one in readers] == [b"HTTP/1.1"] * 12
    assert [small.get("/fast") for _ in range(8)] == [(200, b"done")] * 8
    assert lines(noted) == []
    for one in readers:
        one.close()
    wait_until(lambda: lines(noted) == ["file ended"] * 12, lambda: lines(noted))
    wait_until(lambda: small.log.read_text(encoding="utf-8").count('"status": 499') == 12)


def test_term_lets_requests_end(start: Start, noted: Path):
    """Asked to end, it answers what it was asked, is not ready for more, and ends with 0."""
    served = start(SMALL)
    kept = HTTPConnection(HOST, served.port, timeout=PATIENCE)
    kept.request("GET", "/healthz")
    kept.getresponse().read()
    asked = Asked(served, "/slow?seconds=1.5")
    wait_until(lambda: lines(noted) == ["begun"])
    (worker,) = served.workers()
    os.kill(worker, signal.SIGTERM)
    wait_until(lambda: not_ready(kept))
    assert asked.result() == (200, b"done")
    kept.close()
    assert served.end() == 0


def not_ready(connection: HTTPConnection) -> bool:
    """Ask over a connection that is open whether its process is ready."""
    connection.request("GET", "/readyz")
    answer = connection.getresponse()
    said = json.loads(answer.read())
    return answer.status == 503 and said["draining"] is True and answer.getheader("Connection") == "close"


def test_a_killed_worker_is_replaced(start: Start, noted: Path):
    """A worker that is killed has a successor, and the other goes on."""
    served = start(SMALL, workers=2)
    wait_until(lambda: len(served.workers()) == 2)
    killed, other = served.workers()
    os.kill(killed, signal.SIGKILL)
    wait_until(lambda: len(served.workers() - {killed}) == 2)
    (successor,) = served.workers() - {killed, other}
    wait_until(lambda: len(list(Path(f"/proc/{successor}/task").iterdir())) > FILES)
    assert (other in served.workers(), served.get("/fast"), lines(noted)) == (True, (200, b"done"), [])


def test_what_goes_on_is_not_given_up(hasty: Served):
    """An answer may take long where it says, again and again, that it goes on."""
    assert hasty.get("/steps") == (200, b"done")


def test_what_takes_too_long_is_given_up(hasty: Served):
    """A request that does not end is answered 503 in time, and its thread has a substitute."""
    (worker,) = hasty.workers()
    status, words = hasty.get("/stuck")
    assert (status, words.startswith(b"This took longer than 1 seconds")) == (503, True)
    assert ([hasty.get("/fast")[0] for _ in range(4)], hasty.workers()) == ([200] * 4, {worker})
    log = hasty.log.read_text(encoding="utf-8")
    assert ('"event": "given up"' in log, "small.py" in log) == (True, True)
    assert lines(hasty.log.parent / "noted") == ["stuck"]


def test_a_worker_out_of_threads_is_replaced(start: Start, noted: Path):
    """Once as many threads are lost as there are, another process takes the worker's turn."""
    served = start(SMALL, INFLUENCER_ROI_MAX_REQUEST_SECONDS="1", GUNICORN_CMD_ARGS="--threads 2")
    (worker,) = served.workers()
    stuck = [Asked(served, "/stuck") for _ in range(2)]
    assert [one.result()[0] for one in stuck] == [503, 503]
    wait_until(lambda: served.workers() - {worker} != set(), lambda: served.log.read_text(encoding="utf-8"))
    wait_until(lambda: served.answers("/fast"))
    assert lines(noted) == ["stuck", "stuck"]


@pytest.mark.slow
def test_a_file_may_take_longer(start: Start, noted: Path):
    """The limit is not for files: one that is read slowly is not cut off by it."""
    served = start(SMALL, INFLUENCER_ROI_MAX_REQUEST_SECONDS="1")
    reader = served.send(LONG)
    assert served.get("/stuck")[0] == 503
    assert served.get("/stuck")[0] == 503
    taken = 0
    while part := reader.recv(1 << 20):
        taken += len(part)
    assert taken > 190 << 20
    assert lines(noted) == ["stuck", "stuck", "file ended"]


def test_nothing_is_computed_for_who_left(start: Start, noted: Path):
    """A question whose reader left while it waited for its turn is not computed."""
    served = start(SMALL, GUNICORN_CMD_ARGS="--threads 1")
    asked = Asked(served, "/slow?seconds=1")
    wait_until(lambda: lines(noted) == ["begun"])
    served.send(UPDATE).close()
    stays = served.send(UPDATE)
    assert asked.result()[0] == 200
    assert stays.recv(12) == b"HTTP/1.1 200"
    assert lines(noted) == ["begun", "computed"]


@pytest.mark.parametrize(
    ("header", "status"),
    [
        (b"Content-Length: 8000000", b"413"),
        (b"Content-Length: 8000000\r\nExpect: 100-continue", b"413"),
        (b"Transfer-Encoding: chunked", b"411"),
    ],
)
def test_bodies_too_large(small: Served, header: bytes, status: bytes):
    """Who sends too much, or does not say how much, reads why, though they send it all."""
    one = small.send(b"POST /fast HTTP/1.1\r\nHost: localhost\r\n" + header + b"\r\n\r\n")
    one.sendall(b"x" * 4_000_000)
    answer = all_of(one)
    assert (answer.split()[1], answer.count(b"HTTP/1.1")) == (status, 1)


def test_what_is_no_request(small: Served):
    """What is no HTTP is refused, and the server named by nothing."""
    answer = all_of(small.send(b"not http at all\r\n\r\n"))
    assert (answer.split()[1], b"waitress" in answer.lower()) == (b"400", False)
