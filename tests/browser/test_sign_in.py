from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from influencer_roi.access import users
from influencer_roi.access.audit import Trail
from influencer_roi.access.gate import Gate
from influencer_roi.access.store import Store
from influencer_roi.app import for_everybody
from influencer_roi.ledger.entries import Ledger
from influencer_roi.model.roles import Role
from influencer_roi.settings import Access, Settings
from tests.browser.conftest import Watched, uncompressed
from tests.listening import listening

PASSWORD = "copper kettle sings 9"  # noqa: S105 # of nobody


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Give a store with one user, for finance."""
    opened = Store(tmp_path_factory.mktemp("state") / "access.sqlite")
    users.add(opened, "finance.desk", Role.FINANCE, PASSWORD, Trail(opened, "a test"))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def address(store: Store, world: Ledger) -> Iterator[str]:
    """Serve the world to whoever signs in; gives the address."""
    flask = for_everybody(world, Settings(), gate=Gate(Access(file=Path("unused")), store))
    with listening(uncompressed(flask.wsgi_app)) as served:
        yield served


def enter(page: Page, password: str = PASSWORD) -> None:
    """Type name and password, and press Enter."""
    page.get_by_label("Name").fill("finance.desk")
    page.get_by_label("Password").fill(password)
    page.get_by_label("Password").press("Enter")


def test_to_the_page_and_out_again(page: Page, address: str, watched: Watched):
    """A reader signs in, comes to the page they asked for, sees who they are, and signs out."""
    page.goto(f"{address}/payouts?from=2025-06-01&to=2025-06-30")
    expect(page.locator(".under")).to_contain_text("You go on to June 2025, Payouts.")
    enter(page)
    expect(page.locator("#payouts-dates-chip")).to_be_visible()
    assert page.url == f"{address}/payouts?from=2025-06-01&to=2025-06-30"
    expect(page.locator(".you")).to_contain_text("finance.desk finance")
    watched.expect("401")  # of what the page asked by itself as it was left
    page.get_by_role("button", name="Sign out").click()
    expect(page.locator("h1")).to_have_text("Sign in")


@pytest.mark.slow
def test_an_open_page_of_who_is_signed_out(page: Page, address: str, store: Store, watched: Watched):
    """A page that stays open after its session ended leads to sign-in, and then back to where it was."""
    page.goto(f"{address}/payouts?brand=Gritzo")
    enter(page)
    expect(page.locator(".you")).to_contain_text("finance.desk")
    expect(page.locator("#payouts-dates-chip")).to_be_visible()
    expect(
        page.locator(".ag-root-wrapper").first
    ).to_be_attached()  # what a page fetches late is behind sign-in too
    watched.expect("401")
    with store.writing() as change:
        change.execute("DELETE FROM sessions")
    expect(page.locator("h1")).to_have_text("Sign in")
    assert page.url == f"{address}/sign-in?next=%2Fpayouts%3Fbrand%3DGritzo"


def test_without_scripts(browser: Browser, address: str):
    """Sign-in needs no script, and a wrong password says so on the same page."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/payouts")
    enter(page, "wrong")
    expect(page.get_by_role("alert")).to_have_text("This name and password do not go together.")
    expect(page.get_by_label("Name")).to_have_value("finance.desk")
    enter(page)
    expect(page).to_have_url(f"{address}/payouts")
    context.close()


@pytest.mark.in_turn(3)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 320])
def test_everybody_can_use_it(browser: Browser, address: str, scheme: Any, width: int):
    """In both themes, wide and narrow, sign-in keeps WCAG A and AA, and is never scrolled sideways."""
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 700})
    page = context.new_page()
    page.goto(f"{address}/payouts?from=2025-06-01&to=2025-06-30")
    page.get_by_label("Name").fill("finance.desk")
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
    assert found.response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == scheme
    context.close()
