"""Gives tests a server of their own: gunicorn with our worker, over a small application."""

import os
import secrets
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import pytest

from tests.waiting import PATIENCE, wait_until

HOST = "127.0.0.1"
PORTS = range(12_000, 32_000)
HERE = Path(__file__).parents[2]
DASHBOARD = "influencer_roi.app:server()"
SMALL = "tests.serving.small:application()"
SETTINGS = ("-c", "python:influencer_roi.gunicorn_settings")
ALONE = ("-k", "influencer_roi.serving.worker.SocketWorker", "--no-control-socket")


def free_port() -> int:
    """Return a port nobody listens on, of those that no system lends to who connects."""
    while True:
        port = secrets.choice(PORTS)
        with suppress(OSError), socket.socket() as free:
            free.bind((HOST, port))
            return port


@dataclass
class Served:
    """A server that was started, and what it wrote to its log."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path
    opened: list[socket.socket] = field(default_factory=list)

    def get(self, path: str, method: str = "GET", body: bytes | None = None) -> tuple[int, bytes]:
        """Return status and body of an answer."""
        with closing(HTTPConnection(HOST, self.port, timeout=PATIENCE)) as connection:
            connection.request(method, path, body)
            answer = connection.getresponse()
            return answer.status, answer.read()

    def send(self, request: bytes) -> socket.socket:
        """Return a connection over which these bytes were sent."""
        one = socket.create_connection((HOST, self.port), timeout=PATIENCE)
        self.opened.append(one)
        one.sendall(request)
        return one

    def workers(self) -> set[int]:
        """Return the processes that serve."""
        master = self.process.pid
        text = Path(f"/proc/{master}/task/{master}/children").read_text(encoding="ascii")
        return {int(word) for word in text.split()}

    def answers(self, path: str = "/healthz") -> bool:
        """Return whether it answers 200."""
        with suppress(OSError, HTTPException):
            return self.get(path)[0] == 200
        return False

    def close(self) -> None:
        """End it, whatever it is doing."""
        for connection in self.opened:
            connection.close()
        self.process.terminate()
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def end(self) -> int:
        """End it by TERM, and return its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE)


Start = Callable[..., Served]


def started_in(folder: Path) -> Iterator[Start]:
    """Start servers that end when this does: an application, so many workers, and settings by name."""
    started: list[Served] = []

    def begin(application: str, workers: int = 1, **environment: str) -> Served:
        port, log = int(environment.get("PORT") or free_port()), folder / f"{len(started)}.log"
        chosen = SETTINGS if application == DASHBOARD else (*ALONE, "--bind", f"{HOST}:{port}")
        words = [sys.executable, "-m", "gunicorn", *chosen, "--workers", str(workers), application]
        named = {
            "GUNICORN_CMD_ARGS": "" if application == DASHBOARD else "--threads 4",
            "PORT": str(port),
            "XDG_STATE_HOME": str(folder),
            "XDG_CACHE_HOME": str(folder),
        }
        with log.open("wb") as to:
            process = subprocess.Popen(
                words, cwd=HERE, env={**os.environ, **named, **environment}, stdout=to, stderr=to
            )
        started.append(Served(process, port, log))
        wait_until(
            lambda: process.poll() is not None or started[-1].answers(),
            lambda: log.read_text(encoding="utf-8"),
        )
        return started[-1]

    yield begin
    for one in started:
        one.close()


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start servers that end with the test."""
    yield from started_in(tmp_path)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Give one server of the small application to all tests of a module that leave it as it was."""
    folder = tmp_path_factory.mktemp("small")
    for begin in started_in(folder):
        yield begin(SMALL, NOTED=str(folder / "noted"))
