"""Holds pages still: what a filter changes moves nothing, and on a phone the first figure stands high."""

import pytest
from playwright.sync_api import Page, ViewportSize

from tests.browser.conftest import Watched
from tests.browser.sights import FIRST, PHONE, SECOND, WIDE, conform, drawn, visit

LEAST_SHIFT = 0.05
DESK = ViewportSize(width=1024, height=768)
HIGHEST = 300  # pixels from the upper edge of a phone
_HEIGHTS = """(shown) => shown.map((one) => {
    const { top, height } = one.closest(".chip, .add").getBoundingClientRect();
    return [Math.round(top), Math.round(height)];
})"""
_WATCH = """(forgiving) => {
    window.shifts = [];
    window.since = performance.now();
    const late = (one) => !(forgiving && one.hadRecentInput) && one.startTime > window.since;
    const note = (one) => { if (late(one)) window.shifts.push(one.value); };
    window.watching ||= new PerformanceObserver((list) => list.getEntries().forEach(note));
    window.watching.observe({ type: "layout-shift", buffered: false });
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


@pytest.mark.at_length
@pytest.mark.in_turn(2)
@pytest.mark.parametrize(("pages", "size"), [(FIRST, WIDE), (SECOND, PHONE)], ids=["wide", "phone"])
def test_a_filter_moves_nothing(page: Page, watched: Watched, pages, size):
    """On a page, after a brand is chosen, less than a twentieth of it moves, however late the answer is.

    Browsers forgive what moves within half a second of a click, which a slow answer does not: at a desk
    nothing is forgiven. On a phone the menu itself takes the room of what is below it.
    """
    page.set_viewport_size(size)
    for one in pages:
        july = f"{one.path}?from=2025-07-01&to=2025-07-31"
        for address in (f"{july}&brand=MuscleBlaze", july):  # the answer is in memory: it is no test of speed
            visit(page, watched, address)
        page.evaluate(_WATCH, size == PHONE)
        if page.locator(f"#{one.key}-brand-chip").count():
            choose(page, one.key)
            page.wait_for_function("() => location.search.includes('brand=MuscleBlaze')")
            conform(page, watched.updates)
        moved = page.evaluate("window.shifts.reduce((sum, one) => sum + one, 0)")
        assert (one.key, moved < LEAST_SHIFT) == (one.key, True)


@pytest.mark.slow
@pytest.mark.parametrize("size", [WIDE, DESK], ids=["wide", "desk"])
def test_a_chip_leaves_the_bar_as_high(page: Page, watched: Watched, size):
    """On a profile, where a filter is set already, another two move less than a twentieth of the page."""
    page.set_viewport_size(size)
    visit(page, watched, "/influencer?influencer=INF002&dates=all")
    page.evaluate(_WATCH, arg=False)
    for name, value in (("brand", "MuscleBlaze"), ("campaign", "MuscleBlaze_MonsoonMuscle")):
        page.locator(f"#influencer-{name} input[value='{value}']").dispatch_event("click")
        page.wait_for_function(f"() => location.search.includes('{name}={value}')")
        conform(page, watched.updates)
    assert page.evaluate("window.shifts.reduce((sum, one) => sum + one, 0)") < LEAST_SHIFT


@pytest.mark.slow
@pytest.mark.parametrize(
    ("key", "width"),
    [("overview", 1024), ("campaigns", 1440), ("content", 768), ("payouts", 1920), ("influencers", 390)],
)
def test_filters_that_leave_nothing_move_nothing(page: Page, watched: Watched, key, width):
    """Two filters and a third that empties the page move less than a twentieth of it each, at any width."""
    page.set_viewport_size({"width": width, "height": 900})
    visit(page, watched, f"/{'' if key == 'overview' else key}?from=2025-07-01&to=2025-07-31")
    filters = (("brand", "Gritzo"), ("platform", "Instagram"), ("campaign", "MuscleBlaze_MonsoonMuscle"))
    for name, value in filters:
        page.evaluate(_WATCH, arg=False)
        page.locator(f"#{key}-{name} input[value='{value}']").dispatch_event("click")
        page.wait_for_function(f"() => location.search.includes('{name}={value}')")
        conform(page, watched.updates)
        moved = page.evaluate("window.shifts.reduce((sum, one) => sum + one, 0)")
        assert (name, moved < LEAST_SHIFT) == (name, True)
    assert page.locator(f"#{key}-empty").is_visible()


def test_the_first_figure_on_a_phone(page: Page, watched: Watched):
    """On a phone the first figure of the Overview begins above 300 pixels, below three buttons in line."""
    page.set_viewport_size(PHONE)
    page.goto("/")
    drawn(page)
    conform(page, watched.updates)
    box = page.locator("#overview-revenue-value").bounding_box()
    assert box is not None
    assert box["y"] < HIGHEST
    heights = page.locator(".filters summary:visible").evaluate_all(_HEIGHTS)
    assert (len(heights), len({tuple(one) for one in heights})) == (3, 1)
