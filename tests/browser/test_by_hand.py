"""Holds what hands and keys rely on: where Tab stops, where it goes on, which days go along."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Reader, Watched
from tests.browser.sights import PHONE, WIDE, conform, drawn

SCROLLERS = ".rolls, .weeks, .plain-table"
_STOPS = """place => [...document.querySelectorAll(place)]
    .filter((one) => one.checkVisibility())
    .map((one) => [one.scrollWidth > one.clientWidth, one.tabIndex === 0])"""


@pytest.mark.slow
def test_what_does_not_scroll_is_no_stop(page: Page, watched: Watched):
    """Tab stops at what rolls inside its card while it does: on a phone the growth, elsewhere none."""
    page.goto("/campaigns")
    drawn(page)
    conform(page, watched.updates)
    for size, rolling in ((PHONE, True), (WIDE, False)):
        page.set_viewport_size(size)
        page.keyboard.press("Tab")
        assert page.evaluate(_STOPS, SCROLLERS) == [[rolling, rolling]], size


def test_a_menu_gives_the_keyboard_back(reader: Reader):
    """What is chosen in a menu closes it, and the keyboard is at its button; so it is after a dialog."""
    page = reader.open().page
    dots = page.locator(".dots > summary").first
    dots.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator(".dots[open] :focus")).to_have_count(1)
    page.locator(".dots[open] a[data-act=rows]").press("Enter")
    expect(page.locator("dialog.rows")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog.rows")).to_have_count(0)
    expect(dots).to_be_focused()


@pytest.mark.slow
def test_all_time_by_way_of_evidence(page: Page):
    """All time that was chosen goes along to Evidence and on; where it was not, pages open on their month."""
    for opened, expected in (("/?dates=all", "?dates=all"), ("/", "?from=2025-07-01&to=2025-07-31")):
        page.goto(opened)
        page.locator(".rail").get_by_role("link", name="Evidence").click()
        expect(page.locator("#evidence-dates-chip")).to_contain_text("all time")
        page.locator(".rail").get_by_role("link", name="Campaigns").click()
        expect(page.locator("#campaigns-dates-chip")).to_be_visible()
        assert page.evaluate("location.search") == expected
