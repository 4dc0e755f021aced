from dataclasses import replace

import pytest

from influencer_roi.callbacks import opening
from influencer_roi.callbacks.opening import open_ahead, regions_of
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger, without_rows
from influencer_roi.ledger.load import load_folder
from influencer_roi.metrics.vocabulary import DEFAULT
from influencer_roi.pages import PAGES
from influencer_roi.ui.page import Page, regions
from influencer_roi.ui.regions import gathered
from tests.conftest import WORLD
from tests.viewers import viewed
from tests.worlds import write_folder


@pytest.fixture(scope="module")
def in_files(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    """The world, whose orders stay in a folder of files."""
    folder = write_folder(tmp_path_factory.mktemp("world"), WORLD)
    (folder / "orders").mkdir()
    (folder / "tracking_data.csv").rename(folder / "orders" / "june.csv")
    ledger = load_folder(folder)
    assert ledger.in_place is not None
    return ledger


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.key)
def test_the_regions_of_a_page(world: Ledger, sample: Ledger, in_files: Ledger, page: Page):
    """A page has the regions it is said to have, over whatever ledger, for whomever."""
    for ledger in (world, sample, viewed(), without_rows(sample), in_files, without_rows(in_files)):
        drawn = regions(page, PAGES, ledger, Filters(), page.defaults)
        assert sorted(gathered(drawn, page.key)) == sorted(regions_of(page, ledger))


def test_no_row_is_read(world: Ledger, monkeypatch: pytest.MonkeyPatch):
    """Which regions a page has is told by a ledger of nothing, once."""
    drawn: list[int] = []

    def heard(page: Page, pages: tuple[Page, ...], ledger: Ledger, *rest: object) -> object:
        drawn.append(ledger.entries.height)
        return regions(page, pages, ledger, *rest)  # type: ignore[arg-type] # as they came

    monkeypatch.setattr(opening, "regions", heard)
    monkeypatch.setattr(opening, "_known", {})
    assert regions_of(PAGES[0], world) == regions_of(PAGES[0], world)
    assert drawn == [0]


def test_pages_are_opened_ahead(world: Ledger, monkeypatch: pytest.MonkeyPatch):
    """What pages show as they open is known before they are asked for; one that fails keeps no other."""
    worked_out: list[str] = []

    def noting(page: Page) -> Page:
        def update(*_: object, **__: object) -> object:
            worked_out.append(page.key)
            return {} if worked_out[1:] else 1 / 0

        return replace(page, update=update)  # type: ignore[arg-type] # one that notes

    pages = tuple(noting(page) for page in PAGES)
    monkeypatch.setattr(opening, "assuming", lambda _: pages)
    ledger = replace(world)
    open_ahead(ledger, DEFAULT)
    for page in pages[1:]:
        if page.listed:
            regions(page, pages, ledger, page.opens(ledger), page.defaults)
    assert worked_out == [page.key for page in pages if page.listed]
