from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import trying
from tests.browser.conftest import Reader, Watched
from tests.browser.sights import LOOKS, PHONE, faults, sideways


@pytest.mark.slow
@pytest.mark.browser_context_args(bypass_csp=True)  # axe is put into the page
def test_axe(reader: Reader):
    """Nothing serious is found in either theme, at a desk and on a phone, and nothing scrolls sideways."""
    page = reader.open("/").page
    for theme, size in LOOKS:
        page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
        expect(page.locator("html")).to_have_attribute("data-bs-theme", theme)
        page.set_viewport_size(size)
        assert list(faults(page)) == [], (theme, size)
        assert sideways(page) == 0, size


@pytest.mark.slow
@pytest.mark.browser_context_args(bypass_csp=True)
def test_axe_empty(reader: Reader):
    """Nothing serious is found in an empty selection either."""
    page = reader.page
    page.goto("/?brand=Gritzo&from=2030-01-01")
    expect(page.locator("#overview-empty")).to_be_visible()
    assert list(faults(page)) == []
    page.set_viewport_size(PHONE)
    reader.actions()
    assert list(faults(page)) == []
    page.get_by_role("button", name="Switch theme").click()
    assert list(faults(page)) == []
    assert sideways(page) == 0


@pytest.mark.at_length
@pytest.mark.browser_context_args(bypass_csp=True)
def test_axe_opened(reader: Reader):
    """Nothing serious is found with a menu open, and with a table open: in them, and at length around them.

    What a menu covers in part, axe takes for a small target.
    """
    menu, table = ("html", "html") if trying.AT_LENGTH else ("details.menu[open]", "dialog.rows")
    page = reader.open("/?platform=YouTube").page
    reader.menu("tier")
    assert list(faults(page, menu, but="target-size")) == []
    page.keyboard.press("Escape")
    page.get_by_label("More about: How do the brands compare?").click()
    page.locator("#overview-brands-table").click()
    expect(page.locator("dialog.rows")).to_be_visible()
    assert list(faults(page, table)) == []


@pytest.mark.in_turn(2)
@pytest.mark.browser_context_args(bypass_csp=True)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_menus(reader: Reader, scheme: Literal["light", "dark"]):
    """Nothing serious is found in any menu of the frame."""
    page = reader.page
    page.emulate_media(color_scheme=scheme)
    reader.open("/?platform=YouTube&tier=Micro")
    for menu in (".share", ".notes", "#overview-dates-chip .menu", ".chip[data-spot=always] .menu", ".add"):
        page.locator(f"{menu} > summary").first.click()
        if menu == ".add":
            page.get_by_label("Find a filter or a value").fill("gri")
        assert list(faults(page, "details.menu[open]", but="target-size")) == [], menu
        page.keyboard.press("Escape")
        expect(page.locator("details.menu[open]")).to_have_count(0)


@pytest.mark.browser_context_args(viewport=PHONE)
def test_phone_filters(reader: Reader):
    """On a phone dates, comparison, what is set and + Filter stand in one row that scrolls."""
    page = reader.open("/?brand=Gritzo").page
    expect(page.locator("#overview-brand-chip")).to_be_visible()
    expect(page.locator("#overview-platform-chip")).to_be_hidden()
    reader.menu("platform")
    reader.option("platform", "YouTube")
    reader.at("?brand=Gritzo&platform=YouTube&dates=all")
    page.keyboard.press("Escape")
    expect(page.locator("#overview-platform-chip")).to_be_visible()
    tops = page.locator(".filter-list > :is(.chip, .menu):visible").evaluate_all(
        "chips => chips.map((one) => one.getBoundingClientRect().top)"
    )
    assert max(tops) - min(tops) < 4
    assert sideways(page) == 0


@pytest.mark.browser_context_args(viewport=PHONE)
@pytest.mark.slow
def test_phone_buttons(reader: Reader):
    """On a phone one button opens the pages, one what can be done; Escape or a click beside folds them up."""
    page = reader.open("/").page
    pages, actions = page.get_by_role("button", name="Pages, on Overview"), page.locator(".top .actions")
    payouts = page.get_by_role("link", name="Payouts")
    expect(payouts).to_be_hidden()
    pages.click()
    expect(pages).to_have_attribute("aria-expanded", "true")
    expect(payouts).to_be_visible()
    page.keyboard.press("Escape")
    expect(payouts).to_be_hidden()
    assert pages.evaluate("button => document.activeElement === button")
    reader.actions()
    page.locator(".share > summary").click()
    expect(page.get_by_role("button", name="Copy link")).to_be_visible()
    page.locator(".logo").click()
    expect(actions).to_be_hidden()
    pages.click()
    payouts.click()
    expect(page.locator("#question")).to_have_text("Where does the money go?")
    expect(page.get_by_role("link", name="Overview")).to_be_hidden()


def test_skip_link(reader: Reader):
    """The first Tab reaches a link that skips to the content."""
    page = reader.open("/").page
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.querySelector('#main').contains(document.activeElement)")


def test_definitions(reader: Reader):
    """A metric's definition shows on keyboard focus."""
    page = reader.open("/").page
    expect(page.locator("#overview-roas-tip")).to_be_hidden()
    page.locator("#overview-rank").focus()
    page.get_by_role("button", name="What is ROAS?").focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(page.locator("#overview-roas-tip")).to_be_visible()
    expect(page.locator("#overview-roas-tip")).to_contain_text("Revenue earned for every rupee of spend.")


def test_targets(reader: Reader):
    """Whatever can be pressed is at least 24 pixels wide and high, but for links in sentences."""
    page = reader.open("/?brand=Gritzo").page
    small = page.evaluate(
        """() => [...document.querySelectorAll("button, summary, select, a[href]")]
            .filter((one) => one.checkVisibility() && !one.closest(".skip, .insights, p"))
            .map((one) => {
                const before = getComputedStyle(one, "::before");
                const grown = before.position === "absolute" && before.content !== "none" ? 12 : 0;
                const box = one.getBoundingClientRect();
                return [one.outerHTML.slice(0, 90), box.width + grown, box.height + grown];
            })
            .filter(([, width, height]) => width < 23.5 || height < 23.5)"""
    )
    assert small == []


@pytest.mark.slow
def test_works_without_storage(browser: Browser, base_url: str, watched: Watched):
    """Where storage is forbidden the page still shows, in the system's theme."""
    context = browser.new_context(base_url=base_url)
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('no'); }})"
    )
    page = context.new_page()
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.goto("/")
    expect(page.locator("#overview-revenue-value")).not_to_be_empty()
    page.get_by_role("button", name="Switch theme").click()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    context.close()
    assert [text for text in broken if "50-page" in text or "early" in text] == []
    assert watched.faults() == []


@pytest.mark.browser_context_args(bypass_csp=True)
def test_axe_nothing_there(page: Page, watched: Watched):
    """Nothing serious is found at an address that is none of ours."""
    watched.expect("404")
    page.goto("/nonesuch")
    assert list(faults(page)) == []
