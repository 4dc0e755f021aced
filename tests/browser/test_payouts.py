import csv
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from influencer_roi.pages import PAGES, payouts
from tests.browser.conftest import Watched

pytestmark = pytest.mark.skipif(payouts.PAGE not in PAGES, reason="the page of payouts is not registered")


def opened(page: Page, query: str = "?dates=all") -> None:
    """Open the page, and wait until its plot and its last table are there."""
    page.goto(f"/payouts{query}")
    page.wait_for_selector("#payouts-course .main-svg", state="attached")
    page.locator("#payouts-file-list").scroll_into_view_if_needed()
    page.wait_for_selector("#payouts-file-list .ag-row", state="attached")


def test_underperformers(page: Page, watched: Watched, tmp_path: Path):
    """A reader draws stricter lines, each in one request; the list, its sentence and its CSV agree."""
    opened(page)
    expect(page.locator("#payouts-weak-say")).to_contain_text("4 of 14 paid influencers")
    asked = len(watched.updates)
    page.select_option("#payouts-max_orders", "0")
    expect(page.locator("#payouts-weak-say")).to_contain_text("2 of 14 paid influencers")
    page.wait_for_function("location.search === '?dates=all&max_orders=0'")
    assert len(watched.updates) == asked + 1
    expect(page.locator("#payouts-weak-list .ag-center-cols-container .ag-row")).to_have_count(2)
    with page.expect_download() as download:
        page.click("#payouts-weak-csv")
    download.value.save_as(tmp_path / "rows.csv")
    with (tmp_path / "rows.csv").open(encoding="utf-8-sig") as lines:
        assert [row["orders"] for row in csv.DictReader(lines)] == ["0.0", "0.0"]


@pytest.mark.slow
def test_every_line_reaches_the_files(page: Page):
    """Under all four lines the file of the list has its rows; what is shown obeys search and filter too."""
    opened(page, "?max_roas=2&min_spend=10000&max_orders=50&max_engagement=3&from=2025-07-01&to=2025-07-31")
    rows = page.locator("#payouts-weak-list .ag-center-cols-container .ag-row")
    listed = rows.count()
    assert listed > 1
    with page.expect_download() as download:
        page.click("#payouts-weak-csv")
    found = list(csv.DictReader(Path(download.value.path()).read_text("utf-8-sig").splitlines()))
    assert len(found) == listed
    assert all(
        float(row["roas"]) < 2
        and float(row["spend"]) >= 10_000
        and float(row["orders"]) <= 50
        and float(row["engagement_rate"]) < 0.03
        for row in found
    )
    least = max(float(row["spend"]) for row in found) - 1
    page.evaluate(
        """least => dash_ag_grid.getApi("payouts-weak-list").setFilterModel(
            { spend: { filterType: "number", type: "greaterThan", filter: least } })""",
        least,
    )
    expect(rows).to_have_count(1)
    page.get_by_label("More about: Who does not earn their payout?").click()
    with page.expect_download() as download:
        page.locator(".menu[open]").get_by_text("Download what is shown (CSV)").click()
    shown = list(csv.DictReader(Path(download.value.path()).read_text("utf-8-sig").splitlines()))
    assert [float(row["spend"]) for row in shown] == [max(float(row["spend"]) for row in found)]


@pytest.mark.slow
def test_nobody_then_somebody(page: Page):
    """A list that was empty comes back when the lines are drawn wider."""
    opened(page, "?max_orders=0&max_engagement=1&dates=all")
    expect(page.locator("#payouts-weak-none")).to_be_visible()
    page.locator("#payouts-max_engagement").get_by_role("radio", name="any engagement").check()
    expect(page.locator("#payouts-weak-none")).to_be_hidden()
    expect(page.locator("#payouts-weak-list .ag-center-cols-container .ag-row")).to_have_count(2)


@pytest.mark.slow
def test_a_row_filters_by_what_it_names(page: Page):
    """After splitting by category, a click on a row sets the category; a second click lets it go."""
    opened(page, "?group=category&dates=all")
    first = page.locator("#payouts-groups-0-line")
    name = page.locator("#payouts-groups-0-name").inner_text()
    first.click()
    expect(first).to_have_attribute("aria-pressed", "true")
    page.wait_for_function("name => new URLSearchParams(location.search).get('category') === name", arg=name)
    first.click()
    expect(page.locator("#payouts-groups-0-line")).to_have_attribute("aria-pressed", "false")
