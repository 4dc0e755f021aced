"""Times what sign-in costs a reader: the same of an open server and of one behind sign-in, in turns."""

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from itertools import islice
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks import table
from benchmarks.browser import CHROMIUM, DRAWN, PATIENCE, no_browser
from benchmarks.round_trips import WARM, Caller, callbacks_of, timed_answer
from benchmarks.served import HOST, served
from benchmarks.settling import WARM as FIRST_CLICKS
from benchmarks.settling import settled
from benchmarks.setup import Data, Setup
from benchmarks.table import Row
from influencer_roi.access import sessions, users
from influencer_roi.access.audit import Trail
from influencer_roi.access.gate import SESSION
from influencer_roi.access.store import Store
from influencer_roi.model.roles import Role
from influencer_roi.pages.overview import PAGE

MOST_TIMES = 1.10
SELECTIONS, CLICKS = 100, 20
READER = "asha"


@dataclass(frozen=True)
class Both:
    """An open server and one behind sign-in over the same data: their ports, and a session of the second."""

    opened: int
    signed_in: int
    session: str

    @property
    def cookie(self) -> str:
        """The session as a header has it."""
        return f"{SESSION}={self.session}"


def rows(setup: Setup) -> Iterator[Row]:
    """Yield per folder how many times an open server's seconds answers and clicks take, signed in."""
    for data in (setup.small, setup.large):
        with _both(data) as both:
            yield _round_trips(data, both, SELECTIONS if setup.runs > 1 else 1)
            if not CHROMIUM.exists():
                yield no_browser(f"{data.name}: filter click to rest, signed in")
                continue
            yield _clicks(data, both, CLICKS if setup.runs > 1 else 1)


@contextmanager
def _both(data: Data) -> Iterator[Both]:
    with tempfile.TemporaryDirectory() as kept:
        nobody, somebody = Path(kept) / "nobody.sqlite", Path(kept) / "access.sqlite"
        session = _session(somebody)
        environments = [{"INFLUENCER_ROI_ACCESS": str(file)} for file in (nobody, somebody)]
        with (
            served(data.folder, data.snapshot, environments[0]) as opened,
            served(data.folder, data.snapshot, environments[1]) as signed_in,
        ):
            yield Both(opened, signed_in, session)


def _session(file: Path) -> str:
    """Return the id of a session that a new user began."""
    store = Store(file)
    users.add(store, READER, Role.FINANCE, None, Trail(None, READER))
    session = sessions.start(store, READER, time.time())
    store.close()
    return session


def _round_trips(data: Data, both: Both, count: int) -> Row:
    caller = Caller(data, PAGE, callbacks_of(data))
    bodies = [caller.body(filters) for filters in islice(data.selections(seed=6), WARM + count)]
    opened = HTTPConnection(HOST, both.opened, timeout=PATIENCE)
    signed_in = HTTPConnection(HOST, both.signed_in, timeout=PATIENCE)
    pairs = [
        (timed_answer(opened, body)[0], timed_answer(signed_in, body, both.cookie)[0]) for body in bodies
    ]
    for connection in (opened, signed_in):
        connection.close()
    return _row(f"{data.name}: Overview over HTTP, signed in by open", pairs[WARM:])


def _clicks(data: Data, both: Both, count: int) -> Row:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        opened, signed_in = _page(browser, both.opened), _page(browser, both.signed_in, both.session)
        pairs = [*islice(zip(settled(opened), settled(signed_in), strict=True), FIRST_CLICKS + count)]
        browser.close()
    return _row(f"{data.name}: filter click to rest, signed in by open", pairs[FIRST_CLICKS:])


def _page(browser: Browser, port: int, session: str = "") -> Page:
    """Return the first page of a server, drawn."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    address = f"http://{HOST}:{port}/"
    if session:
        context.add_cookies([{"name": SESSION, "value": session, "url": address}])
    page = context.new_page()
    page.goto(address, timeout=PATIENCE)
    page.wait_for_function(DRAWN, timeout=PATIENCE)
    page.wait_for_load_state("networkidle", timeout=PATIENCE)
    return page


def _row(what: str, pairs: list[tuple[float, float]]) -> Row:
    ratios = tuple(signed_in / opened for opened, signed_in in pairs)
    remark = "; then ".join(table.seconds(sorted(side)[len(side) // 2]) for side in zip(*pairs, strict=True))
    return Row(what, ratios, MOST_TIMES, f"medians {remark}", table.times)
