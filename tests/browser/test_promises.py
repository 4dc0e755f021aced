"""Clicks all that looks as if one could: a pointer promises that something happens."""

import re
from itertools import product

import pytest
from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from tests.browser.conftest import Watched
from tests.browser.sights import KEYS, PHONE, SECOND, THIRD, WIDE, conform, visit

JULY, ALL = "from=2025-07-01&to=2025-07-31", "dates=all"
STATES = {
    "a month": JULY,
    "all time": ALL,
    "one day": "from=2025-07-31&to=2025-07-31",
    "one brand": f"brand=MuscleBlaze&{JULY}",
    "nothing": "from=2034-01-01",
}
FEW = 1  # of elements alike, as many are clicked; in the slow suite all
PATIENT = 3_000  # milliseconds until a click has done nothing
# Elements whose cursor is a pointer and whose parent's is not, by what they are: rows of one board are alike.
_POINTED = """around => {
    document.querySelectorAll("[data-pointed]").forEach((one) => delete one.dataset.pointed);
    const pointer = (one) => getComputedStyle(one).cursor === "pointer";
    const seen = (one) => one.checkVisibility({ visibilityProperty: true }) && one.getClientRects().length;
    const kind = (one) => one.dataset.act === "set-filter" ? "row of a board" : one.className;
    const off = (one) => one.disabled || one.getAttribute("aria-disabled") === "true";
    const inside = ".pane, .ag-root-wrapper, svg" + (around ? "" : ", .rail, .filters, .top");
    const found = [...document.querySelectorAll(".frame *")].filter((one) =>
        pointer(one) && !pointer(one.parentElement) && seen(one) && !one.closest(inside));
    return found.map((one, number) => {
        one.dataset.pointed = number;
        const path = one.closest("[id]");
        return { number, id: path ? path.id : "", off: off(one), kind: String(kind(one)).slice(0, 60),
                 words: (one.getAttribute("aria-label") || one.textContent).trim().slice(0, 50) };
    });
}"""
# What a click may change: the address, what is chosen or open, a dialog, the theme, a file, the place.
_STATE = """() => JSON.stringify([
    location.href, document.documentElement.dataset.bsTheme, scrollY, window.files || 0,
    [...document.querySelectorAll("details[open], [data-open], dialog[open]")].length,
    [...document.querySelectorAll("input")].map((one) => one.type === "checkbox" || one.type === "radio" ? one.checked : one.value),
    [...document.querySelectorAll("[aria-pressed=true], [aria-expanded=true]")].map((one) => one.id),
    document.querySelectorAll(".toast-line").length])"""  # noqa: E501
# What is chosen already: the radio of a switch, the page one is on.
_CHOSEN = """one => one.matches("[aria-current], input[type=radio]:checked")
    || !!one.previousElementSibling?.checked || !!one.querySelector("input[type=radio]:checked")"""
# Nothing is saved, printed or opened beside the page: it is counted that it was to be.
_QUIET = """() => {
    scrollTo({ top: 0, behavior: "instant" });
    if ("files" in window) return;
    window.files = 0;
    window.print = HTMLAnchorElement.prototype.click = () => { window.files += 1; };
    document.addEventListener("click", (event) => {
        const link = event.target.closest("a[href]");
        const file = link && (link.target === "_blank" || link.hasAttribute("download") || /^\\/download\\/.*\\.(csv|xlsx|parquet|json)/.test(new URL(link.href).pathname));
        if (file) { event.preventDefault(); window.files += 1; }
    }, true);
}"""  # noqa: E501


def opened(page: Page, watched: Watched, key: str, query: str) -> None:
    """Open a page, wait until it is drawn, and have it save and print nothing."""
    own = "influencer=INF005&" if key == "influencer" else ""
    visit(page, watched, f"/{'' if key == 'overview' else 'data' if key == 'health' else key}?{own}{query}")
    page.evaluate(_QUIET)


