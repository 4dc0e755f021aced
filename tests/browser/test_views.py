import pytest
from playwright.sync_api import Page, expect

from influencer_roi.ledger.entries import Ledger
from tests.browser.conftest import Reader
from tests.browser.test_filters import OPENING, revenue


def opened(page: Page) -> None:
    """Open the menu that keeps the saved views."""
    page.locator(".share > summary").click()


def saved(page: Page, name: str) -> None:
    """Save what is shown by a name; the menu is open."""
    page.get_by_role("button", name="Save this view…").click()
    page.get_by_label("Name of the view").fill(name)
    page.get_by_role("button", name="Save", exact=True).click()


def test_saved_views(reader: Reader):
    """A view is saved by name, opens as it was, is renamed and deleted, and is still there after a reload."""
    page = reader.open("/?platform=YouTube&from=2025-06-05&to=2025-07-09").page
    opened(page)
    expect(page.get_by_text("Saved in this browser")).to_be_visible()
    saved(page, "<b>You</b>")
    expect(page.locator(".views-list a")).to_have_text(["<b>You</b>"])
    page.keyboard.press("Escape")
    page.locator("#overview-reset").click()
    reader.at(f"?{OPENING}")
    opened(page)
    page.locator(".views-list a").click()
    expect(page.locator("#overview-platform-label")).to_have_text("YouTube")
    reader.at("?platform=YouTube&from=2025-06-05&to=2025-07-09")
    opened(page)
    page.get_by_role("button", name="Rename <b>You</b>").click()
    page.get_by_label("New name").fill("Tube")
    page.keyboard.press("Enter")
    expect(page.locator(".views-list a")).to_have_text(["Tube"])
    page.reload()
    opened(page)
    page.get_by_role("button", name="Delete Tube").click()
    expect(page.get_by_text("No view yet.")).to_be_visible()


@pytest.mark.slow
def test_a_named_period_stays_relative(reader: Reader, sample: Ledger):
    """A view of a named period keeps its name instead of its days, and says so."""
    page = reader.open("/?platform=YouTube").page
    reader.menu("dates")
    page.locator("#overview-preset input[value=last_month]").click()
    expect(page.locator("#overview-dates-label")).to_contain_text("Jun")
    reader.sees("revenue", revenue(sample, "platform=YouTube&from=2025-06-01&to=2025-06-30"))
    opened(page)
    saved(page, "Tube")
    view = page.locator(".views-list a")
    expect(view).to_have_text("Tubelast month")
    expect(view).to_have_attribute("href", "/?platform=YouTube&dates=last_month")


@pytest.mark.slow
def test_a_figure_leads_to_its_rows(reader: Reader):
    """A KPI opens the Explorer under the same filters, its column first; the rows add up to it."""
    page = reader.open("/?brand=MuscleBlaze").page
    revenue = page.locator("#overview-revenue-value").inner_text()
    page.locator("#overview-revenue-rows").click()
    expect(page.locator("#question")).to_have_text("Show me the rows")
    reader.at("?brand=MuscleBlaze&dates=all&first=revenue")
    expect(page.locator("#main")).to_contain_text(f"revenue {revenue}")
