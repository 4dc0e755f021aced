from playwright.sync_api import Page, expect

from tests.browser.conftest import Reader


def opened(page: Page) -> None:
    """Open the menu of saved views."""
    page.get_by_text("Saved views").click()


def test_saved_views(reader: Reader):
    """A view is saved by name, opens as it was, is renamed and deleted, and is still there after a reload."""
    page = reader.open("/?platform=YouTube").page
    opened(page)
    page.get_by_label("Name of the view").fill("<b>You</b>")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".views-list a")).to_have_text(["<b>You</b>"])
    page.keyboard.press("Escape")
    page.locator("#overview-reset").click()
    reader.at("")
    opened(page)
    page.locator(".views-list a").click()
    expect(page.locator("#overview-platform-label")).to_have_text("YouTube")
    reader.at("?platform=YouTube")
    opened(page)
    page.get_by_role("button", name="Rename <b>You</b>").click()
    page.get_by_label("New name").fill("Tube")
    page.keyboard.press("Enter")
    expect(page.locator(".views-list a")).to_have_text(["Tube"])
    page.reload()
    opened(page)
    page.get_by_role("button", name="Delete Tube").click()
    expect(page.get_by_text("No view is saved in this browser yet.")).to_be_visible()


def test_a_figure_leads_to_its_rows(reader: Reader):
    """A KPI opens the Explorer under the same filters, whose rows add up to it."""
    page = reader.open("/?brand=MuscleBlaze").page
    revenue = page.locator("#overview-revenue-value").inner_text()
    page.locator("#overview-revenue-rows").click()
    expect(page.locator("#question")).to_have_text("Show me the rows")
    reader.at("?brand=MuscleBlaze")
    expect(page.locator("#main")).to_contain_text(f"revenue {revenue}")
