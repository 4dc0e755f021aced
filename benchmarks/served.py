"""Serves a data folder the way the Procfile does, on this machine only."""

import os
import shlex
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from benchmarks.setup import HOME

PATIENCE = 180.0
HOST = "127.0.0.1"
# A server that still reads its files answers /healthz; this it answers once pages can be asked for.
LAST_READY = "/readyz"


def command() -> list[str]:
    """Return the words of the Procfile's web process."""
    lines = (HOME / "Procfile").read_text(encoding="utf-8").splitlines()
    web = next(line.removeprefix("web:") for line in lines if line.startswith("web:"))
    return shlex.split(web)


@dataclass(frozen=True)
class Server:
    """A server that was started: its process, the port it listens on, and when it was started."""

    process: subprocess.Popen[bytes]
    port: int
    started: float


@contextmanager
def served(
    folder: Path, snapshot: Path | None = None, environment: Mapping[str, str] = MappingProxyType({})
) -> Iterator[int]:
    """Give the port the folder is served on until the end; from a snapshot where one is named.

    `environment` are further settings.

    Raises:
        RuntimeError: the server ended, or did not answer in time.
    """
    with starting(folder, snapshot, environment=environment) as server:
        wait(server)
        yield server.port


@contextmanager
def starting(
    folder: Path,
    snapshot: Path | None = None,
    *,
    workers: int = 0,
    environment: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[Server]:
    """Give a server the moment it is started; it ends with the context. 0 workers are the Procfile's."""
    port = _free_port()
    words = [sys.executable, "-m", *command(), "--bind", f"{HOST}:{port}", "--log-level", "warning"]
    words += ["--workers", str(workers)] if workers else []
    with tempfile.TemporaryDirectory() as kept:
        named = {"INFLUENCER_ROI_DATA": str(folder), "INFLUENCER_ROI_SNAPSHOT": str(snapshot or kept)}
        started = time.perf_counter()
        with subprocess.Popen(
            words, cwd=HOME, env={**os.environ, **named, **environment}
        ) as process:  # the Procfile's words
            try:
                yield Server(process, port, started)
            finally:
                process.terminate()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind((HOST, 0))
        port: int = free.getsockname()[1]
        return port


def wait(server: Server) -> None:
    """Wait until a worker answers, and then as long as the other may need that started beside it.

    Raises:
        RuntimeError: the server ended, or did not answer in time.
    """
    started = time.monotonic()
    while not _answers(server.port):
        if server.process.poll() is not None:
            code = server.process.returncode
            raise RuntimeError(f"The server ended with {code} before it answered; see above.")
        if time.monotonic() - started > PATIENCE:
            raise RuntimeError(f"The server did not answer within {PATIENCE:.0f} seconds.")
        time.sleep(0.1)
    time.sleep(max(1.0, 0.3 * (time.monotonic() - started)))


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://{HOST}:{port}{LAST_READY}", timeout=5):
            return True
    except (urllib.error.URLError, OSError):
        return False
