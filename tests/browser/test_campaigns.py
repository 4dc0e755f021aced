import re

import pytest
from playwright.sync_api import Page, expect

from influencer_roi.ledger.entries import Ledger
from influencer_roi.pages import PAGES, campaigns
from tests.browser.conftest import Watched
from tests.browser.sights import WIDE, visit

pytestmark = pytest.mark.skipif(campaigns.PAGE not in PAGES, reason="Campaigns is not among the pages yet")


@pytest.fixture
def opened(page: Page, sample: Ledger) -> Page:
    """Give the page of campaigns, its table filled."""
    del sample
    page.goto("/campaigns?dates=all")
    page.wait_for_selector("#campaigns-list-grid .ag-row", state="attached")
    page.wait_for_load_state("networkidle")
    return page


def at(page: Page, query: str) -> None:
    """Wait until the address has this query."""
    page.wait_for_function("wanted => location.search === wanted", arg=query)


@pytest.mark.slow
def test_baseline_by_keyboard(opened: Page, watched: Watched):
    """Two steps of the slider are one request, reach the bars and the address, and Back undoes them."""
    bar = opened.locator("#campaigns-gains-0-line")
    before = bar.inner_text()
    watched.updates.clear()
    opened.focus("#campaigns-baseline")
    opened.keyboard.press("ArrowRight")
    opened.keyboard.press("ArrowRight")
    expect(opened.locator("#campaigns-baseline-words")).to_have_text("30 %")
    expect(bar).not_to_have_text(before)
    at(opened, "?dates=all&baseline=30")
    assert len(watched.updates) == 1
    opened.go_back()
    expect(opened.locator("#campaigns-baseline")).to_have_value("20")
    expect(opened.locator("#campaigns-baseline-words")).to_have_text("20 %")


@pytest.mark.slow
def test_bar_filters(opened: Page):
    """A bar chooses its campaign by keyboard, and lets it go again."""
    bar = opened.locator("#campaigns-gains-0-line")
    campaign = bar.get_attribute("data-value")
    bar.focus()
    opened.keyboard.press("Enter")
    at(opened, f"?campaign={campaign}&dates=all")
    expect(bar).to_have_attribute("aria-pressed", "true")
    expect(opened.locator("#campaigns-gains-1")).to_be_hidden()
    opened.keyboard.press("Enter")
    at(opened, "?dates=all")


@pytest.mark.slow
def test_table_leads_to_a_campaign(opened: Page):
    """A name in the table leads to that campaign alone."""
    link = opened.locator("#campaigns-list-grid .ag-row a").first
    expect(link).to_have_text(re.compile(r"\w"))
    campaign = link.text_content()
    link.click()
    at(opened, f"?campaign={campaign}&dates=all")
    expect(opened.locator("#campaigns-money-say")).to_have_text(
        f"{campaign} is all there is in this selection."
    )


@pytest.mark.slow
def test_phone(opened: Page):
    """On a phone the page does not scroll sideways."""
    opened.set_viewport_size({"width": 390, "height": 844})
    opened.wait_for_function("() => document.documentElement.scrollWidth <= 390")


_ALL_FIT = """() => [...document.querySelectorAll(".name > [data-short]")].every((text) =>
    text.getBoundingClientRect().right <= text.parentElement.getBoundingClientRect().right + 1)"""


_CUT = """(names) => names.filter(({ firstChild: one }) => one.scrollWidth > one.clientWidth)
    .map((name) => name.textContent)"""


@pytest.mark.slow
def test_names_are_cut_in_the_middle(opened: Page):
    """A name that does not fit shows its beginning and its end, the whole on hover; none beyond its room."""
    opened.set_viewport_size({"width": 390, "height": 844})
    board = opened.locator("ol:has(> #campaigns-worth-earners-0)")
    long = board.locator("[title=MuscleBlaze_BiozymePower] > [data-short]")
    expect(long).to_have_attribute("data-short", re.compile(r"^Mus.*….*wer$"))
    expect(long).to_have_text("MuscleBlaze_BiozymePower")
    opened.wait_for_function(_ALL_FIT)
    opened.set_viewport_size({"width": 1440, "height": 900})
    expect(board.locator("[data-short]")).to_have_count(0)


_LONG = """(names) => {
    const spans = names.slice(0, 3).map((one) => one.querySelector(":scope > span:not(.sub)"));
    ["spring", "summer", "autumn"].forEach((season, number) => {
        spans[number].textContent = `Always_on_creators_of_the_${season}_season_second_wave_of_the_year`;
    });
    window.pageNames.fit();
    return spans.map((one) => one.dataset.short);
}"""


def test_names_alike_are_cut_where_they_differ(opened: Page):
    """Names that begin and end alike show what tells them apart."""
    opened.set_viewport_size({"width": 390, "height": 844})
    shown = opened.locator("ol:has(> #campaigns-worth-earners-0) .name[title]").evaluate_all(_LONG)
    assert [one[:5] for one in shown] == ["Alwa…"] * 3
    assert [word in one for word, one in zip(("prin", "umme", "autu"), shown, strict=True)] == [True] * 3


def test_the_verdict_and_the_total(page: Page, sample: Ledger):
    """July opens with its verdict; the table has June's changes and ends with all campaigns together."""
    del sample
    page.goto("/campaigns?from=2025-07-01&to=2025-07-31")
    expect(page.locator("#campaigns-verdict-sentence")).to_contain_text("Five of ten campaigns with spend")
    row = page.locator("#campaigns-list-grid .ag-row[row-index='0']")
    expect(row.locator("[col-id=roas_moved]")).to_have_text("▼ 0.98×")
    expect(row.locator("[col-id=revenue_moved]")).to_have_text("+₹2,51,030")
    heads = page.locator("#campaigns-list-grid .ag-header-cell-text", has_text="vs June")
    expect(heads).to_have_count(2)
    total = page.locator("#campaigns-list-grid .ag-row-pinned")
    expect(total.first).to_contain_text("All, 12 campaigns")


@pytest.mark.slow
def test_the_table_shows_what_is_drawn(page: Page, watched: Watched):
    """At a desk every column up to the last order is whole in sight, and each name, with its brand's dot."""
    page.set_viewport_size(WIDE)
    visit(page, watched, "/campaigns?from=2025-07-01&to=2025-07-31")
    table = page.locator("#campaigns-list-grid")
    edge = table.bounding_box()
    head = table.locator(".ag-header-cell[col-id=last_order]").bounding_box()
    assert edge is not None
    assert head is not None
    assert head["x"] + head["width"] <= edge["x"] + edge["width"] + 1
    rows = table.locator(".ag-pinned-left-cols-container .ag-row").count()
    assert table.locator(".ag-pinned-left-cols-container .ag-row .dot").count() == rows > 0
    assert table.locator(".middle").evaluate_all(_CUT) == []
