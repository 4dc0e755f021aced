"""Times a start on a snapshot that is there, and tells the memory of the workers that serve it."""

import re
import time
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPException
from itertools import islice
from pathlib import Path

from benchmarks import served, table
from benchmarks.round_trips import UPDATE, Caller, callbacks_of
from benchmarks.served import HOST, PATIENCE, Server
from benchmarks.setup import Data, Setup
from benchmarks.table import Row
from influencer_roi.pages.overview import PAGE

STARTS, MOST_SECONDS = 5, 3.0
WORKERS = 2
ROUNDS, MOST_PSS, MOST_PSS_WIDE = 3, 150.0 * table.MEGA, 200.0 * table.MEGA
PAUSE = 0.02
ASKED = 20  # updates, over and over, until each worker has worked
BUSY = 10  # clock ticks a worker takes at least for updates of its own


def rows(setup: Setup) -> Iterator[Row]:
    """Yield per world: seconds until the first answer, memory of each worker, and of one more."""
    for data in (*setup.worlds, *setup.wide):
        caller = Caller(data, PAGE, callbacks_of(data))
        starts = tuple(_first_answer(data, caller) for _ in range(min(setup.runs, STARTS)))
        yield Row(f"{data.name}: restart to the first answer", starts, MOST_SECONDS)
        most = MOST_PSS_WIDE if data in setup.wide else MOST_PSS
        yield from _memory(data, caller, min(setup.runs, ROUNDS), most)


def _memory(data: Data, caller: Caller, rounds: int, most: float) -> Iterator[Row]:
    """Yield the memory of workers, shared pages in equal parts (PSS), and what one more worker adds."""
    pairs = [
        tuple(_worked(data, caller, workers) for workers in (WORKERS, WORKERS + 1)) for _ in range(rounds)
    ]
    each = tuple(one for few, _ in pairs for one in few[1:])
    added = tuple(sum(more) - sum(few) for few, more in pairs)
    yield Row(f"{data.name}: memory of each of {WORKERS} workers (PSS)", each, written=table.data)
    yield Row(f"{data.name}: memory one more worker adds (PSS)", added, most, written=table.data)


def _first_answer(data: Data, caller: Caller) -> float:
    """Return the seconds from the start of a server to the last byte of the first page it answers with."""
    body = caller.body(next(data.selections(seed=time.perf_counter_ns())))
    with served.starting(data.folder, data.snapshot) as server:
        while not _is_answered(server, body):
            if time.perf_counter() - server.started > PATIENCE:
                raise RuntimeError(f"The server did not answer within {PATIENCE:.0f} seconds.")
            time.sleep(PAUSE)
        return time.perf_counter() - server.started


def _is_answered(server: Server, body: str) -> bool:
    connection = HTTPConnection(HOST, server.port, timeout=PATIENCE)
    try:
        connection.request("POST", UPDATE, body, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        return answer.status == 200 and b'"response"' in answer.read()
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def _worked(data: Data, caller: Caller, workers: int) -> list[float]:
    """Return the memory of the process that starts workers and of each, once each has answered pages."""
    with served.starting(data.folder, data.snapshot, workers=workers) as server:
        served.wait(server)
        pids = _children(server.process.pid)
        before = {pid: _ticks(pid) for pid in pids}
        chosen = data.selections(seed=workers)
        for _ in range(100):
            for filters in islice(chosen, ASKED):
                _is_answered(server, caller.body(filters))
            if len(pids) == workers and all(_ticks(pid) - before[pid] >= BUSY for pid in pids):
                break
        else:
            raise RuntimeError(f"Of {workers} workers only some answered.")
        while any(_children(pid) for pid in pids):  # one looks whether its snapshot is still of its files
            time.sleep(PAUSE)
        return [_pss(pid) for pid in (server.process.pid, *pids)]


def _children(pid: int) -> list[int]:
    """Return the processes a process has started."""
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for task in tasks for child in task.read_text(encoding="ascii").split()]


def _ticks(pid: int) -> int:
    """Return the time a process has computed, in clock ticks."""
    user, system = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[11:13]
    return int(user) + int(system)


def _pss(pid: int) -> float:
    """Return the bytes of memory a process has, those it shares in equal parts."""
    told = re.search(
        r"^Pss:\s+(\d+) kB", Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii"), re.MULTILINE
    )
    if told is None:
        raise RuntimeError("This system does not tell PSS.")
    return 1024.0 * int(told[1])
