"""Journeys of several people, or tabs, at the desk at once: nobody is passed over, and nothing is lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from influencer_roi.store import current_version, versions
from influencer_roi.store.staged import uploads
from tests.browser.bringing import button, publish, served
from tests.conftest import SAMPLE

REFUSED = "went live by local since you compared. Compare again, then publish. It changed this:"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Give the folder of versions, none of which is live yet."""
    return tmp_path / "versions"


@pytest.fixture
def desk(root: Path, page: Page) -> Iterator[str]:
    """Serve the sample over a folder of versions; gives the address of the desk."""
    with served(root, page) as address:
        yield address


def bring(page: Page, desk: str) -> None:
    """Choose every file of the sample, and wait until its rows are read."""
    page.goto(desk)
    page.set_input_files("#publish-files", sorted(SAMPLE.glob("*.csv")))
    button(page, "See what changes")


@pytest.mark.slow
def test_the_second_is_told(page: Page, desk: str, root: Path):
    """Who comes second sees what the first changed until they go on, compares again, and publishes."""
    bring(page, desk)
    publish(page)
    first, second = page, page.context.new_page()
    for one in (first, second):
        bring(one, desk)
        button(one, "See what changes").click()
        button(one, "Publish as version 2")
    publish_now(first, 2)
    button(second, "Publish as version 2").click()
    banner = second.locator(".banner.warn")
    expect(banner).to_contain_text(REFUSED)
    button(second, "See what changes")  # it is compared anew by then
    expect(banner).to_contain_text(REFUSED)
    button(second, "See what changes").click()
    publish_now(second, 3)
    assert (len(versions(root)), len(uploads(root))) == (3, 0)
    second.close()


def publish_now(page: Page, number: int) -> None:
    """Press the button that publishes."""
    button(page, f"Publish as version {number}").click()
    expect(page.locator(".verdict")).to_contain_text(f"Everybody sees version {number} now.")


def compared(page: Page, other: Page) -> None:
    """Open what changes in a tab, and by its address in another."""
    button(page, "See what changes").click()
    button(page, "Publish as version 1")
    page.wait_for_url("**step=4")
    other.goto(page.url)
    button(other, "Publish as version 1")


@pytest.mark.slow
def test_two_tabs_of_one_upload(page: Page, desk: str, root: Path):
    """What is discarded or live in one tab is so in the other: it says so, and nothing goes live twice."""
    bring(page, desk)
    other = page.context.new_page()
    compared(page, other)
    button(other, "Discard these files").click()
    expect(other.locator(".zone")).to_be_visible()
    button(page, "Publish as version 1").click()
    expect(page.locator(".banner.warn")).to_contain_text("this upload is not there")
    assert (current_version(root), uploads(root)) == (None, [])
    bring(page, desk)
    compared(page, other)
    publish_now(other, 1)
    button(page, "Publish as version 1").click()
    expect(page.locator(".verdict")).to_contain_text("Everybody sees version 1 now.")
    assert len(versions(root)) == 1
    other.close()


@pytest.mark.slow
def test_reload_and_back_in_each_step(page: Page, desk: str, root: Path):
    """Each step is there again after a reload and after Back; while rows are read they go on being read."""
    page.goto(desk)
    page.set_input_files("#publish-files", sorted(SAMPLE.glob("*.csv")))
    page.wait_for_url("**upload=**")
    page.reload()
    button(page, "See what changes")
    page.reload()
    button(page, "See what changes").click()
    button(page, "Publish as version 1")
    page.reload()
    button(page, "Publish as version 1")
    page.go_back()
    button(page, "See what changes").click()
    publish_now(page, 1)
    page.reload()
    expect(page.locator(".verdict")).to_contain_text("Everybody sees version 1 now.")
    page.go_back()
    expect(page.locator(".verdict")).to_contain_text("Everybody sees version 1 now.")
    assert len(versions(root)) == 1


@pytest.mark.slow
def test_discarded_while_it_is_read(page: Page, desk: str, root: Path):
    """Discarded in the midst of reading, the files are gone, and so is who reads them."""
    page.goto(desk)
    page.set_input_files("#publish-files", sorted(SAMPLE.glob("*.csv")))
    page.locator("#publish-done").wait_for()
    button(page, "Discard these files").click()
    expect(page.locator(".banner.warn")).to_contain_text(
        "The files are discarded; what is live stays as it is."
    )
    expect(page.locator(".zone")).to_be_visible()
    assert ([*(root / "staged").iterdir()], current_version(root)) == ([], None)
