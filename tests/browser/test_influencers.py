from typing import Any

import pytest
from playwright.sync_api import Page, expect

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.metrics.registry import REGISTRY
from tests.browser.conftest import Watched


def exact(ledger: Ledger, key: str, **where: Any) -> str:
    """The exact text of a metric under filters."""
    return REGISTRY[key].unit.exact(queries.totals(ledger, Filters(**where))[key])


def at(page: Page, query: str) -> None:
    """Wait until the address has this query."""
    page.wait_for_function("wanted => location.search === wanted", arg=query)


def opened(page: Page, address: str) -> Page:
    """The page at an address of the influencers, its plot drawn and its table filled."""
    page.goto(address)
    page.wait_for_selector("#influencers-following-plot .main-svg", state="attached")
    page.wait_for_selector("#influencers-people-grid .ag-row", state="attached")
    return page


def test_from_everyone_to_one(page: Page, sample: Ledger):
    """A name in the table leads to the profile with the other filters kept, and Back leads back."""
    opened(page, "/influencers?brand=HKVitals&dates=all")
    page.locator("#influencers-people-grid").get_by_role("link", name="nikhil.livewell").click()
    expect(page.locator("#influencer-name")).to_have_text("nikhil.livewell")
    expect(page.locator("#influencer-fact-influencer_id")).to_have_text("INF005")
    revenue = exact(sample, "revenue", brand=("HKVitals",), influencer_id=("INF005",))
    expect(page.locator("#influencer-revenue-value")).to_have_attribute("title", revenue)
    at(page, "?influencer=INF005&brand=HKVitals&dates=all")
    page.go_back()
    expect(page.locator("#influencers-forest-say")).to_contain_text("Ranked by score")


@pytest.mark.slow
def test_a_row_and_a_group(page: Page, watched: Watched):
    """Picking a group and clicking a kind of it are one request each, and both stand in the address."""
    opened(page, "/influencers?dates=all")
    page.wait_for_load_state("networkidle")
    asked = len(watched.updates)
    page.locator("#influencers-group").get_by_role("radio", name="Platform and gender").check()
    expect(page.locator("#influencers-kinds-0-name")).to_have_text("Instagram")
    page.locator("#influencers-kinds-0-line").click()
    at(page, "?platform=Instagram&dates=all&group=gender")
    expect(page.locator("#influencers-kinds-0-line")).to_have_attribute("aria-pressed", "true")
    page.wait_for_load_state("networkidle")
    assert len(watched.updates) == asked + 2


@pytest.mark.slow
def test_a_persona_is_two_filters(page: Page):
    """The row of a persona chooses category and gender together and keeps the group."""
    opened(page, "/influencers?group=persona&dates=all")
    page.locator("#influencers-kinds-head ~ ol").get_by_text("Yoga · Female").click()
    page.wait_for_function("() => new URLSearchParams(location.search).get('gender') === 'Female'")
    assert sorted(page.url.partition("?")[2].split("&")) == [
        "category=Yoga",
        "dates=all",
        "gender=Female",
        "group=persona",
    ]
    expect(page.locator("#influencers-category-label")).to_have_text("Yoga")
    expect(page.locator("#influencers-gender-label")).to_have_text("Female")


@pytest.mark.slow
def test_a_name_of_the_forest(page: Page):
    """A name beside its range opens the profile, its figures said to be of the same days."""
    opened(page, "/influencers?from=2025-07-01&to=2025-07-31")
    page.locator("#influencers-forest-0-name").click()
    expect(page.locator("#influencer-name")).to_have_text("nikhil.livewell")
    at(page, "?influencer=INF005&from=2025-07-01&to=2025-07-31")


@pytest.mark.slow
def test_no_scroll_on_a_phone(page: Page):
    """At 390 pixels neither page scrolls sideways."""
    page.set_viewport_size({"width": 390, "height": 844})
    opened(page, "/influencers?group=persona&dates=all")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.goto("/influencer?influencer=INF005")
    page.wait_for_selector("#influencer-last-0", state="attached")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.slow
def test_a_dot_filters(page: Page, watched: Watched):
    """Clicking a dot chooses its influencer in one request, clicking it again lets it go."""
    opened(page, "/influencers?dates=all")
    page.wait_for_load_state("networkidle")
    asked = len(watched.updates)
    chosen = click_largest_dot(page)
    at(page, f"?influencer={chosen}&dates=all")
    expect(page.locator("#influencers-profile-banner")).to_be_visible()
    expect(page.locator("#influencers-following-plot .scatterlayer .point")).to_have_count(1)
    assert click_largest_dot(page) == chosen
    at(page, "?dates=all")
    page.wait_for_load_state("networkidle")
    assert len(watched.updates) == asked + 2


def click_largest_dot(page: Page) -> str:
    """Click the largest dot of the scatter, which nothing covers; gives whose it is."""
    dot = page.evaluate(
        """() => {
            const plot = document.querySelector("#influencers-following-plot .js-plotly-plot");
            const points = [...plot.querySelectorAll(".scatterlayer .point")];
            plot.scrollIntoView({ block: "center", behavior: "instant" });
            const [largest] = points.sort((one, other) => other.getBBox().width - one.getBBox().width);
            const { x, y, width, height } = largest.getBoundingClientRect();
            return { x: x + width / 2, y: y + height / 2 };
        }"""
    )
    page.mouse.move(dot["x"], dot["y"])
    page.wait_for_selector("#influencers-following-plot .hoverlayer .hovertext", state="attached")
    chosen = page.evaluate(
        "() => document.querySelector('#influencers-following-plot .js-plotly-plot')._hoverdata[0].customdata"
    )
    page.mouse.down()
    page.mouse.up()
    return str(chosen)
