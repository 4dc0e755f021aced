"""What a reader sees while data is built, renewed and broken."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from influencer_roi.app import dashboard
from influencer_roi.bundle import assets_folder
from influencer_roi.live.hot_swap import HotSwap
from influencer_roi.live.source import DataSource
from influencer_roi.live.supervisor import Supervisor
from influencer_roi.model.report import Refused
from influencer_roi.settings import Settings
from influencer_roi.store.build import build_snapshot
from tests.browser.conftest import Watched, over_all_time, uncompressed
from tests.listening import listening


@dataclass
class Idle:
    """A child process that never answers: builds are made by hand here."""

    def poll(self) -> None:
        """Still run."""

    def terminate(self) -> None:
        """End."""

    def wait(self) -> int:
        """Be gone."""
        return 0


@dataclass(frozen=True)
class Served:
    """A front over a folder; `build` does what its child process would."""

    url: str
    front: HotSwap
    folder: Path
    root: Path

    def build(self) -> None:
        """Build the folder as it is now, and let the front see it."""
        with suppress(Refused):
            build_snapshot(self.folder, self.root)
        self.front.look()


@pytest.fixture
def served(world_folder: Path, tmp_path: Path) -> Iterator[Served]:
    """Serve a copy of the world's folder that nobody has built yet."""
    folder = tmp_path / "data"
    folder.mkdir()
    for file in world_folder.iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    source = DataSource(tmp_path / "snapshots", folder=folder)
    supervisor = Supervisor(source, lambda _: Idle())  # type: ignore[arg-type, return-value]
    front = HotSwap(source, dashboard(Settings()), assets_folder(), supervisor=supervisor)
    front.look()
    with listening(uncompressed(front.flask)) as address:
        yield Served(f"{address}/", front, folder, source.root)
    front.stop()


@pytest.mark.slow
def test_from_waiting_to_the_dashboard(page: Page, served: Served, watched: Watched):
    """The page that waits says what is done, passes axe, and becomes the dashboard by itself."""
    watched.expect("503")
    page.goto(over_all_time(served.url))
    expect(page.get_by_role("heading", name="The data is being read.")).to_be_visible()
    expect(page.get_by_role("progressbar")).to_be_visible()
    assert Axe().run(page).violations_count == 0
    served.build()
    expect(page.locator("#overview-revenue-value")).to_have_attribute("title", "₹6,800.00")


@pytest.mark.slow
def test_from_refused_to_the_dashboard(page: Page, served: Served, watched: Watched):
    """Files that cannot be read are named on the page that waits; fixed, they open the dashboard."""
    watched.expect("503")
    posts = served.folder / "posts.csv"
    good = posts.read_bytes()
    posts.write_bytes(b"<html><b>no</b>")
    served.build()
    page.goto(over_all_time(served.url))
    expect(page.get_by_text("posts.csv: this is a web page, not a table.")).to_be_visible()
    expect(page.get_by_role("progressbar")).to_be_hidden()
    posts.write_bytes(good)
    served.build()
    expect(page.locator("#overview-revenue-value")).to_have_attribute("title", "₹6,800.00")


def test_new_data_is_announced(page: Page, served: Served):
    """An open page learns of new data, shows the old until asked, then the new."""
    served.build()
    page.goto(over_all_time(served.url))
    expect(page.locator("#overview-revenue-value")).to_have_attribute("title", "₹6,800.00")
    orders = served.folder / "tracking_data.csv"
    orders.write_text(orders.read_text() + orders.read_text().splitlines()[1] + "\n")
    served.build()
    expect(page.get_by_text("New data is there.")).to_be_visible()
    expect(page.locator("#overview-revenue-value")).to_have_attribute("title", "₹6,800.00")
    page.get_by_role("button", name="Show it").click()
    expect(page.locator("#overview-revenue-value")).not_to_have_attribute("title", "₹6,800.00")
    expect(page.get_by_text("New data is there.")).to_be_hidden()


@pytest.mark.slow
def test_a_refused_change_stands_over_the_page(page: Page, served: Served):
    """A change that is refused is told over the page, its reason with it, until the files are fixed."""
    served.build()
    page.goto(over_all_time(served.url))
    orders = served.folder / "tracking_data.csv"
    good = orders.read_bytes()
    orders.write_bytes(b"")
    served.build()
    told = page.locator("#stale")
    expect(told).to_contain_text("The figures shown are from before the last change of the data.")
    expect(told).to_contain_text("tracking_data.csv: the file is empty.")
    expect(page.locator("#overview-revenue-value")).to_have_attribute("title", "₹6,800.00")
    orders.write_bytes(good)
    served.build()
    expect(told).to_be_hidden()
