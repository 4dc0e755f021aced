"""Opens every page in both themes, at a desk and on a phone, with much, little and nothing to show."""

from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Page

from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.load import load_folder
from tests.browser.conftest import Serve, Watched, sampled
from tests.browser.sights import (
    COLOURS,
    KEYS,
    PHONE,
    SIZES,
    STATES,
    THEMES,
    WIDE,
    Sight,
    address_of,
    broken_promises,
    dress,
    failures,
    faults,
    go,
    keep,
    wider,
)
from tests.conftest import SAMPLE, three_of
from tests.test_second_opinion import folders

FOLDERS = [SAMPLE, *(folder for folder in folders() if isinstance(folder, Path))]
TWO_FOLDERS = three_of(FOLDERS)[:2]

Open = Callable[[Page, Path], Ledger]


@pytest.fixture(scope="session")
def opened(serve: Serve) -> Open:
    """Open the application over a folder, each folder served once; gives its ledger."""
    served: dict[Path, tuple[Ledger, str]] = {}

    def start(page: Page, folder: Path) -> Ledger:
        if folder not in served:
            ledger = sampled() if folder == SAMPLE else load_folder(folder)
            served[folder] = ledger, serve(ledger)
        ledger, address = served[folder]
        page.goto(f"{address}/glossary")  # the quickest; every page is then reached by a link
        page.wait_for_selector("#main")
        return ledger

    return start


def sights(folder: Path) -> Iterator[Sight]:
    """Each page over one of the folders; states, themes and sizes take turns."""
    for at, key in enumerate(KEYS):
        if TWO_FOLDERS[at % len(TWO_FOLDERS)] == folder:
            yield Sight(key, STATES[at * 3 // 2 % 4], THEMES[at // 2 % 2], SIZES[at // 4 % 2])


@pytest.mark.browser_context_args(bypass_csp=True)  # axe is put into the page
@pytest.mark.parametrize("folder", TWO_FOLDERS, ids=lambda folder: folder.name)
def test_every_page(page: Page, watched: Watched, opened: Open, folder: Path):
    """Nothing fails, nothing serious, no sideways scroll, no promise broken: every page as somebody sees it.

    Contrast is measured on the sample. `SCREENSHOTS=1` keeps a picture of each.
    """
    ledger = opened(page, folder)
    for sight in sights(folder):
        dress(page, sight)
        go(page, watched, address_of(sight.key, sight.state, ledger))
        keep(page, folder.name, sight)
        serious = faults(page, without=() if folder == SAMPLE else COLOURS)
        seen = [*failures(page, watched), *serious, *broken_promises(page), *wider(page)]
        assert seen == [], str(sight)


@pytest.mark.slow
@pytest.mark.browser_context_args(bypass_csp=True)
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_page_everywhere(page: Page, watched: Watched, opened: Open, folder: Path):
    """Every page in every state, theme and size: nothing fails, nothing serious, no sideways scroll.

    axe applies every rule once at each size, and contrast in both themes; on the sample, all to all.
    """
    ledger = opened(page, folder)
    found = []
    for key, state in product(KEYS, STATES):
        go(page, watched, address_of(key, state, ledger))
        for theme, size in ((THEMES[0], WIDE), (THEMES[1], WIDE), (THEMES[1], PHONE), (THEMES[0], PHONE)):
            sight = Sight(key, state, theme, size)
            dress(page, sight)
            seen = [*failures(page, watched), *(faults(page) if folder == SAMPLE else _few(page, sight))]
            found += [f"{sight}: {one}" for one in seen]
            keep(page, folder.name, sight)
        found += [f"{key}, {state}: {one}" for one in (*broken_promises(page), *wider(page))]
    assert "\n".join(found) == ""


def _few(page: Page, sight: Sight) -> Iterator[str]:
    """What axe finds by the rules that theme or size can change since the sight before."""
    if sight.size == WIDE:
        yield from faults(page, rules=COLOURS if sight.theme == THEMES[1] else ())
    elif sight.theme == THEMES[1]:
        yield from faults(page, without=COLOURS)
