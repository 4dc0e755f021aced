"""Leads a browser from sight to sight (page, state, theme, size), and says what is wrong there."""

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Request, ViewportSize
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from influencer_roi.ledger.entries import Ledger
from influencer_roi.pages import PAGES
from tests import trying
from tests.browser.conftest import Watched

WIDE, PHONE = ViewportSize(width=1440, height=900), ViewportSize(width=390, height=844)
WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
COLOURS = ("color-contrast",)  # the rules a theme can break; it takes three quarters of axe's time
SHOTS = Path(__file__).parents[2] / "test-results" / "pages"
KEPT = bool(os.environ.get("SCREENSHOTS"))  # a picture of each sight: it takes as long as to draw it
FITTING = 2_000  # milliseconds
PATIENCE = 15.0  # seconds for an answer; the machine may be busy
STATES = ("all", "one day", "one influencer", "nothing")
THEMES, SIZES = ("light", "dark"), (WIDE, PHONE)
# Either theme and either size; at length, each theme in each size.
LOOKS = [*product(THEMES, SIZES)] if trying.AT_LENGTH else [*zip(THEMES, SIZES, strict=True)]
KEYS = [page.key for page in PAGES]
# Other pages each, for claims that take long to hold or for ways to hold one; at length, all.
FIRST, SECOND, THIRD = (PAGES if trying.AT_LENGTH else PAGES[at::6] for at in range(3))

_LEAVE = """address => {
    document.querySelector("#main").left = true;
    window.pageGo(address);
}"""
_DRAWN = """() => {
    const main = document.querySelector("#main");
    const all = (place) => [...document.querySelectorAll(place)];
    const plotted = () => all(".dash-graph").every((one) => one.querySelector(".main-svg"));
    const searched = all(".table-search").map((one) => one.dataset.table);
    const tables = location.pathname === "/explorer" ? ["explorer-rows"] : searched;
    const laidOut = (id) => document.getElementById(id)?.querySelector(".ag-root") && dash_ag_grid.getApi(id);
    return main && !main.left && plotted() && tables.every(laidOut);
}"""
BETWEEN = (768, 1024)  # pixels: a tablet and a small desk, between the sizes of sights
_AXE = "([inside, options]) => axe.run(document.querySelector(inside), options)"
# Contrast is what axe takes longest for: of rows of a list with the same classes throughout, one stands for
# all, but at length.
_ONE_OF_A_KIND = """() => {
    const kind = (row) => [row, ...row.querySelectorAll("*")].map((one) => one.getAttribute("class")).join();
    for (const list of document.querySelectorAll("#main :is(ol, ul, tbody, .ag-center-cols-container, .entries)")) {
        const kinds = new Set();
        for (const row of list.children) {
            row.toggleAttribute("data-alike", kinds.has(kind(row)));
            kinds.add(kind(row));
        }
    }
    axe.configure({ rules: [{ id: "color-contrast", selector: ":not([data-alike], [data-alike] *)" }] });
}"""  # noqa: E501
_FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
# Bootstrap scrolls smoothly, so that a plain scrollTo has gone nowhere yet when it returns.
_SIDEWAYS = """() => {
    scrollTo({ left: 1000, behavior: "instant" });
    const by = scrollX;
    scrollTo({ left: 0, behavior: "instant" });
    return by;
}"""
# Tables, those one can search and those whose rows one can save: what is one without the others.
_UNSAVED = """() => {
    const searched = [...document.querySelectorAll(".table-search")].map((one) => one.dataset.table);
    const saved = [...document.querySelectorAll("[data-shown-in]")].map((one) => one.dataset.shownIn);
    const tables = [...document.querySelectorAll(".ag-root")].map((one) => one.closest("[id]").id);
    const lacking = (some, others) => some.filter((one) => !others.includes(one));
    return [...lacking(tables, searched), ...lacking(searched, saved), ...lacking(saved, searched)];
}"""
_CURSORS = "[...document.querySelectorAll('.plot .nsewdrag')].map((one) => getComputedStyle(one).cursor)"


@dataclass(frozen=True)
class Sight:
    """A page as somebody sees it."""

    key: str
    state: str
    theme: str
    size: ViewportSize

    def __str__(self) -> str:
        """Name it as its picture is named."""
        return f"{self.key}-{self.theme}-{self.state}-{self.size['width']}"