def dead(page: Page, watched: Watched, key: str, query: str, *, most: int, around: str = "") -> list[str]:
    """Click what has a pointer, `most` of a kind, and go back after each; which clicks did nothing.

    The frame `around` the page is the same on every page.
    """
    opened(page, watched, key, query)
    kinds: dict[str, int] = {}
    found, here = [], page.url
    for one in page.evaluate(_POINTED, around):
        kinds[one["kind"]] = kinds.get(one["kind"], 0) + 1
        if one["off"]:
            found.append(f"{one['id']}: a pointer over what is off: {one['words']}")
        elif kinds[one["kind"]] <= most and not _acts(page, watched, one["number"]):
            found.append(f"{one['id']} ({one['kind']}): {one['words']}")
        _back(page, watched, here, around)
    return found


def _acts(page: Page, watched: Watched, number: int) -> bool:
    """Return whether a click changes anything; what is chosen already need not."""
    one = page.locator(f"[data-pointed='{number}']")
    if not one.count() or not one.is_visible() or one.evaluate(_CHOSEN):
        return True
    before = page.evaluate(_STATE)
    one.dispatch_event("click")
    try:
        page.wait_for_function(f"before => ({_STATE})() !== before", arg=before, timeout=PATIENT)
    except PlaywrightTimeoutError:
        return False
    conform(page, watched.updates)
    return True


def _back(page: Page, watched: Watched, here: str, around: str) -> None:
    """Close what a click opened, and undo what it chose."""
    page.keyboard.press("Escape")
    if page.url == here:
        return
    if page.url.partition("#")[0] == here:
        page.goto("about:blank")  # a place of the same page: no link leads back from there
    visit(page, watched, here)
    page.evaluate(_QUIET)
    page.evaluate(_POINTED, around)


@pytest.mark.in_turn(12)
@pytest.mark.parametrize("key", KEYS)
def test_a_pointer_keeps_its_promise(page: Page, watched: Watched, key: str):
    """On every page, whatever has a pointer does something on a click; one of a kind stands for all."""
    page.set_viewport_size(WIDE)
    assert dead(page, watched, key, JULY, most=FEW, around="too" if key == KEYS[0] else "") == []


@pytest.mark.slow
@pytest.mark.parametrize(("key", "state"), list(product(KEYS, STATES)))
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_every_pointer_keeps_its_promise(page: Page, watched: Watched, key: str, state: str, size):
    """On every page in every state, wide and on a phone, every pointer does something when it is clicked."""
    page.set_viewport_size(size)
    assert dead(page, watched, key, STATES[state], most=100, around="too") == []


MORE = """() => [...document.querySelectorAll(".more a[data-act=rows]")]
    .filter((one) => one.checkVisibility() && !one.hash)
    .map((one) => [one.textContent, one.href])"""


@pytest.mark.at_length
@pytest.mark.in_turn(2)
@pytest.mark.parametrize(("pages", "query"), [(SECOND, JULY), (THIRD, ALL)], ids=["a month", "all time"])
def test_more_leads_to_as_many_rows(page: Page, watched: Watched, pages, query: str):
    """A link to more rows that says how many leads to as many; to more than the board shows in any case."""
    for one in pages:
        opened(page, watched, one.key, query)
        for words, href in page.evaluate(MORE):
            rows = page.request.get(href).json()["rows"]
            said = re.search(r"(?:All |and |^)(\d[\d,]*) ", words)
            assert (words, len(rows)) == (words, int(said[1].replace(",", "")) if said else len(rows))
            assert (one.key, words, bool(rows)) == (one.key, words, True)


def test_more_in_a_dialog(page: Page, watched: Watched):
    """The rows below a floor open over the page: as many as the link says, and so does the heading."""
    opened(page, watched, "campaigns", JULY)
    page.get_by_role("link", name="3 more with less than ₹3,733 of spend").click()
    dialog = page.locator("dialog.rows")
    assert dialog.locator("h2").inner_text() == "By campaign: 3 rows"
    assert dialog.locator("tbody tr").count() == 3
