"""What a team sees while someone breaks the data folder."""

import http.client
import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from benchmarks.served import command
from influencer_roi.settings import HOME
from tests.waiting import wait_until

pytestmark = pytest.mark.slow

CLIENTS = 20
WORKERS_TOLD = 20  # answers alike in a row: both workers gave some of them
KPIS = "/download/slices.csv?by=platform"
ORDERS = "tracking_data.csv"
WORST = 5.0  # seconds from the end of a build to every worker's answer


@dataclass
class Team:
    """Twenty clients that ask for the KPIs again and again."""

    port: int
    answers: set[bytes] = field(default_factory=set)
    failed: list[str] = field(default_factory=list)
    asked: int = 0
    done: threading.Event = field(default_factory=threading.Event)

    def ask(self) -> None:
        """Ask until it is done."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        while not self.done.is_set():
            try:
                connection.request("GET", KPIS)
                answer = connection.getresponse()
                body = answer.read()
                if answer.status != 200:
                    self.failed.append(f"{answer.status} {body[:80]!r}")
                self.answers.add(body)
            except OSError as error:
                self.failed.append(repr(error))
                connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
            self.asked += 1
            self.done.wait(0.05)
        connection.close()


@dataclass
class Server:
    """The dashboard as the Procfile serves it, two workers, over a folder."""

    folder: Path
    port: int

    def told(self, path: str = "/status.json") -> dict[str, object]:
        """What a route for machines says."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("GET", path)
            told: dict[str, object] = json.loads(connection.getresponse().read())
        finally:
            connection.close()
        return told

    def put(self, content: bytes | None) -> None:
        """Replace the orders file in one step, or take it away."""
        if content is None:
            (self.folder / ORDERS).unlink()
            return
        (self.folder / ".new").write_bytes(content)
        (self.folder / ".new").replace(self.folder / ORDERS)

    def opens(self) -> None:
        """Wait until every worker has data: each tells for itself."""
        wait_until(lambda: all(self.is_ready() for _ in range(WORKERS_TOLD)))

    def is_ready(self) -> bool:
        """Whether the worker that answers has data."""
        try:
            return bool(self.told("/readyz")["ready"])
        except OSError:
            return False

    def waits_for(self, wanted: str) -> None:
        """Wait until the status holds these words."""
        wait_until(lambda: wanted in json.dumps(self.told()), lambda: f"Not {wanted!r}, but {self.told()}")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """Serve a copy of the sample by gunicorn."""
    folder = tmp_path / "data"
    folder.mkdir()
    for file in (HOME / "data").glob("*.csv"):
        (folder / file.name).write_bytes(file.read_bytes())
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        **os.environ,
        "PORT": str(port),
        "INFLUENCER_ROI_DATA": str(folder),
        "INFLUENCER_ROI_SNAPSHOT": str(tmp_path / "snapshots"),
    }
    with subprocess.Popen(
        [sys.executable, "-m", *command()], env=environment, cwd=HOME, stderr=subprocess.DEVNULL
    ) as running:
        one = Server(folder, port)
        one.opens()
        yield one
        running.terminate()


def refused_kinds(good: bytes) -> dict[str, tuple[bytes | None, str]]:
    """Every kind of orders file that is refused, and the words it is refused with."""
    lines = good.splitlines(keepends=True)
    wide = good.decode().encode("utf-16-le")
    return {
        "gone": (None, "no file for orders"),
        "empty": (b"", "the file is empty"),
        "blank": (b"\n \n\n", "nothing but blanks"),
        "header only": (lines[0], "there is a header but no rows"),
        "no header": (b"".join(lines[1:]), "no line names the columns"),
        "column missing": (good.replace(b"revenue", b"takings", 1), "column 'revenue' is missing"),
        "column twice": (good.replace(b"campaign", b"revenue", 1), "stands 2 times"),
        "workbook": (b"PK\x03\x04" + good, "this is an Excel workbook"),
        "web page": (b"<!DOCTYPE html><html>", "this is a web page"),
        "pointer": (b"version https://git-lfs.github.com/spec/v1\n", "git-lfs pointer"),
        "UTF-16 without a mark": (wide, "the encoding is unknown"),
        "open quote": (good.rstrip() + b'"\nx,"y\n', "is never closed"),
        "half of it": (b"".join(lines[: len(lines) // 3]), "where what is served has"),
        "all set aside": (lines[0] + b"x,y,z,u,p,never,1,1\n" * len(lines), "every one of its"),
        "too many set aside": (
            b"".join(lines[: len(lines) * 9 // 10]) + b"x,y,z,u,p,never,1,1\n" * (len(lines) // 10),
            "would be set aside",
        ),
    }


def test_twenty_clients_notice_nothing(server: Server):
    """Each refused kind of file dropped in: no request fails, KPIs stay byte for byte, and why is told."""
    good = (server.folder / ORDERS).read_bytes()
    team = Team(server.port)
    threads = [threading.Thread(target=team.ask) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    try:
        for content, words in refused_kinds(good).values():
            server.put(content)
            server.waits_for(words)
    finally:
        team.done.set()
        for thread in threads:
            thread.join()
    assert (team.failed, len(team.answers)) == ([], 1)
    assert team.asked > 1_000


def test_every_worker_has_it_soon(server: Server):
    """A good change is in every worker's answers within five seconds of the end of its build."""
    good = (server.folder / ORDERS).read_bytes()
    before = str(server.told()["version"])
    server.put(good + good.splitlines(keepends=True)[1])
    built = server.folder.parent / "snapshots" / "CURRENT"
    wait_until(lambda: before not in built.read_text())
    ended = time.monotonic()
    alike = 0
    while alike < WORKERS_TOLD:
        alike = 0 if str(server.told()["version"]) == before else alike + 1
    assert time.monotonic() - ended < WORST
