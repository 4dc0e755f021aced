"""Knows pages before anybody asks for them: which regions they have, and what they show as they open."""

import logging

from influencer_roi.ledger.entries import Ledger, without_rows
from influencer_roi.metrics.vocabulary import Assumptions
from influencer_roi.pages import PAGES
from influencer_roi.ui.page import Page, regions
from influencer_roi.ui.regions import gathered

_log = logging.getLogger(__name__)
_known: dict[str, tuple[str, ...]] = {}  # regions by page


def assuming(assumed: Assumptions) -> tuple[Page, ...]:
    """Return the pages as they start under what the settings assume."""
    return tuple(page.assuming(assumed) for page in PAGES)


def regions_of(page: Page, ledger: Ledger) -> tuple[str, ...]:
    """Return the regions of a page as they go to the browser.

    Which they are is the same whatever a page shows, so a ledger of nothing tells them.
    """
    if not page.opens_to(ledger):
        return tuple(gathered({}, page.key))
    if page.key not in _known:
        nothing = without_rows(ledger)
        drawn = regions(page, PAGES, nothing, page.opens(nothing), page.defaults)
        _known[page.key] = tuple(gathered(drawn, page.key))
    return _known[page.key]


def open_ahead(ledger: Ledger, assumed: Assumptions) -> None:
    """Work out what each listed page shows as it opens, and with it what every selection needs."""
    pages = assuming(assumed)
    for page in pages:
        if page.listed:
            try:
                regions(page, pages, ledger, page.opens(ledger), page.defaults, assumed)
            except Exception:  # noqa: BLE001 # whoever opens it is told so by the page; the others open
                _log.exception("%s could not be opened ahead", page.path)
