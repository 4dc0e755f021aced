"""Holds pages still: what a filter changes moves nothing, and on a phone the first figure stands high."""

import pytest
from playwright.sync_api import Page

from influencer_roi.pages import PAGES
from tests.browser.conftest import Watched
from tests.browser.sights import PHONE, WIDE, conform, drawn

LEAST_SHIFT = 0.05
HIGHEST = 300  # pixels from the upper edge of a phone
_WATCH = """() => {
    window.shifts = [];
    const note = (one) => { if (!one.hadRecentInput) window.shifts.push(one.value); };
    new PerformanceObserver((list) => list.getEntries().forEach(note))
        .observe({ type: "layout-shift", buffered: false });
}"""


def choose(page: Page, key: str) -> None:
    """Choose a brand as a reader does; on a phone by + Filter."""
    chip = page.locator(f"#{key}-brand-chip summary")
    if chip.is_visible():
        chip.click()
    else:
        page.get_by_text("+ Filter").click()
        page.locator(".offers [data-dimension=brand]").click()
    page.locator(f"#{key}-brand input[value='MuscleBlaze']").click()


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("one", PAGES, ids=lambda one: one.key)
def test_a_filter_moves_nothing(page: Page, watched: Watched, one, size):
    """Half a second after a brand is chosen and later, less than a twentieth of the page moves.

    As browsers count it: what moves at once, as the answer to a click, is no surprise.
    """
    page.set_viewport_size(size)
    july = f"{one.path}?from=2025-07-01&to=2025-07-31"
    for address in (f"{july}&brand=MuscleBlaze", july):  # the answer is in memory: it is no test of speed
        page.goto(address)
        drawn(page)
        conform(page, watched.updates)
    page.evaluate(_WATCH)
    if page.locator(f"#{one.key}-brand-chip").count():
        choose(page, one.key)
        page.wait_for_function("() => location.search.includes('brand=MuscleBlaze')")
        conform(page, watched.updates)
    assert page.evaluate("window.shifts.reduce((sum, one) => sum + one, 0)") < LEAST_SHIFT


def test_the_first_figure_on_a_phone(page: Page, watched: Watched):
    """On a phone the first figure of the Overview begins above 300 pixels."""
    page.set_viewport_size(PHONE)
    page.goto("/")
    drawn(page)
    conform(page, watched.updates)
    box = page.locator("#overview-revenue-value").bounding_box()
    assert box is not None
    assert box["y"] < HIGHEST
