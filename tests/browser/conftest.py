"""Serves the application to a real browser, and watches what the browser says and asks for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, Request, expect

from influencer_roi.app import create_app
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.load import load_folder
from influencer_roi.settings import Settings
from tests.conftest import SAMPLE
from tests.listening import listening

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

UPDATE = "/_dash-update-component"
DATED = {"from", "to", "dates"}  # a query with one of these says which days it is about
PATIENCE = 15_000  # milliseconds; the machine may be busy

Serve = Callable[[Ledger], str]


def uncompressed(application: WSGIApplication) -> WSGIApplication:
    """Serve without compression: it costs half a page load, and leaves files open for Python to close."""

    def serve(environment: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        environment.pop("HTTP_ACCEPT_ENCODING", None)
        return application(environment, start)

    return serve


def browsed(ledger: Ledger, settings: Settings) -> WSGIApplication:
    """Give the application over a ledger as browsers are served it here."""
    flask = create_app(ledger, settings).server
    flask.test_client().get("/_dash-dependencies")  # Dash's lazy set-up does not bear two first requests
    return uncompressed(flask.wsgi_app)


@pytest.fixture(scope="session")
def serve() -> Iterator[Serve]:
    """Serve a ledger from this process until the tests end; gives its address."""
    with ExitStack() as running:
        yield lambda ledger: running.enter_context(listening(browsed(ledger, Settings())))


@pytest.fixture(scope="session")
def base_url(serve: Serve) -> str:
    """Give the address of the application over the sample; `page.goto("/")` goes there."""
    return serve(load_folder(SAMPLE, sample=True))


@dataclass
class Watched:
    """What a browser said and asked for while it was watched."""

    said: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    updates: list[Request] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def expect(self, pattern: str) -> None:
        """Let the console say what matches a pattern."""
        self.expected.append(pattern)

    def faults(self) -> list[str]:
        """Return what nobody expected."""
        return [text for text in self.said if not any(re.search(one, text) for one in self.expected)]


@pytest.fixture(autouse=True)
def watched(context: BrowserContext) -> Iterator[Watched]:
    """Fail a test whose page says an error or a warning, or asks another host for anything."""
    seen = Watched()

    def asked(request: Request) -> None:
        if urlsplit(request.url).hostname not in ("127.0.0.1", None):
            seen.strangers.append(request.url)
        if urlsplit(request.url).path == UPDATE:
            seen.updates.append(request)

    context.on("request", asked)
    context.on(
        "console",
        lambda message: seen.said.append(message.text) if message.type in ("error", "warning") else None,
    )
    context.on("weberror", lambda error: seen.said.append(str(error.error)))
    yield seen
    assert seen.faults() == []
    assert seen.strangers == []


@pytest.fixture(autouse=True)
def patience(context: BrowserContext) -> None:
    """Wait long enough for a busy machine, and never longer than needed."""
    context.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)


def over_all_time(address: str) -> str:
    """Return an address that is about all time, unless it says which days it is about."""
    parts = urlsplit(address)
    if DATED & parse_qs(parts.query, keep_blank_values=True).keys():
        return address
    return parts._replace(query=f"{parts.query}&dates=all".lstrip("&")).geturl()


@dataclass(frozen=True)
class Reader:
    """Somebody who reads the Overview in a browser."""

    page: Page
    watched: Watched

    def open(self, address: str = "/") -> Reader:
        """Open an address, over all time unless it names days, and wait until the plot is there."""
        self.page.goto(over_all_time(address))
        self.page.wait_for_selector("#overview-trend .main-svg", state="attached")
        return self

    def kpi(self, key: str) -> str:
        """The exact value of a KPI card, as its title says."""
        return self.page.locator(f"#overview-{key}-value").get_attribute("title") or ""

    def sees(self, key: str, exact: str) -> None:
        """Wait until a KPI card has this exact value."""
        expect(self.page.locator(f"#overview-{key}-value")).to_have_attribute("title", exact)

    def at(self, query: str) -> None:
        """Wait until the address has this query."""
        self.page.wait_for_function("wanted => location.search === wanted", arg=query)

    def conformed(self) -> None:
        """Wait until the page asks for nothing more."""
        self.page.wait_for_load_state("networkidle")

    def menu(self, name: str) -> None:
        """Open a menu of the filter bar, by + Filter where its chip does not show."""
        chip = self.page.locator(f"#overview-{name}-chip summary")
        if chip.is_visible():
            chip.click()
        else:
            self.page.get_by_text("+ Filter").click()
            self.page.locator(f".offers [data-dimension={name}]").click()

    def actions(self) -> None:
        """Unfold what a phone hides behind one button: notes, Share, theme."""
        self.page.get_by_role("button", name="Notes, Share and theme").click()

    def option(self, name: str, value: str) -> None:
        """Tick an option of a menu, or untick it."""
        self.page.locator(f"#overview-{name} input[value='{value}']").click()


@pytest.fixture
def reader(page: Page, watched: Watched) -> Reader:
    """Give somebody with the application at hand, on no page yet."""
    return Reader(page, watched)
