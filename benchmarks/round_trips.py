"""Times the round trip of a filter change: the request a browser sends, to the server the Procfile starts."""

import json
import statistics
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http.client import HTTPConnection
from itertools import islice

from flask import Flask

from benchmarks import table
from benchmarks.pages import asked_of
from benchmarks.served import HOST, served
from benchmarks.setup import Data, Setup
from benchmarks.table import Row
from influencer_roi.app import create_app
from influencer_roi.filters import Filters
from influencer_roi.pages import PAGES
from influencer_roi.pages.overview import PAGE
from influencer_roi.settings import Settings
from influencer_roi.ui.filter_values import control_values
from influencer_roi.ui.page import Page

UPDATE = "/_dash-update-component"
ENCODINGS = "gzip, deflate, br, zstd"
PATIENCE = 60
WARM = 12
MOST_MEDIAN, MOST_P95, LATE = 0.040, 0.080, 0.95
SELECTIONS = 100  # new ones, of a world's Overview

Callback = Mapping[str, object]


@dataclass(frozen=True)
class Caller:
    """What asks one page of a data folder by HTTP."""

    data: Data
    page: Page
    callbacks: list[Callback]

    def body(self, filters: Filters) -> str:
        """Return what a browser sends for these filters."""
        return body_of(callback_of(self.page, self.callbacks), self.page, self.data, filters)

    def answered(self, port: int, filters: Filters) -> int:
        """Return the bytes of the answer under these filters, as browsers get it."""
        connection = HTTPConnection(HOST, port, timeout=PATIENCE)
        _, size = timed_answer(connection, self.body(filters))
        connection.close()
        return size


def rows(setup: Setup) -> Iterator[Row]:
    """Yield a row per page and folder: seconds from the request to the last byte of the answer."""
    for data in (setup.sample, setup.large):
        with served(data.folder) as port:
            connection = HTTPConnection(HOST, port, timeout=PATIENCE)
            callbacks = json.loads(_answer(connection, "GET", "/_dash-dependencies"))
            for page in PAGES:
                yield _round_trip(connection, callback_of(page, callbacks), page, data, setup.runs)
            connection.close()


def overviews(setup: Setup) -> Iterator[Row]:
    """Yield the round trips of the Overview per world: under new selections, and under one asked before."""
    for data in setup.worlds:
        caller = Caller(data, PAGE, callbacks_of(data))
        count = max(setup.runs, SELECTIONS) if setup.runs > 1 else 1
        with served(data.folder, data.snapshot) as port:
            connection = HTTPConnection(HOST, port, timeout=PATIENCE)
            for filters in islice(data.selections(seed=3), WARM):
                timed_answer(connection, caller.body(filters))
            new = [caller.body(filters) for filters in islice(data.selections(seed=4), count)]
            seconds = tuple(timed_answer(connection, body)[0] for body in new)
            again = tuple(timed_answer(connection, new[-1])[0] for _ in range(count))
            connection.close()
        what = f"{data.name}: Overview over HTTP"
        yield Row(f"{what}, new selection", seconds, MOST_MEDIAN)
        late = sorted(seconds)[int(LATE * (len(seconds) - 1))]
        yield Row(f"{what}, new selection, p95", (late,), MOST_P95, f"of {len(seconds)} selections")
        yield Row(f"{what}, the same again", again)


def callbacks_of(data: Data) -> list[Callback]:
    """Return the callbacks the application has, as a browser is told of them."""
    flask: Flask = create_app(data.ledger, Settings()).server
    told: list[Callback] = json.loads(flask.test_client().get("/_dash-dependencies").text)
    return told


def _round_trip(connection: HTTPConnection, callback: Callback, page: Page, data: Data, runs: int) -> Row:
    first, *bodies = (body_of(callback, page, data, asked_of(page, data)()) for _ in range(runs + 1))
    plain = len(_answer(connection, "POST", UPDATE, first))
    seconds, sizes = zip(*(timed_answer(connection, body) for body in bodies), strict=True)
    remark = f"{table.data(statistics.median(sizes))} over the wire, {table.data(plain)} of JSON"
    return Row(f"{data.name}: {page.label}, over HTTP", seconds, remark=remark)


def timed_answer(connection: HTTPConnection, body: str, cookie: str = "") -> tuple[float, int]:
    """Return the seconds an answer takes, and its bytes; who has a session says so by a cookie."""
    started = time.perf_counter()
    size = len(_answer(connection, "POST", UPDATE, body, ENCODINGS, cookie))
    return time.perf_counter() - started, size


def body_of(callback: Callback, page: Page, data: Data, filters: Filters) -> str:
    """Return what a browser sends when the brand changes: every control with what it holds."""
    held = dict(control_values(page.key, data.ledger, filters))
    held |= {f"{page.key}-{name}.value": choice.default for name, choice in page.choices.items()}
    inputs, output = callback["inputs"], str(callback["output"])
    outputs = [part.rsplit(".", 1) for part in output.strip(".").split("...")]
    return json.dumps(
        {
            "output": output,
            "outputs": [{"id": identity, "property": name} for identity, name in outputs],
            "inputs": [
                {**part, "value": held.get(f"{part['id']}.{part['property']}")}
                for part in (inputs if isinstance(inputs, list) else [])
            ],
            "changedPropIds": [f"{page.key}-brand.value"],
        }
    )


def callback_of(page: Page, callbacks: list[Callback]) -> Callback:
    """Return the one callback that answers for a page: it listens to the page's reset button."""
    return next(one for one in callbacks if f'"{page.key}-reset"' in json.dumps(one["inputs"]))


def _answer(
    connection: HTTPConnection,
    method: str,
    path: str,
    body: str = "",
    encodings: str = "identity",
    cookie: str = "",
) -> bytes:
    """Return the body of an answer as it came.

    Raises:
        RuntimeError: the server answered with an error.
    """
    headers = {"Content-Type": "application/json", "Accept-Encoding": encodings}
    headers |= {"Cookie": cookie} if cookie else {}
    connection.request(method, path, body or None, headers)
    answer = connection.getresponse()
    received = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{method} {path} was answered with {answer.status}: {received[:200]!r}")
    return received
