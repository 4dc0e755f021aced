import pytest
from playwright.sync_api import Request, Route

from influencer_roi.ledger.entries import Ledger
from tests.browser.conftest import UPDATE, Reader, Watched
from tests.browser.test_filters import revenue


def test_a_newer_choice_supersedes(reader: Reader, sample: Ledger) -> None:
    """Choices made while an answer is awaited let it go: only the last is shown, and nothing is said."""
    page = reader.open("/").page
    reader.menu("tier")
    held: list[Route] = []
    failed: list[Request] = []
    page.on("requestfailed", lambda request: failed.append(request))  # noqa: PLW0108 # Playwright marks it
    page.route(f"**{UPDATE}*", lambda route: held.append(route), times=1)  # noqa: PLW0108 # as above
    least = page.locator("#overview-followers_from")
    for followers in ("10000", "50000"):
        with page.expect_request(f"**{UPDATE}*"):
            least.fill(followers)
            page.keyboard.press("Tab")
    reader.at("?followers_from=50000&dates=all")
    reader.sees("revenue", revenue(sample, "followers_from=50000"))
    assert [request.failure for request in failed] == ["net::ERR_ABORTED"]
    assert len(held) == 1


@pytest.mark.slow
def test_a_busy_server_is_asked_again(reader: Reader, sample: Ledger, watched: Watched) -> None:
    """A page that is told to come again soon does so by itself, and nothing is said."""
    watched.expect("503")
    page = reader.open("/").page
    reader.menu("tier")
    soon = {"Retry-After": "0.1"}
    page.route(f"**{UPDATE}*", lambda route: route.fulfill(status=503, headers=soon), times=2)
    page.locator("#overview-followers_from").fill("50000")
    page.keyboard.press("Tab")
    reader.sees("revenue", revenue(sample, "followers_from=50000"))
