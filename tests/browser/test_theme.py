import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Reader, Watched

DARK, LIGHT = "rgb(123, 144, 245)", "rgb(59, 91, 219)"


def line_is(page: Page, colour: str) -> None:
    """Wait until the line of the trend has a colour."""
    expect(page.locator("#overview-trend .scatterlayer path.js-line").last).to_have_css("stroke", colour)


@pytest.mark.slow
def test_graphs_stay(reader: Reader):
    """A filter change updates plots and rows in place: they are the same elements as before."""
    page = reader.open("/").page
    page.evaluate(
        """() => {
            for (const place of [
                "#overview-trend .js-plotly-plot", "#overview-platforms-donut .js-plotly-plot",
                "#overview-brands-0-line", "#overview-revenue-value", "#overview-brand",
            ])
                document.querySelector(place).mark = place;
        }"""
    )
    before = page.locator("#overview-trend .scatterlayer path.js-line").last.get_attribute("d")
    reader.menu("platform")
    reader.option("platform", "YouTube")
    reader.at("?platform=YouTube&dates=all")
    expect(page.locator("#overview-trend .scatterlayer path.js-line").last).not_to_have_attribute(
        "d", str(before)
    )
    kept = page.evaluate("() => [...document.querySelectorAll('*')].filter((one) => one.mark).length")
    assert kept == 5
    expect(page.locator("details.menu[open]")).to_have_count(1)


def test_switch(reader: Reader, watched: Watched):
    """The switch recolours page and plots without a request, and a reload keeps the theme."""
    page = reader.open("/").page
    line_is(page, LIGHT)
    reader.conformed()
    asked = len(watched.updates)
    page.get_by_role("button", name="Switch theme").click()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    line_is(page, DARK)
    reader.conformed()
    assert len(watched.updates) == asked
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    line_is(page, DARK)


@pytest.mark.slow
@pytest.mark.browser_context_args(color_scheme="dark")
def test_follows_the_system(reader: Reader):
    """A first visit follows the system, also when the system changes; a choice then overrules it."""
    page = reader.open("/").page
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    line_is(page, DARK)
    page.emulate_media(color_scheme="light")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "light")
    line_is(page, LIGHT)
    page.get_by_role("button", name="Switch theme").click()
    line_is(page, DARK)
    page.emulate_media(color_scheme="dark")
    page.emulate_media(color_scheme="light")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
