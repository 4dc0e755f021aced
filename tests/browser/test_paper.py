"""Prints every page: a report of what is selected, without what only a screen can use."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Watched
from tests.browser.sights import FIRST, SHOTS, THIRD, conform, visit

PAPER = 703  # pixels between the margins of A4
LIGHT_LINE = "rgb(59, 91, 219)"
_LOST = """() =>
    [...document.querySelectorAll("nav, .filters, .actions, .menu, .tools, input, select, button, .ghost")]
    .filter((one) => one.checkVisibility() && one.dataset.act !== "set-filter")
    .map((one) => one.outerHTML.slice(0, 90))"""
_WIDE = """width => [...document.querySelectorAll("#main *")]
    .filter((one) => one.checkVisibility() && !one.closest("svg") && one.getBoundingClientRect().right >
        document.querySelector("#main").getBoundingClientRect().left + width)
    .map((one) => one.outerHTML.slice(0, 120))"""


def opened(page: Page, watched: Watched, address: str) -> None:
    """Open a page, and wait until it is drawn and asks for nothing more."""
    visit(page, watched, address)
    if "explorer" in address:
        page.wait_for_selector("#explorer-rows .ag-row[row-index='0'] .ag-cell")
        conform(page, watched.updates)


@pytest.mark.at_length
@pytest.mark.browser_context_args(color_scheme="dark")
def test_every_page_on_paper(page: Page, watched: Watched):
    """On A4 a dark page is light, says what is selected, and has nothing to press and nothing too wide."""
    for one in THIRD:
        opened(page, watched, f"{one.path}?brand=MuscleBlaze&from=2025-05-01")
        page.emulate_media(media="print", color_scheme="dark")
        on_paper(page, one.question)
        page.emulate_media(media="screen", color_scheme="dark")
        expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
        expect(page.locator(".on-paper")).to_have_count(0)
        expect(page.locator(".rail")).to_be_visible()


def on_paper(page: Page, question: str) -> None:
    """Hold a page that is printed to what paper can show."""
    expect(page.locator("h1")).to_have_text(question)
    expect(page.locator("html")).to_have_class("paper")
    printed = page.locator(".printed")
    expect(printed).to_be_visible()
    expect(printed).to_contain_text("Brand: MuscleBlaze · 1 May")
    expect(printed).to_contain_text("data to ")
    assert (question, page.evaluate(_LOST)) == (question, [])
    assert (question, page.evaluate(_WIDE, PAPER)) == (question, [])
    assert page.evaluate("() => getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    for plot in page.locator(
        ".plot:visible:not(.donut .plot)"
    ).all():  # the ring keeps its size beside its table
        assert plot.evaluate("plot => plot.querySelector('.main-svg').clientWidth") > PAPER * 0.9


@pytest.mark.at_length
def test_every_page_as_a_file(page: Page, watched: Watched):
    """Printing to PDF gives pages of A4, and leaves the screen as it was."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    for one in FIRST:
        opened(page, watched, one.path)
        file = page.pdf(path=SHOTS / f"{one.key}.pdf", prefer_css_page_size=True)
        sizes = set(re.findall(rb"/MediaBox\s*\[([^\]]*)\]", file))
        assert {tuple(round(float(side)) for side in size.split()) for size in sizes} == {(0, 0, 595, 842)}
        expect(page.locator(".on-paper")).to_have_count(0)
        expect(page.locator("html")).not_to_have_class("paper")


@pytest.mark.slow
def test_the_line_follows_the_filters(page: Page, watched: Watched):
    """A filter change reaches the line for paper with the one request it makes anyway."""
    opened(page, watched, "/")
    asked = len(watched.updates)
    page.click("#overview-brands-0-line")
    expect(page.locator("#overview-printed")).to_contain_text("Brand: MuscleBlaze ·")
    conform(page, watched.updates)
    assert len(watched.updates) == asked + 1


@pytest.mark.browser_context_args(color_scheme="dark")
@pytest.mark.slow
def test_plots_are_light_on_paper(page: Page, watched: Watched):
    """The line of the trend takes the light accent on paper and the dark one on screen again."""
    opened(page, watched, "/")
    line = page.locator("#overview-trend .scatterlayer path.js-line").last
    expect(line).to_have_css("stroke", "rgb(123, 144, 245)")
    page.emulate_media(media="print", color_scheme="dark")
    expect(line).to_have_css("stroke", LIGHT_LINE)
    page.emulate_media(media="screen", color_scheme="dark")
    expect(line).to_have_css("stroke", "rgb(123, 144, 245)")


@pytest.mark.slow
def test_long_tables_say_how_much_is_printed(page: Page, watched: Watched):
    """A table the server pages prints what is loaded, as plain rows with the screen's words, and says so."""
    opened(page, watched, "/explorer?table=orders")
    found = page.locator("#explorer-say").inner_text().split(";")[0]
    page.emulate_media(media="print")
    rows = page.locator(".paper-table tbody tr:not(.total)")
    expect(rows).to_have_count(100)
    expect(page.locator(".paper-note")).to_contain_text(f"First 100 of {found}.")
    expect(page.locator(".paper-table th").first).to_have_text("Line")
    expect(page.locator(".paper-table thead")).to_have_css("display", "table-header-group")  # on each sheet
    expect(page.locator("#explorer-rows")).to_be_hidden()


def test_the_overview_on_two_sheets(page: Page, watched: Watched):
    """The Overview as it opens prints on two sheets of A4."""
    opened(page, watched, "/")
    file = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", file)) == 2


@pytest.mark.slow
def test_a_wide_table_fits_on_paper(page: Page, watched: Watched):
    """A table is no wider than paper: what stands above its heads is there, and what has no room is named."""
    opened(page, watched, "/payouts?from=2025-07-01&to=2025-07-31")
    expect(page.locator("#payouts-month-grid .ag-center-cols-container .ag-row").first).to_be_visible()
    page.emulate_media(media="print")
    month = page.locator("#payouts-month-grid + .on-paper")
    expect(month.locator("thead tr")).to_have_count(2)
    expect(month.locator("thead tr").first).to_contain_text("July 2025")
    expect(page.locator("#payouts-file-list + .on-paper .paper-note")).to_contain_text("Not on paper:")
    assert page.evaluate(_WIDE, PAPER) == []


@pytest.mark.slow
def test_what_scrolls_on_screen_fits_on_paper(page: Page, watched: Watched):
    """On paper nothing can be scrolled: each column of a profile's posts is there."""
    opened(page, watched, "/influencer?influencer=INF004")
    page.emulate_media(media="print")
    expect(page.locator("html")).to_have_class("paper")
    rooms = page.locator(".plain-table:visible").evaluate_all(
        "tables => tables.map((one) => one.scrollWidth - one.clientWidth)"
    )
    assert (len(rooms) > 1, max(rooms)) == (True, 0)
