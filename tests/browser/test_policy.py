"""Opens everything there is under the headers readers get, and hears of each thing the policy stops."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from influencer_roi.access import users
from influencer_roi.access.audit import Trail
from influencer_roi.access.gate import Gate
from influencer_roi.access.store import Store
from influencer_roi.app import for_everybody
from influencer_roi.ledger.entries import Ledger
from influencer_roi.model.roles import Role
from influencer_roi.settings import Access, OpenId, Settings
from tests.browser.conftest import Watched, uncompressed
from tests.browser.sights import SECOND, address_of, conform, drawn
from tests.listening import listening

PASSWORD = "copper kettle sings 9"  # noqa: S105 # of nobody
_LISTEN = """addEventListener("securitypolicyviolation", (event) =>
    violated(`${event.violatedDirective}: ${event.blockedURI} at ${location.pathname}`));"""


@dataclass
class Stopped:
    """What the policy stopped, on every page of a browser."""

    found: list[str] = field(default_factory=list)

    def hear(self, text: str) -> None:
        """Take note of what was stopped."""
        self.found.append(text)


@pytest.fixture
def stopped(page: Page) -> Stopped:
    """Give what the policy stops from now on."""
    seen = Stopped()
    page.expose_function("violated", seen.hear)
    page.add_init_script(_LISTEN)
    return seen


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, sample: Ledger) -> Iterator[str]:
    """Serve the sample to whoever signs in, by password or at a provider; gives the address."""
    store = Store(tmp_path_factory.mktemp("state") / "access.sqlite")
    users.add(store, "finance.desk", Role.FINANCE, PASSWORD, Trail(store, "a test"))
    openid = OpenId("https://login.example.com", "roi", label="Our login")
    flask = for_everybody(sample, Settings(), gate=Gate(Access(file=Path("unused"), openid=openid), store))
    with listening(uncompressed(flask.wsgi_app)) as served:
        yield served
    store.close()


@pytest.fixture
def signed_in(page: Page, address: str, stopped: Stopped) -> Page:
    """Give the page of somebody who signed in, on the Overview."""
    page.goto(address)
    expect(page.get_by_role("link", name="Sign in with Our login")).to_be_visible()
    page.get_by_label("Name").fill("finance.desk")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("Password").press("Enter")
    drawn(page)
    assert stopped.found == []
    return page


@pytest.mark.at_length
def test_every_page(signed_in: Page, watched: Watched, address: str, sample: Ledger, stopped: Stopped):
    """No page, loaded at its own address, the profile of one influencer among them, meets the policy."""
    for one in SECOND:
        state = "one influencer" if one.path == "/influencer" else "all"
        watched.updates.clear()
        answer = signed_in.goto(address + address_of(one.key, state, sample))
        assert answer is not None
        assert "script-src 'self'" in answer.headers["content-security-policy"]
        drawn(signed_in)
        conform(signed_in, watched.updates)
    assert stopped.found == []


def test_what_readers_do(signed_in: Page, stopped: Stopped):
    """A menu, a filter, a period, a table, a file and a picture meet it as little."""
    page = signed_in
    page.locator("#overview-platform-chip summary").click()
    page.locator("#overview-platform input[value='YouTube']").click()
    page.wait_for_function("() => location.search === '?platform=YouTube&from=2025-07-01&to=2025-07-31'")
    expect(page.locator("#overview-platform-label")).to_have_text("YouTube")
    page.get_by_label("More about: How do the brands compare?").click()
    page.locator("#overview-brands-table").click()
    expect(page.locator("dialog.rows")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_label("More about: Is revenue running ahead of spend?").click()
    with page.expect_download() as picture:
        page.locator("[data-act=picture][data-name=overview-trend]").click()
    assert Path(picture.value.path()).read_bytes().startswith(b"\x89PNG")
    page.locator(".share summary").first.click()
    with page.expect_download() as rows:
        page.locator("#overview-download").click()
    assert Path(rows.value.path()).stat().st_size > 0
    page.get_by_role("button", name="Sign out").click()
    expect(page.locator("h1")).to_have_text("Sign in")
    assert stopped.found == []


def test_who_leaves_asks_nothing_more(signed_in: Page):
    """Between signing out and the page that follows nothing is asked, which nobody may ask any more."""
    page = signed_in
    page.clock.install()
    page.reload()
    drawn(page)
    with page.expect_response("**/status.json"):
        page.clock.run_for(10_000)
    page.evaluate("() => addEventListener('submit', (event) => event.preventDefault())")
    page.get_by_role("button", name="Sign out").click()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    for _ in range(3):
        page.clock.run_for(10_000)
    assert asked == []


@pytest.mark.slow
def test_what_is_not_there(signed_in: Page, watched: Watched, address: str, stopped: Stopped):
    """Nor do the pages of what is not there."""
    watched.expect("Failed to load resource")
    for path in ("/nope", "/?from=9999-12-31", "/shared/of-nobody", "/download/nope.csv"):
        signed_in.goto(address + path)
        signed_in.wait_for_load_state("networkidle")
        assert (path, stopped.found) == (path, [])


def test_the_policy_stops(signed_in: Page, watched: Watched, stopped: Stopped):
    """A script somebody slips in does not run, and is heard of: so the tests above can fail."""
    watched.expect("Content Security Policy")
    signed_in.evaluate("""() => {
        const slipped = document.createElement("script");
        slipped.textContent = "window.ran = true";
        document.body.append(slipped);
    }""")
    assert signed_in.evaluate("() => window.ran") is None
    assert [text.partition(":")[0] for text in stopped.found] == ["script-src-elem"]
