import csv
import io
import re
from pathlib import Path

import polars as pl
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Watched
from tests.browser.sights import conform, visit


def saved(page: Page, words: str = "Download what is shown (CSV)") -> tuple[str, str]:
    """Click an item of an open menu; the name and the text of the file it saves."""
    with page.expect_download() as download:
        page.locator(".menu[open]").get_by_text(words).click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes().decode()


def test_a_file_of_what_is_shown(page: Page, watched: Watched):
    """After search, column filter and sort, the file has the rows of the table in their order, no others."""
    page.goto("/campaigns?from=2025-07-01&to=2025-07-31&platform=YouTube")
    rows = page.locator("#campaigns-list-grid .ag-center-cols-container .ag-row")
    expect(rows.first).to_be_visible()
    with page.expect_response("**/_dash-update-component*"):
        page.fill("#campaigns-list-grid-search", "muscle")
    with page.expect_response("**/_dash-update-component*"):
        page.evaluate(
            """() => {
                const grid = dash_ag_grid.getApi("campaigns-list-grid");
                grid.setFilterModel({ orders: { filterType: "number", type: "greaterThan", filter: 1 } });
                grid.applyColumnState({ state: [{ colId: "revenue", sort: "asc" }] });
            }"""
        )
    conform(page, watched.updates)
    page.get_by_label("More about: What did each campaign do?").click()
    name, text = saved(page)
    found = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    amounts = [float(row["revenue"]) for row in found]
    assert name == "influencer-roi_campaigns-list-as-shown_2025-07_YouTube.csv"
    assert text.startswith("\ufeff") != text.isascii()
    assert found
    assert {("muscle" in str(row).lower(), float(row["orders"]) > 1) for row in found} == {(True, True)}
    assert amounts == sorted(amounts)
    assert len(found) == page.evaluate("dash_ag_grid.getApi('campaigns-list-grid').getDisplayedRowCount()")


@pytest.mark.slow
def test_a_search_looks_at_all_rows(page: Page, watched: Watched):
    """A search is one request; what it leaves is counted, and nothing is said to be left where nothing is."""
    page.goto("/influencers?dates=all")
    rows = page.locator("#influencers-people-grid .ag-center-cols-container .ag-row")
    expect(rows.first).to_be_visible()
    page.wait_for_load_state("networkidle")
    asked = len(watched.updates)
    page.fill("#influencers-people-grid-search", "meera SETHI")
    expect(rows).to_have_count(1)
    assert len(watched.updates) == asked + 1
    page.fill("#influencers-people-grid-search", "nobody at all")
    expect(page.locator("#influencers-people-grid .ag-overlay")).to_contain_text("Nothing to show")
    page.fill("#influencers-people-grid-search", "")
    expect(rows.first).to_be_visible()
    assert len(watched.updates) == asked + 2


@pytest.mark.slow
def test_the_explorers_file_follows_its_table(page: Page):
    """The file of a table on the server follows its column filters and sort; without them it has all rows."""
    page.goto("/explorer?table=orders&dates=all")
    expect(page.locator("#explorer-rows .ag-row[row-index='0']").first).to_be_visible()
    page.evaluate(
        """() => {
            const grid = dash_ag_grid.getApi("explorer-rows");
            grid.setFilterModel({ revenue: { filterType: "number", type: "greaterThan", filter: 5000 } });
            grid.applyColumnState({ state: [{ colId: "revenue", sort: "desc" }] });
        }"""
    )
    with page.expect_download() as download:
        page.click("#explorer-rows-csv")
    rows = pl.read_csv(download.value.path())
    assert re.match("influencer-roi_orders-as-shown_", download.value.suggested_filename)
    assert ((rows["revenue"] > 5000).all(), rows["revenue"].is_sorted(descending=True)) == (True, True)
    page.evaluate(
        """() => {
            const grid = dash_ag_grid.getApi("explorer-rows");
            grid.setFilterModel(null);
            grid.applyColumnState({ defaultState: { sort: null } });
        }"""
    )
    with page.expect_download() as download:
        page.click("#explorer-rows-csv")
    assert pl.read_csv(download.value.path()).height == 2_999


@pytest.mark.slow
def test_a_reader_chooses_columns(page: Page, watched: Watched):
    """A column unticked is gone, from the file too; the browser keeps it so, and says how many are seen."""
    address = "/campaigns?from=2025-07-01&to=2025-07-31"
    visit(page, watched, address)
    menu = page.locator(".columns[data-table='campaigns-list-grid']")
    heads = page.locator("#campaigns-list-grid .ag-header-cell[col-id='revenue']")
    expect(heads).to_have_count(1)
    menu.locator("summary").click()
    menu.get_by_label("Revenue", exact=True).uncheck()
    expect(heads).to_have_count(0)
    visit(page, watched, "/content?dates=all")
    visit(page, watched, address)
    expect(menu.locator("summary")).to_have_text("Columns 17 of 18")
    expect(heads).to_have_count(0)
    page.get_by_label("More about: What did each campaign do?").click()
    _, text = saved(page)
    assert {"roas", "revenue"} & {*next(csv.reader(io.StringIO(text)))} == {"roas"}
    menu.locator("summary").click()
    menu.get_by_text("Show all columns").click()
    expect(heads).to_have_count(1)
    assert (
        page.locator("#campaigns-list-grid [row-index='0'] [col-id='first_order']").inner_text()
        == "15 Jun 2025"
    )
