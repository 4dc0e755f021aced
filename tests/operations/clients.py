"""Are good and bad clients of a server: some ask and are timed, others say nothing or read slowly."""

import json
import socket
import statistics
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from random import Random
from ssl import SSLContext

from tests.test_callbacks import body_of, page_callback
from tests.waiting import PATIENCE

HOST = "127.0.0.1"
HALF_SENT = (
    b"",
    b"GET / HTTP/1.1\r\nHost: local",
    b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900\r\n\r\nname=",
)
UPDATE = "/_dash-update-component"
PACKED = "gzip, deflate, br, zstd"  # as Chromium says it
THOUGHT = (5.0, 15.0)  # seconds between two questions of a user
SIP = 0.25  # seconds between two sips of a slow reader


class Secure(HTTPConnection):
    """A connection by https to a site of some name that is on this machine."""

    def __init__(self, port: int, name: str, trusted: SSLContext, source: str = "") -> None:
        super().__init__(HOST, port, timeout=PATIENCE, source_address=(source, 0) if source else None)
        self._name, self._trusted = name, trusted

    def connect(self) -> None:
        """Connect, and check the certificate."""
        super().connect()
        self.sock = self._trusted.wrap_socket(self.sock, server_hostname=self._name)


@dataclass(frozen=True)
class Site:
    """Where clients ask: how they connect, and what they send along."""

    connect: Callable[[], HTTPConnection]
    headers: Mapping[str, str] = field(default_factory=dict)


def at(port: int) -> Site:
    """Return the server of a port, without anything between."""
    return Site(lambda: HTTPConnection(HOST, port, timeout=PATIENCE))


@dataclass(frozen=True)
class Question:
    """One request: a GET where there is no body."""

    path: str
    body: bytes | None = None

    def ask(self, connection: HTTPConnection, headers: Mapping[str, str]) -> tuple[int, bytes]:
        """Ask, an update packed as browsers ask for it, and return status and body of the answer."""
        kind = {"Content-Type": "application/json", "Accept-Encoding": PACKED} if self.body else {}
        connection.request("POST" if self.body else "GET", self.path, self.body, {**kind, **headers})
        answer = connection.getresponse()
        return answer.status, answer.read()


@dataclass
class Times:
    """Milliseconds answers took, and what was no answer."""

    taken: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def p95(self) -> float:
        """Return the milliseconds 95 of 100 answers took at most."""
        return statistics.quantiles(self.taken, n=100, method="inclusive")[94]

    def __str__(self) -> str:
        middle = statistics.median(self.taken)
        figures = f"p50 {middle:.1f} ms, p95 {self.p95():.1f} ms, most {max(self.taken):.1f} ms"
        return f"{len(self.taken)} answers, {figures}, {len(self.errors)} errors {self.errors[:3]}"


def asked(site: Site, questions: Iterator[Question], pause: float = 0.0) -> Times:
    """Ask one question after the other over a connection that is kept, and return how long answers took."""
    times, connection = Times(), site.connect()
    for one in questions:
        more = answered(connection, site, one)
        times.taken += more.taken
        times.errors += more.errors
        time.sleep(pause)
    connection.close()
    return times


def answered(connection: HTTPConnection, site: Site, question: Question) -> Times:
    """Ask once, and return how long the answer took, or what was none."""
    started = time.perf_counter()
    try:
        status, _ = question.ask(connection, site.headers)
    except (OSError, HTTPException) as error:
        connection.close()
        return Times(errors=[f"{question.path}: {error!r}"])
    taken = (time.perf_counter() - started) * 1000
    return Times([taken], [] if status == 200 else [f"{question.path}: {status}"])


@contextmanager
def load(site: Site, questions: Sequence[Iterator[Question]], pause: float = 0.02) -> Iterator[Times]:
    """Have a client per iterator of questions ask them while this is entered; gives what all of them had."""
    ended, all_of_them = threading.Event(), Times()

    def run(mine: Iterator[Question]) -> None:
        until = (one for one in iter(lambda: None if ended.is_set() else next(mine), None))
        times = asked(site, until, pause)
        all_of_them.taken += times.taken
        all_of_them.errors += times.errors

    threads = [threading.Thread(target=run, args=(mine,)) for mine in questions]
    for one in threads:
        one.start()
    try:
        yield all_of_them
    finally:
        ended.set()
        for one in threads:
            one.join()


def visits(
    site: Callable[[int], Site], users: int, asks: Callable[[int, Random], Question], lasting: float
) -> Times:
    """Have so many users ask, each with 5 to 15 seconds of thought, and return how long answers took.

    `site` is where each of them connects from, `asks` what they ask next.
    """
    ended, all_of_them = time.monotonic() + lasting, [Times() for _ in range(users)]

    def visit(number: int) -> None:
        chance, mine = Random(number), all_of_them[number]  # noqa: S311 # the same each time
        time.sleep(chance.uniform(0, THOUGHT[1]))  # they do not come all at once
        connection = site(number).connect()
        while time.monotonic() < ended:
            more = answered(connection, site(number), asks(number, chance))
            mine.taken += more.taken
            mine.errors += more.errors
            time.sleep(chance.uniform(*THOUGHT))
        connection.close()

    threads = [threading.Thread(target=visit, args=(number,)) for number in range(users)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    taken = [one for times in all_of_them for one in times.taken]
    return Times(taken, [one for times in all_of_them for one in times.errors])


@contextmanager
def half_sent(port: int, count: int) -> Iterator[None]:
    """Hold so many connections open that say nothing, half a header or half a body, by turns."""
    opened = [socket.create_connection((HOST, port), timeout=PATIENCE) for _ in range(count)]
    try:
        for number, one in enumerate(opened):
            one.sendall(HALF_SENT[number % len(HALF_SENT)])
        yield
    finally:
        for one in opened:
            one.close()


@contextmanager
def slow_readers(port: int, path: str, count: int, *, rate: int = 32_768) -> Iterator[list[int]]:
    """Have so many read a file at `rate` bytes a second meanwhile; gives how many bytes each has."""
    read, ended = [0] * count, threading.Event()

    def sip(number: int) -> None:
        with socket.socket() as one:
            one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, rate)
            one.connect((HOST, port))
            one.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n".encode())
            one.settimeout(SIP)
            while not ended.wait(SIP):
                try:
                    taken = len(one.recv(int(rate * SIP)))
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


def overview(site: Site) -> Callable[[int], Question]:
    """Return what gives the n-th change of the Overview's filters, which nobody asked for before."""
    connection = site.connect()
    _, listed = Question("/_dash-dependencies").ask(connection, site.headers)
    connection.close()
    update = page_callback(json.loads(listed), "overview")

    def nth(number: int) -> Question:
        values = {"overview-followers_from": number}
        return Question(UPDATE, json.dumps(body_of(update, values, "overview-platform.value")).encode())

    return nth
