"""Journeys of somebody who brings files: seen, mapped, compared, published."""

import threading
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
from playwright.sync_api import Page, expect
from werkzeug.serving import make_server

from influencer_roi.app import create_app
from influencer_roi.ledger.load import load_folder
from influencer_roi.settings import Settings
from influencer_roi.store import current_version
from tests.browser.conftest import uncompressed
from tests.browser.sights import PHONE, WIDE, faults, sideways
from tests.conftest import SAMPLE


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Give the folder of versions, none of which is live yet."""
    return tmp_path / "versions"


@pytest.fixture
def desk(root: Path) -> Iterator[str]:
    """Serve the sample over a folder of versions; gives the address of the desk."""
    flask = create_app(load_folder(SAMPLE, sample=True), Settings(snapshot=root)).server
    flask.test_client().get("/_dash-dependencies")
    server = make_server("127.0.0.1", 0, uncompressed(flask.wsgi_app), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/publish"
    server.shutdown()
    thread.join()
    server.server_close()


def bring(page: Page, folder: Path) -> None:
    """Choose every file of a folder: the first click."""
    page.set_input_files("#publish-files", sorted(folder.glob("*.csv")))


def renamed(to: Path) -> Path:
    """Return a copy of the sample, one column of which nobody can know."""
    to.mkdir()
    for path in SAMPLE.glob("*.csv"):
        rows = pl.read_csv(path, infer_schema=False)
        (rows.rename({"total_payout": "xq7"}) if path.stem == "payouts" else rows).write_csv(to / path.name)
    return to


def test_three_clicks(page: Page, desk: str, root: Path):
    """The four files of a folder are live after three clicks, without a key pressed."""
    page.goto(desk)
    bring(page, SAMPLE)
    page.get_by_role("button", name="See what changes").click()
    page.get_by_role("button", name="Publish as version 1").click()
    expect(page.locator(".verdict")).to_contain_text("Everybody sees version 1 now.")
    assert current_version(root) is not None


def test_mapped_once(page: Page, desk: str, tmp_path: Path):
    """A renamed header is chosen by hand once, then by itself; Back and reload keep the step."""
    folder = renamed(tmp_path / "renamed")
    page.goto(desk)
    bring(page, folder)
    expect(page.locator(".verdict")).to_contain_text("One column of payouts.csv needs your eye.")
    expect(page.get_by_role("button", name="Read the rows: choose total_payout first")).to_be_disabled()
    page.locator(".opt", has_text="xq7").click()
    page.get_by_role("button", name="Read the rows", exact=True).click()
    page.get_by_role("button", name="See what changes").click()
    page.wait_for_url("**step=4")
    page.reload()
    expect(page.get_by_role("button", name="Publish as version 1")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("button", name="See what changes")).to_be_visible()
    page.goto(desk)
    bring(page, folder)
    expect(page.get_by_role("button", name="See what changes")).to_be_visible()
    expect(page.locator(".step.done").nth(1)).to_contain_text("as you chose for these headers before")


@pytest.mark.browser_context_args(bypass_csp=True)  # axe is put into the page
def test_everybody_can(page: Page, desk: str, tmp_path: Path):
    """Nothing serious is found in any step, in both themes, on desk and phone; none is too wide."""
    page.goto(desk)
    expect(page.locator(".zone")).to_be_visible()
    looked_at(page)
    bring(page, renamed(tmp_path / "renamed"))
    page.locator(".opt", has_text="xq7").wait_for()
    looked_at(page)
    page.locator(".opt", has_text="xq7").click()
    page.get_by_role("button", name="Read the rows", exact=True).click()
    page.get_by_role("button", name="See what changes").wait_for()
    looked_at(page)
    page.get_by_role("button", name="See what changes").click()
    page.get_by_role("button", name="Publish as version 1").wait_for()
    looked_at(page)


def looked_at(page: Page) -> None:
    """Hold what stands there to WCAG A and AA."""
    for theme in ("light", "dark"):
        page.evaluate("theme => document.documentElement.setAttribute('data-bs-theme', theme)", theme)
        for size in (WIDE, PHONE):
            page.set_viewport_size(size)
            assert list(faults(page)) == [], (theme, size)
            assert sideways(page) == 0, size
    page.set_viewport_size(WIDE)


def test_by_keyboard(page: Page, desk: str):
    """Tab and Enter do all of it: the file button, the next step, publishing."""
    page.goto(desk)
    expect(page.locator(".zone")).to_be_visible()
    page.locator("#publish-files").focus()
    expect(page.locator("#publish-files")).to_be_focused()
    bring(page, SAMPLE)
    page.get_by_role("button", name="See what changes").press("Enter")
    page.get_by_role("button", name="Publish as version 1").press("Enter")
    expect(page.locator(".verdict")).to_contain_text("Everybody sees version 1 now.")
