"""Times the round trip of a filter change: the request a browser sends, to the server the Procfile starts."""

import json
import statistics
import time
from collections.abc import Iterator, Mapping
from http.client import HTTPConnection

from benchmarks import table
from benchmarks.pages import asked_of
from benchmarks.served import HOST, served
from benchmarks.setup import Data, Setup
from benchmarks.table import Row
from influencer_roi.filters import Filters
from influencer_roi.pages import PAGES
from influencer_roi.ui.filter_values import control_values
from influencer_roi.ui.page import Page

UPDATE = "/_dash-update-component"
ENCODINGS = "gzip, deflate, br, zstd"
PATIENCE = 60

Callback = Mapping[str, object]


def rows(setup: Setup) -> Iterator[Row]:
    """Yield a row per page and folder: seconds from the request to the last byte of the answer."""
    for data in (setup.sample, setup.large):
        with served(data.folder) as port:
            connection = HTTPConnection(HOST, port, timeout=PATIENCE)
            callbacks = json.loads(_answer(connection, "GET", "/_dash-dependencies"))
            for page in PAGES:
                yield _round_trip(connection, callback_of(page, callbacks), page, data, setup.runs)
            connection.close()


def _round_trip(connection: HTTPConnection, callback: Callback, page: Page, data: Data, runs: int) -> Row:
    first, *bodies = (body_of(callback, page, data, asked_of(page, data)()) for _ in range(runs + 1))
    plain = len(_answer(connection, "POST", UPDATE, first))
    seconds, sizes = zip(*(_timed_answer(connection, body) for body in bodies), strict=True)
    remark = f"{table.data(statistics.median(sizes))} over the wire, {table.data(plain)} of JSON"
    return Row(f"{data.name}: {page.label}, over HTTP", seconds, remark=remark)


def _timed_answer(connection: HTTPConnection, body: str) -> tuple[float, int]:
    """Return the seconds an answer takes, and its bytes."""
    started = time.perf_counter()
    size = len(_answer(connection, "POST", UPDATE, body, ENCODINGS))
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
    connection: HTTPConnection, method: str, path: str, body: str = "", encodings: str = "identity"
) -> bytes:
    """Return the body of an answer as it came.

    Raises:
        RuntimeError: the server answered with an error.
    """
    headers = {"Content-Type": "application/json", "Accept-Encoding": encodings}
    connection.request(method, path, body or None, headers)
    answer = connection.getresponse()
    received = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{method} {path} was answered with {answer.status}: {received[:200]!r}")
    return received
