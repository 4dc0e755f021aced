"""Has many clients change filters at once, each as soon as it was answered, and counts the answers."""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import islice

from benchmarks import table
from benchmarks.closed_loop import Load, Outcome
from benchmarks.round_trips import ENCODINGS, UPDATE, Caller, callbacks_of
from benchmarks.served import HOST, served
from benchmarks.setup import HOME, Data, Setup
from benchmarks.table import Row
from influencer_roi.pages.overview import PAGE

ORDERS = 10_000_000
CLIENTS, SECONDS, ROUNDS = 50, 8.0, 3
LEAST_RATE, LEAST_TIMES = 40.0, 10.0
REPEATED = 8  # selections all clients ask for again and again
ENOUGH = 400  # new selections a second: more than can be answered
MANY = 1_000_000
SHORT = 80
PART = 4  # no page has fewer bytes than this part of another


def rows(setup: Setup) -> Iterator[Row]:
    """Yield answers per second over the world of 10 M orders: new selections, then the same ones again."""
    data = _world(setup)
    if data is None:
        return
    caller = Caller(data, PAGE, callbacks_of(data))
    rounds, seconds = (1, 1.0) if setup.runs == 1 else (ROUNDS, SECONDS)
    chosen = data.selections(seed=5)
    with served(data.folder, data.snapshot) as port:
        least = caller.answered(port, next(chosen)) // PART

        def sent(number: float, times: int = 1) -> Outcome:
            requests = [_request(caller.body(filters), port) for filters in islice(chosen, int(number))]
            return _sent(Load(port, least, CLIENTS, seconds, requests, times))

        sent(2 * CLIENTS)
        new = [sent(ENOUGH * seconds) for _ in range(rounds)]
        again = [sent(REPEATED, MANY) for _ in range(rounds)]
    yield from _rows_of(f"{data.name}: {CLIENTS} clients, ", new, again)


def _world(setup: Setup) -> Data | None:
    """Return the world of 10 M orders, else the largest there is."""
    large = [one for one, size in zip(setup.worlds, sorted(setup.sizes), strict=True) if size >= ORDERS]
    return next(iter([*large, *reversed(setup.worlds)]), None)


def _rows_of(what: str, new: Sequence[Outcome], again: Sequence[Outcome]) -> Iterator[Row]:
    rates, kept = (tuple(one.answered / one.seconds for one in outcomes) for outcomes in (new, again))
    yield Row(f"{what}new selections", rates, None, _share(new), table.per_second, LEAST_RATE)
    yield Row(f"{what}the same again", kept, None, _share(again), table.per_second)
    ratios = tuple(late / early for early, late in zip(rates, kept, strict=True))
    yield Row(f"{what}the same, by new", ratios, written=table.times, least=LEAST_TIMES)
    said = next((one.said[:SHORT] for one in (*new, *again) if one.said), "")
    errors = sum(one.errors for one in (*new, *again))
    yield Row(f"{what}errors", (float(errors),), 0.0, said, table.count)


def _share(outcomes: Sequence[Outcome]) -> str:
    """Return in words what the clients themselves took of the machine."""
    share = max(one.share for one in outcomes)
    used_up = ". It ran out of new selections" if any(one.used_up for one in outcomes) else ""
    return f"the clients took up to {share:.0%} of a core{used_up}"


def _sent(load: Load) -> Outcome:
    words = [sys.executable, "-m", "benchmarks.closed_loop"]
    told = json.dumps(asdict(load))
    ended = subprocess.run(words, cwd=HOME, input=told, capture_output=True, text=True, check=True)
    return Outcome(**json.loads(ended.stdout))


def _request(body: str, port: int) -> str:
    """Return a request as it goes over the wire."""
    headers = {
        "Host": f"{HOST}:{port}",
        "Content-Type": "application/json",
        "Accept-Encoding": ENCODINGS,
        "Content-Length": str(len(body.encode())),
    }
    lines = [f"POST {UPDATE} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items()), "", body]
    return "\r\n".join(lines)
