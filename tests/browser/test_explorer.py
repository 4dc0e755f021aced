import csv
import re
from pathlib import Path

import polars as pl
import pytest
from playwright.sync_api import Locator, Page, expect

from influencer_roi.pages import PAGES, data_health, explorer, glossary
from tests.browser.conftest import Watched

WANTED = (explorer.PAGE, data_health.PAGE, glossary.PAGE)
pytestmark = pytest.mark.skipif(
    any(one not in PAGES for one in WANTED), reason="the pages are not registered"
)


def cell(page: Page, field: str, row: int = 0) -> Locator:
    """A cell of the table."""
    return page.locator(f"#explorer-rows .ag-row[row-index='{row}'] .ag-cell[col-id='{field}']")


def opened(page: Page, query: str = "?dates=all") -> None:
    """Open the Explorer, and wait for its first row."""
    page.goto(f"/explorer{query}")
    page.wait_for_selector("#explorer-rows .ag-row[row-index='0'] .ag-cell")


@pytest.mark.slow
def test_tables_take_turns(page: Page):
    """Each table shows its own columns and rows, and the address names it."""
    opened(page)
    expect(cell(page, "name")).to_have_text("kavya.eatsclean")
    for table, field, text in (
        ("orders", "line", "2"),
        ("payouts", "total_payout", "₹42,480"),
        ("posts", "post_id", "P0001"),
        ("influencers", "influencer_id", "INF001"),
    ):
        page.select_option("#explorer-table", table)
        expect(cell(page, field)).to_have_text(text)
        page.wait_for_function("wanted => location.search === wanted", arg=f"?dates=all&table={table}")


def test_rows_follow_the_filters(page: Page, watched: Watched, tmp_path: Path):
    """A filter brings the rows of its selection in two requests; the CSV has as many, with the same sum."""
    opened(page, "?table=orders&dates=all")
    page.wait_for_load_state("networkidle")
    asked = len(watched.updates)
    page.click("#explorer-platform-chip summary")
    page.check("#explorer-platform-chip input[value=YouTube]")
    page.keyboard.press("Escape")
    expect(page.locator("#explorer-say")).to_have_text(
        re.compile(r"^1,147 rows; revenue ₹18\.4\sL, orders 1,286, ")
    )
    expect(cell(page, "platform")).to_have_text("YouTube")
    assert len(watched.updates) == asked + 2
    with page.expect_download() as download:
        page.click("#explorer-rows-csv")
    download.value.save_as(tmp_path / "orders.csv")
    with (tmp_path / "orders.csv").open(encoding="utf-8-sig") as lines:
        rows = list(csv.DictReader(lines))
    assert (len(rows), {row["platform"] for row in rows}) == (1147, {"YouTube"})
    assert round(sum(float(row["revenue"]) for row in rows) / 1e5, 1) == 18.4


def test_sorted_and_scrolled_on_the_server(page: Page):
    """The greatest order of all comes first, and the last block of rows is there when one scrolls to it."""
    opened(page, "?table=orders&dates=all")
    header = page.locator("#explorer-rows .ag-header-cell[col-id='revenue'] .ag-header-cell-label")
    header.click()
    expect(cell(page, "revenue")).to_have_text(re.compile("^−₹"))
    header.click()
    expect(cell(page, "revenue")).to_have_text("₹8,061")
    page.locator("#explorer-rows .ag-center-cols-viewport").hover()
    page.mouse.wheel(0, 10**6)
    expect(cell(page, "name", 2998)).to_have_text("Organic")


@pytest.mark.slow
def test_a_name_leads_to_the_profile(page: Page):
    """The name in a row opens the profile of that influencer, and the page has no second download of rows."""
    opened(page, "?table=orders&platform=YouTube&dates=all")
    expect(page.locator("#explorer-download")).to_be_hidden()
    link = cell(page, "name").get_by_role("link")
    expect(link).not_to_be_empty()  # a row stands before its links have their words
    influencer = link.inner_text()
    link.click()
    expect(page.locator("#influencer-name")).to_have_text(influencer)


@pytest.mark.slow
def test_an_empty_selection_and_back(page: Page):
    """An empty selection says so; clearing a filter brings the table and its rows back."""
    opened(page, "?table=orders&dates=all")
    page.goto("/explorer?table=orders&influencer=INF015&from=2025-05-01")
    expect(page.locator("#explorer-nothing")).to_be_visible()
    page.click("#explorer-reset")
    expect(page.locator("#explorer-nothing")).to_be_hidden()
    expect(cell(page, "line")).to_have_text("2,291")  # the first order of the month pages open on


def test_data_health(page: Page, tmp_path: Path):
    """Totals agree, and the rows set aside can be searched and taken home."""
    page.goto("/data?brand=Gritzo")
    expect(page.locator("#health-scope")).to_contain_text("Filters are set; they do not count here.")
    expect(page.get_by_text("✓ same")).to_have_count(10)
    rows = page.locator("#health-set-aside .ag-center-cols-container .ag-row")
    expect(rows).to_have_count(2)
    page.fill("#health-set-aside-search", "negative")
    expect(rows).to_have_count(1)
    with page.expect_download() as download:
        page.get_by_text("All of them as CSV").click()
    download.value.save_as(tmp_path / "rows.csv")
    with (tmp_path / "rows.csv").open(encoding="utf-8-sig") as lines:
        assert [row["value"] for row in csv.DictReader(lines)] == ["'-243", ""]


def test_glossary_is_searched_in_the_browser(page: Page, watched: Watched):
    """A search leaves the entries that hold the text, without asking the server."""
    page.goto("/glossary?platform=YouTube&dates=all")
    expect(page.locator("#glossary-revenue-here")).to_have_text("₹18.4 L")
    page.wait_for_load_state("networkidle")
    asked = len(watched.updates)
    page.fill("#glossary-search", "spend ÷")
    visible = page.locator(".glossary article:visible")
    expect(visible).to_have_count(6)
    expect(visible.first).to_have_attribute("id", "glossary-cpm")
    assert len(watched.updates) == asked


@pytest.mark.slow
def test_search_by_name(page: Page):
    """The box finds an influencer's rows on the server, and its file has them alone."""
    opened(page, "?table=orders&dates=all")
    page.fill("#explorer-rows-search", "sethi")
    expect(cell(page, "name")).to_contain_text("Sethi")
    with page.expect_download() as download:
        page.click("#explorer-rows-csv")
    names = set(pl.read_csv(download.value.path())["name"])
    assert names == {"Meera Sethi", "Kabir Sethi"}
    page.fill("#explorer-rows-search", "")
    expect(cell(page, "name")).not_to_contain_text("Sethi")


def test_a_figure_stands_first(page: Page):
    """A figure's link opens the rows with what it is made of in front, and their sums in sight."""
    page.goto("/?dates=all")
    page.locator("#overview-spend-rows").click()
    page.wait_for_selector("#explorer-rows .ag-row[row-index='0'] .ag-cell")
    expect(page.locator("#explorer-rows .ag-header-cell").first).to_have_attribute("col-id", "spend")
    expect(page.locator("#explorer-rows .ag-row-pinned .ag-cell[col-id='spend']")).to_have_text("₹20,04,520")
