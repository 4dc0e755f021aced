"""Times a click on a filter until the page has come to rest, in a real browser.

A page is at rest after the last change of its document that a quiet second follows, once the answer is there.
"""

from collections.abc import Iterator
from itertools import islice

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.browser import CHROMIUM, DRAWN, PATIENCE, no_browser
from benchmarks.served import HOST, served
from benchmarks.setup import Data, Setup
from benchmarks.table import Row

CLICKS = 20
WARM = 3
SMALL_LIMIT, LARGE_LIMIT = 0.120, 0.200
LIMITED = "100 M orders"
DIMENSION = "campaign"
OPTIONS = f"#overview-{DIMENSION} input[type=checkbox]"
# Clicks one checkbox; gives the milliseconds until the last change before a quiet second.
SETTLE = """([selector, number]) => new Promise((done, failed) => {
    performance.clearResourceTimings();
    const started = performance.now();
    let last = started;
    const watcher = new MutationObserver(() => { last = performance.now(); });
    const everything = { subtree: true, childList: true, attributes: true, characterData: true };
    watcher.observe(document, everything);
    const answered = () => performance.getEntriesByType("resource")
        .some((one) => one.name.includes("_dash-update-component") && one.responseEnd > 0);
    const look = () => {
        const now = performance.now();
        if (now - started > 30000) { failed(new Error("The page did not come to rest.")); return; }
        if (!answered() || now - last < 1000) { setTimeout(look, 50); return; }
        watcher.disconnect();
        done(last - started);
    };
    document.querySelectorAll(selector)[number].click();
    look();
})"""


def rows(setup: Setup) -> Iterator[Row]:
    """Yield a row for the small folder and for each world; none without a Chromium."""
    if not CHROMIUM.exists():
        yield no_browser("filter click to rest, in a browser")
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for data in (setup.small, *setup.worlds):
            clicks = CLICKS if setup.runs > 1 else 1
            yield _row(browser, data, clicks, _limit(data, setup))
        browser.close()


def _limit(data: Data, setup: Setup) -> float | None:
    if data is setup.small:
        return SMALL_LIMIT
    return LARGE_LIMIT if data.name == LIMITED else None


def _row(browser: Browser, data: Data, clicks: int, limit: float | None) -> Row:
    with served(data.folder, data.snapshot) as port:
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        page = context.new_page()
        page.goto(f"http://{HOST}:{port}/", timeout=PATIENCE)
        page.wait_for_function(DRAWN, timeout=PATIENCE)
        page.wait_for_load_state("networkidle", timeout=PATIENCE)
        seconds = tuple(islice(settled(page), WARM, WARM + clicks))
        context.close()
    return Row(f"{data.name}: Overview, filter click to rest", seconds, limit, "each click a new selection")


def settled(page: Page) -> Iterator[float]:
    """Yield the seconds each click takes: one more campaign each time; once all are chosen, one less."""
    page.get_by_text("+ Filter").click()
    page.locator(f".offers [data-dimension={DIMENSION}]").click()
    number = page.locator(OPTIONS).count()
    for turn in range(2 * number - 1):
        yield float(page.evaluate(SETTLE, [OPTIONS, turn % number])) / 1_000
