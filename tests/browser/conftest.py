"""Serves the application to a real browser, and watches what the browser says and asks for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from functools import cache
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import BrowserContext, BrowserType, ConsoleMessage, Page, Request, WebError, expect
from playwright.sync_api import Error as PlaywrightError

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


@cache
def sampled() -> Ledger:
    """Give the ledger of the sample, which says that it is one."""
    return load_folder(SAMPLE, sample=True)


@pytest.fixture(scope="session")
def base_url(serve: Serve) -> str:
    """Give the address of the application over the sample; `page.goto("/")` goes there."""
    return serve(sampled())


Profiled = Callable[[bool], BrowserContext]
OF_PAGES = ("viewport", "color_scheme")  # what of a context's arguments its pages can be told one by one


@pytest.fixture(scope="session")
def profiled(
    browser_type: BrowserType, browser_type_launch_args: dict[str, Any], base_url: str
) -> Iterator[Profiled]:
    """Give a browser with a profile, which keeps what it compiled: a page loads in less time.

    There is one for pages that scripts may be put into, and one for all others.
    """
    with ExitStack() as running:

        @cache
        def launch(bypass_csp: bool) -> BrowserContext:  # noqa: FBT001 # as Playwright names it
            folder = running.enter_context(TemporaryDirectory(prefix="profile-", ignore_cleanup_errors=True))
            return running.enter_context(
                browser_type.launch_persistent_context(
                    folder, base_url=base_url, bypass_csp=bypass_csp, **browser_type_launch_args
                )
            )

        yield launch


@pytest.fixture
def asked_of_context(request: pytest.FixtureRequest) -> dict[str, Any]:
    """Give the arguments a test wants its browser context to have."""
    mark = request.node.get_closest_marker("browser_context_args")
    return dict(mark.kwargs) if mark else {}


@pytest.fixture
def context(profiled: Profiled, asked_of_context: dict[str, Any]) -> Iterator[BrowserContext]:
    """Give a browser nobody has used, but for the scripts it knows."""
    assert asked_of_context.keys() <= {"bypass_csp", *OF_PAGES}
    context = profiled(asked_of_context.get("bypass_csp", False))
    yield context
    context.clear_cookies()
    context.clear_permissions()
    for page in context.pages[1:]:  # without its first page a browser ends
        with suppress(PlaywrightError):  # a page of nothing, or of an error, keeps nothing
            page.evaluate("() => [localStorage, sessionStorage].forEach((one) => one.clear())")
        page.close()


@pytest.fixture
def page(context: BrowserContext, asked_of_context: dict[str, Any]) -> Page:
    """Give a new page."""
    page = context.new_page()
    if "viewport" in asked_of_context:
        page.set_viewport_size(asked_of_context["viewport"])
    if "color_scheme" in asked_of_context:
        page.emulate_media(color_scheme=asked_of_context["color_scheme"])
    return page


@dataclass
class Watched:
    """What a browser said and asked for while it was watched."""

    said: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    updates: list[Request] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def ask(self, request: Request) -> None:
        """Take note of a request."""
        if urlsplit(request.url).hostname not in ("127.0.0.1", None):
            self.strangers.append(request.url)
        if urlsplit(request.url).path == UPDATE:
            self.updates.append(request)

    def say(self, message: ConsoleMessage) -> None:
        """Take note of an error or a warning."""
        if message.type in ("error", "warning"):
            self.said.append(message.text)

    def fail(self, error: WebError) -> None:
        """Take note of an error nobody caught."""
        self.said.append(str(error.error))

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

    listeners = {"request": seen.ask, "console": seen.say, "weberror": seen.fail}
    for event, hear in listeners.items():
        context.on(event, hear)  # type: ignore[call-overload] # Playwright names events one by one
    yield seen
    for event, hear in listeners.items():
        context.remove_listener(event, hear)
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
