import csv
import io
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.load import load_folder
from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.pages import PAGES, content
from influencer_roi.queries import content as asked
from tests.browser.conftest import Serve, Watched
from tests.conftest import WORLD
from tests.worlds import write_folder

pytestmark = pytest.mark.skipif(content.PAGE not in PAGES, reason="Content is not among the pages yet")


def opened(page: Page, query: str = "?dates=all") -> Page:
    """Open the page, and wait until its plots and its table are there."""
    page.goto(f"/content{query}")
    page.wait_for_selector("#content-engaged-plot .main-svg", state="attached")
    page.locator("#content-list-grid").scroll_into_view_if_needed()
    page.wait_for_selector("#content-list-grid .ag-row", state="attached")
    page.wait_for_load_state("networkidle")
    return page


def at(page: Page, query: str) -> None:
    """Wait until the address has this query."""
    page.wait_for_function("wanted => location.search === wanted", arg=query)


@pytest.mark.slow
def test_from_a_tile_to_its_influencer(page: Page, watched: Watched, sample: Ledger):
    """The name on the best post shows only its influencer, in one request; a second click lets go."""
    opened(page)
    author = page.locator("#content-top-0-author")
    name, influencer = author.inner_text().strip(), author.get_attribute("data-value") or ""
    watched.updates.clear()
    author.click()
    at(page, f"?influencer={influencer}&dates=all")
    reach = queries.totals(sample, Filters(influencer_id=(influencer,)), metrics=("reach",))["reach"]
    expect(page.locator("#content-reach-value")).to_have_attribute(
        "title", REGISTRY["reach"].unit.exact(reach)
    )
    expect(page.locator("#content-top-1-who")).to_have_text(name)
    assert len(watched.updates) == 1
    expect(author).to_have_attribute("aria-pressed", "true")
    author.click()
    at(page, "?dates=all")


@pytest.mark.slow
def test_choices_are_in_the_address(page: Page):
    """Ranking by ROAS and weekdays by engagement stand in the address; Back undoes one, reload keeps one."""
    opened(page)
    page.locator("#content-rank").get_by_role("radio", name="by ROAS").check()
    expect(page.locator("#content-top-0-figure")).to_contain_text("×")
    at(page, "?dates=all&rank=roas")
    page.locator("#content-weekday").get_by_role("radio", name="engagement rate").check()
    at(page, "?dates=all&rank=roas&weekday=engagement_rate")
    page.go_back()
    at(page, "?dates=all&rank=roas")
    expect(page.locator("#content-weekday input[value=reach_per_post]")).to_be_checked()
    page.reload()
    expect(page.locator("#content-rank input[value=roas]")).to_be_checked()
    expect(page.locator("#content-top-0-figure")).to_contain_text("×")


@pytest.mark.slow
def test_file_of_posts(page: Page, sample: Ledger):
    """The CSV beside the table has every post of the selection; its rows add up to the page's revenue."""
    opened(page, "?platform=YouTube&dates=all")
    with page.expect_download() as download:
        page.click("#content-list-csv")
    rows = list(csv.DictReader(io.StringIO(Path(download.value.path()).read_text(encoding="utf-8-sig"))))
    filters = Filters(platform=("YouTube",))
    posts = asked.post_rows(sample, filters)["post_id"].to_list()
    assert sorted(row["post_id"] for row in rows if row["post_id"]) == sorted(posts)
    revenue = queries.totals(sample, filters, metrics=("revenue",))["revenue"]
    assert sum(float(row["revenue"]) for row in rows) == pytest.approx(revenue)


@pytest.mark.slow
def test_nothing_left(page: Page):
    """A selection without posts says so on every card, and one click brings them back."""
    page.goto("/content?from=2025-03-05&to=2025-03-05&brand=MuscleBlaze&influencer=INF004")
    expect(page.locator("#content-top-empty")).to_be_visible()
    expect(page.locator("#content-engaged-empty")).to_be_visible()
    expect(page.locator("#content-credit-columns")).to_be_hidden()
    page.click("#content-empty-clear")
    expect(page.locator("#content-top-0")).to_be_visible()


POSTS = """
    post_id  influencer_id  platform  date        url             caption           reach  likes  comments
    p3       bob            YT        2025-06-10  javascript:a()  <img onerror=a>   5000   150    50
    """


@pytest.fixture(scope="module")
def evil(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    """Give a world whose only post has markup for a caption and a script for an address."""
    return load_folder(write_folder(tmp_path_factory.mktemp("evil"), {**WORLD, "posts": POSTS}))


def test_markup_in_data_is_text(page: Page, serve: Serve, evil: Ledger):
    """A caption with markup is words, an address that is a script is taken out: nothing runs or opens."""
    page.goto(f"{serve(evil)}/content")
    page.wait_for_selector("#content-engaged-plot .main-svg", state="attached")
    expect(page.locator("#content-top-0-caption")).to_have_text("<img onerror=a>")
    expect(page.locator("#content-top-0-address")).to_be_hidden()
    expect(page.locator("#content-top-0")).not_to_contain_text("javascript:a()")
    expect(page.locator("#content-top-0-link")).to_be_hidden()
    assert page.locator("main img").count() == 0
