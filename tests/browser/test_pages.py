"""Opens every page in both themes, at a desk and on a phone, with much, little and nothing to show."""

from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from influencer_roi.data.ledger import Ledger
from influencer_roi.data.load import load_folder
from influencer_roi.pages import PAGES
from tests.browser.conftest import Serve
from tests.browser.test_access import PHONE, WIDE, faults, sideways
from tests.test_second_opinion import folders

SHOTS = Path(__file__).parents[2] / "test-results" / "pages"
STATES = ("all", "one day", "one influencer", "nothing")
KEYS = [page.key for page in PAGES]


def query(state: str, ledger: Ledger) -> str:
    """The address' query of a state."""
    return {
        "all": "",
        "one day": f"?from={ledger.as_of}&to={ledger.as_of}",
        "one influencer": f"?influencer={ledger.values('influencer_id')[0]}",
        "nothing": "?from=2034-01-01",
    }[state]


def look(page: Page, address: str, key: str, state: str, name: str) -> None:
    """Open a page; nothing serious is found, nothing scrolls sideways, and a picture is kept."""
    path = next(one.path for one in PAGES if one.key == key)
    page.goto(f"{address}{path}{state}")
    expect(page.locator("#question")).to_be_visible()
    page.wait_for_load_state("networkidle")
    for size in (WIDE, PHONE):
        page.set_viewport_size(size)
        assert list(faults(page)) == [], (key, state, size)
        assert sideways(page) == 0, (key, state, size)
        page.screenshot(path=SHOTS / f"{name}-{key}-{size['width']}.png", full_page=True)


@pytest.mark.browser_context_args(bypass_csp=True)
@pytest.mark.parametrize("key", KEYS)
def test_page_on_the_sample(page: Page, base_url: str, sample: Ledger, key: str):
    """Light with everything, dark with nothing: no console error, nothing serious, no sideways scroll."""
    for theme, state in (("light", "all"), ("dark", "nothing")):
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type] # one of two texts
        look(page, base_url, key, query(state, sample), f"sample-{theme}-{state}")


@pytest.mark.slow
@pytest.mark.browser_context_args(bypass_csp=True)
@pytest.mark.parametrize("folder", folders(), ids=lambda folder: folder.name)
def test_every_page_everywhere(page: Page, serve: Serve, folder: Path):
    """Every page in every state and theme: no console error, nothing serious, no sideways scroll."""
    ledger = load_folder(folder)
    address = serve(ledger)
    for key, theme, state in product(KEYS, ("light", "dark"), STATES):
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type] # one of two texts
        look(page, address, key, query(state, ledger), f"{folder.name}-{theme}-{state}")
