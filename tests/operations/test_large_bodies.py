import socket
import statistics
import threading
import time
from contextlib import suppress
from pathlib import Path

from tests.operations.conftest import built
from tests.operations.processes import all_serve, files, memory
from tests.serving.conftest import DASHBOARD, HOST, Served, Start
from tests.waiting import PATIENCE, wait_until

BODIES, LENGTH = 100, 20 << 20
SOONEST = 50.0  # milliseconds
GROWTH, MORE_FILES = 0.02, 2
HEAD = (
    "POST /_dash-update-component HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    f"Content-Length: {LENGTH}\r\n\r\n"
)
PART = b"x" * (1 << 20)


def refused(served: Served) -> tuple[int, float]:
    """Send a body of 20 MB without waiting for anything; the status, and the milliseconds until it came."""
    with socket.create_connection((HOST, served.port), timeout=PATIENCE) as one:
        began = time.perf_counter()
        one.sendall(HEAD.encode())
        sender = threading.Thread(target=send, args=(one,))
        sender.start()
        status = int(one.recv(12).split()[1])
        taken = (time.perf_counter() - began) * 1000
        with suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)
        sender.join()
    return status, taken


def send(one: socket.socket) -> None:
    """Send the body, as far as the other side takes it."""
    with suppress(OSError):
        for _ in range(LENGTH // len(PART)):
            one.sendall(PART)


def test_a_hundred(start: Start, tmp_path: Path, world_folder: Path):
    """A hundred bodies of 20 MB are refused in 50 ms each, and leave no worker larger."""
    served = start(DASHBOARD, workers=2, **built(world_folder, tmp_path))
    all_serve(served, 2)
    for _ in range(20):
        refused(served)  # what is allocated once is, by now
    before = memory(served), files(served)
    found = [refused(served) for _ in range(BODIES)]
    wait_until(lambda: files(served) <= before[1] + MORE_FILES)
    after, times = (memory(served), files(served)), [taken for _, taken in found]
    p95 = statistics.quantiles(times, n=100, method="inclusive")[94]
    print(f"\nmedian {statistics.median(times):.1f} ms, p95 {p95:.1f} ms, most {max(times):.1f} ms")
    print(f"KB and files of the workers {before}, then {after}")
    assert {status for status, _ in found} == {413}
    assert p95 <= SOONEST
    assert after[0] <= before[0] * (1 + GROWTH)
