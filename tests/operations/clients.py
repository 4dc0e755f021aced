"""Are good and bad clients of a server: some ask and are timed, others say nothing or read slowly."""

import json
import socket
import statistics
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException

HOST = "127.0.0.1"
HALF = {
    "silent": b"",
    "half a header": b"GET / HTTP/1.1\r\nHost: local",
    "half a body": b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900\r\n\r\nname=",
}
UPDATE = "/_dash-update-component"


@contextmanager
def bad_sockets(port: int, count: int) -> Iterator[list[socket.socket]]:
    """Hold so many connections open that say nothing, half a header or half a body, by turns."""
    kinds = tuple(HALF.values())
    opened: list[socket.socket] = []
    try:
        for number in range(count):
            one = socket.create_connection((HOST, port), timeout=30)
            one.sendall(kinds[number % len(kinds)])
            opened.append(one)
        yield opened
    finally:
        for one in opened:
            one.close()


@contextmanager
def slow_readers(port: int, path: str, count: int, *, rate: int = 16_384) -> Iterator[list[int]]:
    """Have so many ask for a file and read it at `rate` bytes a second; gives how many bytes each has."""
    read, ended = [0] * count, threading.Event()

    def sip(number: int) -> None:
        with socket.socket() as one:
            one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 32_768)
            one.connect((HOST, port))
            one.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n".encode())
            one.settimeout(0.5)
            while not ended.wait(0.25):
                try:
                    taken = len(one.recv(rate // 4))
                except TimeoutError:
                    continue
                if not taken:
                    return
                read[number] += taken

    threads = [threading.Thread(target=sip, args=(number,)) for number in range(count)]
    for one in threads:
        one.start()
    try:
        yield read
    finally:
        ended.set()
        for one in threads:
            one.join()


@dataclass
class Times:
    """Milliseconds answers took, and what was no answer."""

    taken: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def p(self, percent: int) -> float:
        """Return a percentile in milliseconds."""
        return statistics.quantiles(self.taken, n=100, method="inclusive")[percent - 1]

    def __str__(self) -> str:
        if len(self.taken) < 2:
            return f"{len(self.taken)} answers, {len(self.errors)} errors {self.errors[:2]}"
        figures = f"p50 {self.p(50):.1f} ms, p95 {self.p(95):.1f} ms, most {max(self.taken):.1f} ms"
        return f"{len(self.taken)} answers, {figures}, {len(self.errors)} errors {self.errors[:2]}"


@dataclass(frozen=True)
class Asked:
    """One request: a GET where there is no body."""

    path: str
    body: bytes | None = None

    def send(self, connection: HTTPConnection) -> int:
        """Send it, read the answer, and return its status."""
        headers: Mapping[str, str] = {"Content-Type": "application/json"} if self.body else {}
        connection.request("POST" if self.body else "GET", self.path, self.body, headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status


def ask(port: int, requests: Iterator[Asked], until: Callable[[], bool], times: Times, *, anew: bool) -> None:
    """Ask one after the other, over a connection that is kept or anew for each, and note what came."""
    connection = HTTPConnection(HOST, port, timeout=30)
    for one in requests:
        if until():
            break
        started = time.perf_counter()
        try:
            status = one.send(connection)
            if status == 200:
                times.taken.append((time.perf_counter() - started) * 1000)
            else:
                times.errors.append(f"{one.path}: {status}")
        except (OSError, HTTPException) as error:
            times.errors.append(f"{one.path}: {error!r}")
            connection.close()
        if anew:
            connection.close()
    connection.close()


def overview(port: int) -> Callable[[int], Asked]:
    """Return what gives the n-th change of the Overview's filters, each of them new to the server."""
    connection = HTTPConnection(HOST, port, timeout=60)
    connection.request("GET", "/_dash-dependencies")
    listed = json.loads(connection.getresponse().read())
    connection.close()
    from tests.test_callbacks import body_of, page_callback  # noqa: PLC0415

    update = page_callback(listed, "overview")

    def nth(number: int) -> Asked:
        values = {"overview-followers_from": number % 1_000_000}
        return Asked(UPDATE, json.dumps(body_of(update, values, "overview-platform.value")).encode())

    return nth
