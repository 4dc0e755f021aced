"""Is many clients at once: each sends its next request when the last was answered. A process of its own.

It reads from standard input what to send, and writes what came of it; run it with `python -m`. It imports
nothing that a request does not need.
"""

import asyncio
import json
import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import chain, repeat


@dataclass(frozen=True)
class Load:
    """What to send: requests as they go over the wire, each `times`, for so many seconds, by so many clients.

    `least` is the bytes of the smallest answer that can be a page: one that failed is a few words.
    """

    port: int
    least: int
    clients: int
    seconds: float
    requests: list[str]
    times: int = 1


@dataclass(frozen=True)
class Outcome:
    """What came of it: answers in time, errors and what the first was, whether all requests were used up.

    `share` is the part of one core the clients took themselves.
    """

    answered: int
    seconds: float
    errors: int
    said: str
    share: float
    used_up: bool


@dataclass
class _Tally:
    answered: int = 0
    errors: int = 0
    said: str = ""
    used_up: bool = False


async def _client(load: Load, waiting: Iterator[bytes], tally: _Tally, until: float) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", load.port)
    try:
        for request in waiting:
            writer.write(request)
            problem = await _problem(reader, load.least)
            if time.perf_counter() > until:
                return
            tally.answered += not problem
            tally.errors += bool(problem)
            tally.said = tally.said or problem
        tally.used_up = True
    except (OSError, asyncio.IncompleteReadError) as error:
        tally.errors += 1
        tally.said = tally.said or repr(error)
    finally:
        writer.close()


async def _problem(reader: asyncio.StreamReader, least: int) -> str:
    """Return what is wrong with the next answer; nothing where it can be a page."""
    head = await reader.readuntil(b"\r\n\r\n")
    status, *lines = head.decode("latin-1").split("\r\n")
    named = dict(line.lower().split(": ", 1) for line in lines if line)
    body = await reader.readexactly(int(named.get("content-length", "0")))
    return "" if " 200 " in status and len(body) >= least else f"{status}: {body[:200]!r}"


async def _run(load: Load) -> Outcome:
    tally, requests = _Tally(), [request.encode() for request in load.requests]
    waiting = chain.from_iterable(repeat(requests, load.times))
    started = time.perf_counter()
    until = started + load.seconds
    await asyncio.gather(*(_client(load, waiting, tally, until) for _ in range(load.clients)))
    taken = min(time.perf_counter() - started, load.seconds)
    return Outcome(tally.answered, taken, tally.errors, tally.said, 0.0, tally.used_up)


def main() -> None:
    """Do what standard input says, a Load as JSON, and write the Outcome."""
    outcome = asyncio.run(_run(Load(**json.load(sys.stdin))))
    used = resource.getrusage(resource.RUSAGE_SELF)
    json.dump(asdict(outcome) | {"share": (used.ru_utime + used.ru_stime) / outcome.seconds}, sys.stdout)


if __name__ == "__main__":
    main()
