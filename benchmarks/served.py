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
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.setup import HOME

PATIENCE = 180.0
HOST = "127.0.0.1"
# A server that still reads its files answers /healthz; this it answers once pages can be asked for.
LAST_READY = "/_dash-dependencies"


def command() -> list[str]:
    """Return the words of the Procfile's web process."""
    lines = (HOME / "Procfile").read_text(encoding="utf-8").splitlines()
    web = next(line.removeprefix("web:") for line in lines if line.startswith("web:"))
    return shlex.split(web)


@contextmanager
def served(folder: Path) -> Iterator[int]:
    """Give the port the folder is served on until the end.

    Raises:
        RuntimeError: the server ended, or did not answer in time.
    """
    port = _free_port()
    words = [sys.executable, "-m", *command(), "--bind", f"{HOST}:{port}", "--log-level", "warning"]
    with tempfile.TemporaryDirectory() as kept:
        settings = {**os.environ, "INFLUENCER_ROI_DATA": str(folder), "INFLUENCER_ROI_SNAPSHOT": kept}
        with subprocess.Popen(words, cwd=HOME, env=settings) as server:  # the Procfile's own words
            try:
                _wait(server, port)
                yield port
            finally:
                server.terminate()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind((HOST, 0))
        port: int = free.getsockname()[1]
        return port


def _wait(server: subprocess.Popen[bytes], port: int) -> None:
    """Wait until a worker answers, and then as long as the other may need that started beside it."""
    started = time.monotonic()
    while not _answers(port):
        if server.poll() is not None:
            raise RuntimeError(f"The server ended with {server.returncode} before it answered; see above.")
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
