"""Times the first load of pages in a real browser with nothing kept, and the load after it."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from benchmarks.served import HOST, served
from benchmarks.setup import Setup
from benchmarks.table import Row, count, data, seconds
from influencer_roi.pages import PAGES
from influencer_roi.ui.page import Page

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
MOST_REQUESTS = 25
MOST_BYTES = 1_600_000
LOADS = 5
PATIENCE = 60_000  # milliseconds
DRAWN = """() => document.querySelector("#main")
    && [...document.querySelectorAll(".dash-graph")].every(graph => graph.querySelector(".main-svg"))"""
IDLE = "() => new Promise(done => requestIdleCallback(() => done(performance.now())))"


@dataclass
class Load:
    """One load of a page: the bytes of each request the server answered, and when the page stood ready."""

    received: list[float] = field(default_factory=list)
    ready: float = 0.0

    @property
    def requests(self) -> int:
        """How many requests the server answered; those from the cache take no bytes."""
        return len(self.received)

    @property
    def bytes(self) -> float:
        """How many bytes came over the wire, headers included."""
        return sum(self.received)


def rows(setup: Setup) -> Iterator[Row]:
    """Yield the rows of the Overview's loads, and one row per other page; none without a Chromium."""
    if not CHROMIUM.exists():
        yield no_browser("first load in a browser")
        return
    with served(setup.sample.folder) as port, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        home = f"http://{HOST}:{port}"
        first, *others = PAGES
        yield from _loads(browser, home, first)
        for page in others:
            yield _in_one(browser, home, page)
        browser.close()


def no_browser(what: str) -> Row:
    """Return the row that says why something was not measured, and how to have it."""
    way = "On Debian: apt-get install chromium; elsewhere: CHROMIUM=/path make bench"
    return Row(what, remark=f"not measured: there is no {CHROMIUM}. {way}.")


def _loads(browser: Browser, home: str, page: Page) -> Iterator[Row]:
    """Yield requests, bytes and seconds of first loads, and of the loads after them."""
    pairs = [_load_twice(browser, home + page.path) for _ in range(LOADS)]
    for name, loads in zip(("first load", "load after it"), zip(*pairs, strict=True), strict=True):
        what = f"{page.label}, {name}"
        yield Row(f"{what}, requests", tuple(load.requests for load in loads), MOST_REQUESTS, written=count)
        yield Row(f"{what}, over the wire", tuple(load.bytes for load in loads), MOST_BYTES, written=data)
        yield Row(f"{what}, until interactive", tuple(load.ready for load in loads))


def _in_one(browser: Browser, home: str, page: Page) -> Row:
    """Return the seconds until a page is interactive on its first load, all else in the remark."""
    first, again = _load_twice(browser, home + page.path)
    remark = f"{_in_words(first)}; then {seconds(again.ready)}, {_in_words(again)}"
    return Row(f"{page.label}, first load, until interactive", (first.ready,), remark=remark)


def _in_words(load: Load) -> str:
    return f"{load.requests} requests, {data(load.bytes)}"


def _load_twice(browser: Browser, address: str) -> tuple[Load, Load]:
    """Return the load of an address by somebody who was never here, and the next one."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    loads = _load(context, address), _load(context, address)
    context.close()
    return loads


def _load(context: BrowserContext, address: str) -> Load:
    """Return one load: ready is when all is drawn and the browser has time for its reader."""
    load, page = Load(), context.new_page()
    network = context.new_cdp_session(page)

    def finished(event: dict[str, float]) -> None:
        if event["encodedDataLength"] > 0:
            load.received.append(event["encodedDataLength"])

    network.on("Network.loadingFinished", finished)
    network.send("Network.enable")
    page.goto(address, wait_until="commit", timeout=PATIENCE)
    page.wait_for_function(DRAWN, timeout=PATIENCE)
    load.ready = float(page.evaluate(IDLE)) / 1_000
    page.wait_for_load_state("networkidle", timeout=PATIENCE)
    page.close()
    return load