def address_of(key: str, state: str, ledger: Ledger) -> str:
    """The address of a page in a state."""
    queries = {
        "all": "",
        "one day": f"?from={ledger.as_of}&to={ledger.as_of}",
        "one influencer": f"?influencer={ledger.values('influencer_id')[0]}",
        "nothing": "?from=2034-01-01",
    }
    return next(page.path for page in PAGES if page.key == key) + queries[state]


def visit(page: Page, watched: Watched, address: str) -> None:
    """Open an address: the first loads the application, which takes longest; the next are links inside it."""
    if page.evaluate("() => 'pageGo' in window"):
        go(page, watched, address)
    else:
        page.goto(address)
        drawn(page)
        conform(page, watched.updates)


def go(page: Page, watched: Watched, address: str) -> None:
    """Follow a link inside the application, and wait until the page is drawn and asks for nothing more."""
    watched.updates.clear()
    page.evaluate(_LEAVE, address)
    drawn(page)
    conform(page, watched.updates)


def drawn(page: Page) -> None:
    """Wait until the page is there, its plots and tables with it."""
    page.wait_for_function(_DRAWN)


def conform(page: Page, updates: Sequence[Request]) -> None:
    """Wait until every answer has come and is drawn, those that the first ones lead to included."""
    answered = 0
    while answered < len(updates):
        for request in updates[answered:]:
            answered += 1
            _wait_for_end(page, request)
        page.evaluate(_FRAMES)


def _wait_for_end(page: Page, request: Request) -> None:
    """Wait until a request is answered or has failed; one whose page was left may never say so."""
    ends = time.monotonic() + PATIENCE
    while request.timing["responseEnd"] < 0 and request.failure is None and time.monotonic() < ends:
        page.wait_for_timeout(10)


def dress(page: Page, sight: Sight) -> None:
    """Switch theme and size without a reload."""
    page.emulate_media(color_scheme="dark" if sight.theme == "dark" else "light")
    page.set_viewport_size(sight.size)
    page.evaluate(_FRAMES)


def faults(
    page: Page, inside: str = "html", *, but: str = "", rules: Sequence[str] = (), without: Sequence[str] = ()
) -> Iterator[str]:
    """What axe finds serious or critical inside an element: by all rules, by some, or without some."""
    page.evaluate("() => document.getAnimations().forEach((one) => one.finish())")
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(Axe().axe_script)
    if not trying.AT_LENGTH:
        page.evaluate(_ONE_OF_A_KIND)
    options = {
        "runOnly": {"type": "rule", "values": list(rules)} if rules else list(WCAG),
        "rules": {name: {"enabled": False} for name in (*without, but) if name},
        "resultTypes": ["violations"],
    }
    for violation in page.evaluate(_AXE, [inside, options])["violations"]:
        if violation["impact"] in ("serious", "critical"):
            nodes = " | ".join(node["html"][:160] for node in violation["nodes"][:4])
            yield f"{violation['id']} ({len(violation['nodes'])}): {violation['help']}: {nodes}"


def sideways(page: Page) -> int:
    """How many pixels the page scrolls sideways, once its plots had time to fit themselves in."""
    with suppress(PlaywrightTimeoutError):
        page.wait_for_function(f"() => ({_SIDEWAYS})() === 0", timeout=FITTING)
    return int(page.evaluate(_SIDEWAYS))


def failures(page: Page, watched: Watched) -> Iterator[str]:
    """What broke since the last look: words of the console, an answer that failed, a sideways scroll."""
    yield from watched.faults()
    watched.said.clear()
    if page.locator("#problem").is_visible():
        yield f"the page says: {page.locator('#problem-text').inner_text()}"
    if page.locator("#main h1").count() != 1:
        yield "the page has no question"
    if by := sideways(page):
        yield f"scrolls {by} pixels sideways"


def broken_promises(page: Page) -> Iterator[str]:
    """What a page shows and does not keep: a table without files, a pointer where nothing filters."""
    yield from (f"no files of {table}" for table in page.evaluate(_UNSAVED))
    if {*page.evaluate(_CURSORS)} - {"default"}:
        yield "a pointer over a plot, but not over a part that filters"


def wider(page: Page) -> Iterator[str]:
    """Whether a page scrolls sideways on a tablet or a small desk."""
    for width in BETWEEN:
        page.set_viewport_size({"width": width, "height": 768})
        if beyond := sideways(page):
            yield f"{beyond} pixels wider than {width}"


def keep(page: Page, folder: str, sight: Sight) -> None:
    """Keep a picture of the whole page, where pictures are wanted, in a folder git does not know."""
    if KEPT:
        page.screenshot(path=SHOTS / f"{folder}-{sight}.png", full_page=True)
