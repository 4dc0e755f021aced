import csv
import io
import re
from pathlib import Path

import polars as pl
from playwright.sync_api import Page, expect

from influencer_roi.model.escape import inert_text

# What spreadsheets run, pass over, or take for the end of a cell; and what they leave alone.
CELLS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "＝1",  # noqa: RUF001 # full-width signs count
    "＋1",  # noqa: RUF001
    "－1",  # noqa: RUF001
    "＠x",  # noqa: RUF001
    "﹦1",
    "﹢1",
    "﹣1",
    "﹫x",
    " =1",
    "\t=1",
    "\tx",
    "\rx",
    "\n=1",
    "a;=1+1",
    "a,=1+1",
    "a|-1",
    "a\t+1",
    "a\r\n@x",
    "a\u2028=1",
    "a\u0085=1",
    "\u200b=1",
    "\ufeff=1",
    "\u00ad-1",
    '"=1',
    'a,"=1',
    "\x00=1",
    "\u3164=1",
    "Ann",
    "a=b",
    "1-2",
    "",
    "é, “quoted”",
]


def saved(page: Page, words: str = "Download what is shown (CSV)") -> tuple[str, str]:
    """Click an item of an open menu; the name and the text of the file it saves."""
    with page.expect_download() as download:
        page.locator(".menu[open]").get_by_text(words).click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes().decode()


def test_a_file_of_what_is_shown(page: Page):
    """After search, column filter and sort, the file has the rows of the table in their order, no others."""
    page.goto("/campaigns?from=2025-07-01&to=2025-07-31&platform=YouTube")
    rows = page.locator("#campaigns-list-grid .ag-center-cols-container .ag-row")
    expect(rows.first).to_be_visible()
    page.fill("#campaigns-list-grid-search", "muscle")
    page.evaluate(
        """() => {
            const grid = dash_ag_grid.getApi("campaigns-list-grid");
            grid.setFilterModel({ orders: { filterType: "number", type: "greaterThan", filter: 1 } });
            grid.applyColumnState({ state: [{ colId: "revenue", sort: "asc" }] });
        }"""
    )
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


def test_every_table_in_the_browser_can_be_saved(page: Page):
    """Each table whose rows are in the browser has the item beside it."""
    for path in ("/campaigns", "/influencers", "/content", "/payouts", "/data"):
        page.goto(f"{path}?dates=all")
        page.wait_for_selector(".table-search", state="attached")
        searched = page.evaluate(
            "[...document.querySelectorAll('.table-search')].map((one) => one.dataset.table)"
        )
        saving = page.evaluate(
            "[...document.querySelectorAll('[data-act=shown]')].map((one) => one.dataset.table)"
        )
        assert (path, sorted(searched)) == (path, sorted(saving))


def test_no_text_runs(page: Page):
    """Texts saved by the browser have their apostrophes where those saved by the server have them."""
    page.goto("/glossary")
    page.wait_for_function("() => window.pageTables")
    assert page.evaluate("texts => texts.map(pageTables.inert)", CELLS) == [inert_text(one) for one in CELLS]


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
