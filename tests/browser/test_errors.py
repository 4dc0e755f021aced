import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from influencer_roi import callbacks
from influencer_roi.callbacks import opening
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.metrics.vocabulary import DEFAULT, Assumptions
from influencer_roi.pages import PAGES, overview
from influencer_roi.ui.regions import Regions
from tests.browser.conftest import Reader, Serve, Watched


def fails_for_twitter(
    ledger: Ledger, filters: Filters, *, assumed: Assumptions = DEFAULT, **choices: str
) -> Regions:
    """The Overview, but for one filter."""
    if filters["platform"] == ("Twitter",):
        raise ZeroDivisionError("made for this test")
    return overview.PAGE.update(ledger, filters, assumed=assumed, **choices)


@pytest.fixture
def fragile(serve: Serve, sample: Ledger) -> Iterator[str]:
    """Give the address of an application whose Overview fails for Twitter."""
    with pytest.MonkeyPatch.context() as patch:
        broken = replace(overview.PAGE, update=fails_for_twitter)
        pages = tuple(broken if page is overview.PAGE else page for page in PAGES)
        for module in (callbacks, opening):
            patch.setattr(module, "PAGES", pages)
        yield serve(sample)


def test_failure(reader: Reader, fragile: str):
    """A failure is told in words, the page keeps what it showed, and lives on."""
    page = reader.open(fragile).page
    before = reader.kpi("revenue")
    expect(page.locator("#problem")).to_be_hidden()
    page.locator("#overview-platforms-2-line").click()
    expect(page.locator("#problem")).to_be_visible()
    expect(page.locator("#problem-text")).to_have_text(
        "This could not be computed; the page shows what it showed before."
    )
    assert "ZeroDivisionError" not in page.content()
    assert "made for this test" not in page.content()
    assert reader.kpi("revenue") == before
    page.locator("#overview-platforms-1-line").click()
    expect(page.locator("#overview-platform-label")).to_have_text("YouTube")
    expect(page.locator("#overview-revenue-value")).not_to_have_attribute("title", before)


@pytest.mark.slow
def test_failure_at_once(reader: Reader, fragile: str):
    """A link to what fails says so beside the menu, nothing of the fault itself, and offers a way back."""
    page = reader.page
    page.goto(f"{fragile}/?platform=Twitter")
    expect(page.get_by_role("alert")).to_contain_text("This page could not be drawn for this address.")
    assert "ZeroDivisionError" not in page.content()
    assert "made for this test" not in page.content()
    expect(page.locator(".rail a", has_text="Payouts")).to_be_visible()
    page.get_by_role("link", name="Show it without filters").click()
    expect(page.locator("#overview-revenue-value")).to_have_text(re.compile("₹"))


def test_rows_that_fail(reader: Reader, watched: Watched):
    """Rows that cannot be fetched are told in words; no empty table opens."""
    page = reader.open("/").page
    watched.expect("Failed to load resource")
    page.route("**/download/slices.json*", lambda route: route.abort())
    page.get_by_label("More about: How do the brands compare?").click()
    page.locator("#overview-brands-table").click()
    expect(page.locator(".toast-place")).to_contain_text("The rows could not be fetched. Try again.")
    assert page.locator("dialog.rows").count() == 0
