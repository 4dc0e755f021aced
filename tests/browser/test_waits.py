"""Rows that take long to find say how far it is, and can be let go."""

import re
import select
import socket
from collections.abc import Iterable, Iterator
from threading import Semaphore
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Page, Route, expect

from influencer_roi.ledger.load import load_folder
from influencer_roi.orders.in_files.files import OrderFiles
from influencer_roi.settings import Settings
from tests.browser.conftest import Watched, browsed
from tests.conftest import SAMPLE
from tests.ledger.roll_up.in_files import lay
from tests.listening import listening
from tests.waiting import wait_until

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

STRIPE = 500
WAIT = "#explorer-rows-box > .table-wait"


def knowing(application: "WSGIApplication") -> "WSGIApplication":
    """Serve so that an answer knows whether its reader left, as waitress does."""

    def serve(environment: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        connection: socket.socket = environment["werkzeug.socket"]

        def has_left() -> bool:
            came = select.select([connection], [], [], 0)[0]
            return bool(came) and not connection.recv(1, socket.MSG_PEEK)

        environment["waitress.client_disconnected"] = has_left
        return application(environment, start)

    return serve


class Steps:
    """The steps of passes over orders: each waits until it may go, from when on they are held."""

    def __init__(self) -> None:
        self.held, self.may_go = False, Semaphore(0)
        self.begun = self.ended = 0

    def of(self, files: OrderFiles, *, backwards: bool = False) -> Iterator[tuple[int, int]]:
        """Yield the steps as they may go."""
        self.begun += 1
        try:
            for step in self.every(files, backwards=backwards):
                yield step
                if self.held:
                    self.may_go.acquire()
        finally:
            self.ended += 1

    def goes_on_to_the_end(self) -> bool:
        """Let one more step go, and return whether no pass goes on."""
        self.may_go.release()
        return self.begun == self.ended

    every = staticmethod(OrderFiles.steps)


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> Steps:
    """Give the steps of passes over orders, short ones."""
    steps = Steps()

    def held(files: OrderFiles, *, backwards: bool = False) -> Iterator[tuple[int, int]]:
        return steps.of(files, backwards=backwards)

    monkeypatch.setattr("influencer_roi.orders.in_files.files.STRIPE", STRIPE)
    monkeypatch.setattr(OrderFiles, "steps", held)
    return steps


@pytest.fixture
def explorer(page: Page, steps: Steps, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """Give the Explorer at orders that stay in files, with its first rows, held from now on."""
    ledger = load_folder(lay(SAMPLE, tmp_path_factory.mktemp("place")))
    with listening(knowing(browsed(ledger, Settings()))) as address:
        page.goto(f"{address}/explorer?table=orders&dates=all")
        expect(cell(page, "line")).to_have_text("1")
        steps.held = True
        yield page
        steps.held = False
        steps.may_go.release(1_000)


def cell(page: Page, field: str) -> Any:
    """The first cell of a column."""
    return page.locator(f"#explorer-rows .ag-row[row-index='0'] .ag-cell[col-id='{field}']")


def sort(page: Page, field: str) -> None:
    """Sort by a column."""
    page.locator(f"#explorer-rows .ag-header-cell[col-id='{field}'] .ag-header-cell-label").click()


def test_how_far_it_is_and_back(explorer: Page, steps: Steps):
    """After a moment the table says how far the orders are read; let go, it shows what it showed before."""
    sort(explorer, "revenue")
    wait = explorer.locator(WAIT)
    expect(wait.get_by_role("status")).to_have_text("Working out these rows.")
    steps.may_go.release()
    expect(wait.get_by_role("status")).to_have_text("Looking through all orders for these rows.")
    expect(wait.get_by_role("progressbar")).to_have_attribute("value", re.compile(r"^0\.1"))
    wait.get_by_role("button", name="Cancel").click()
    expect(wait).to_be_hidden()
    expect(cell(explorer, "line")).to_have_text("1")
    steps.may_go.release()
    wait_until(lambda: steps.begun == steps.ended)


@pytest.mark.slow
def test_asking_something_else(explorer: Page, steps: Steps):
    """Who sorts by something else meanwhile, or types a name, waits for that alone: what was begun ends."""
    sort(explorer, "revenue")
    expect(explorer.locator(WAIT)).to_be_visible()
    sort(explorer, "orders")
    expect(explorer.locator(WAIT)).to_be_hidden()
    steps.may_go.release()
    wait_until(lambda: steps.ended > 0)
    expect(explorer.locator(WAIT)).to_be_visible()
    explorer.fill("#explorer-rows-search", "sethi")
    expect(explorer.locator(WAIT)).to_be_hidden()
    steps.held = False
    steps.may_go.release(100)
    expect(cell(explorer, "name")).to_contain_text("Sethi")
    wait_until(lambda: steps.begun == steps.ended)


@pytest.mark.slow
def test_escape(explorer: Page, steps: Steps):
    """Escape cancels too, and a search that is let go is taken back."""
    explorer.fill("#explorer-rows-search", "sethi")
    expect(explorer.locator(WAIT)).to_be_visible()
    explorer.keyboard.press("Escape")
    expect(explorer.locator(WAIT)).to_be_hidden()
    expect(explorer.locator("#explorer-rows-search")).to_have_value("")
    expect(cell(explorer, "line")).to_have_text("1")
    steps.may_go.release()
    wait_until(lambda: steps.begun == steps.ended)


@pytest.mark.slow
def test_what_was_let_go_is_asked_again(explorer: Page, steps: Steps):
    """Where no other rows were shown before, Cancel, which Tab reaches, becomes a button that asks again."""
    explorer.goto(f"{explorer.url}&influencer=INF001")
    expect(explorer.locator(WAIT)).to_be_visible()
    explorer.locator("#explorer-rows-search").focus()
    explorer.keyboard.press("Tab")
    expect(explorer.get_by_role("button", name="Cancel")).to_be_focused()
    explorer.keyboard.press("Enter")
    again = explorer.get_by_role("button", name="Ask again")
    expect(again).to_be_focused()
    expect(explorer.locator(WAIT).get_by_role("status")).to_contain_text("Cancelled.")
    steps.held = False
    steps.may_go.release(100)
    explorer.keyboard.press("Enter")
    expect(explorer.locator(WAIT)).to_be_hidden()
    expect(cell(explorer, "name")).not_to_be_empty()
    expect(explorer.locator("#explorer-rows-search")).to_be_focused()


@pytest.mark.slow
def test_who_leaves_the_page(explorer: Page, steps: Steps):
    """Who goes to another page waits for nothing any more: the work ends."""
    sort(explorer, "revenue")
    expect(explorer.locator(WAIT)).to_be_visible()
    explorer.locator("nav a[href^='/glossary']").first.click()
    expect(explorer).to_have_url(re.compile("/glossary"))
    with explorer.expect_request("**/progress.json*"):
        pass
    wait_until(steps.goes_on_to_the_end)


@pytest.mark.slow
def test_the_same_rows_are_one_question(explorer: Page, steps: Steps):
    """Two readers who ask for the same rows wait for one pass, whatever they asked before; both see it."""
    other = explorer.context.new_page()
    steps.held = False
    other.goto(explorer.url)
    expect(cell(other, "line")).to_have_text("1")
    with other.expect_response("**/_dash-update-component*") as answered:
        sort(other, "orders")
    answered.value.finished()
    steps.held, begun = True, steps.begun
    waits = [page.locator(WAIT) for page in (explorer, other)]
    for page, wait in zip((explorer, other), waits, strict=True):
        sort(page, "revenue")
        expect(wait.get_by_role("button", name="Cancel")).to_be_visible()
    assert steps.begun == begun + 1
    steps.held = False
    steps.may_go.release(100)
    for page, wait in zip((explorer, other), waits, strict=True):
        expect(wait).to_be_hidden()
        expect(cell(page, "revenue")).to_have_text(re.compile("^−₹"))
    assert steps.begun == begun + 1
    other.close()


@pytest.mark.slow
def test_a_broken_connection(explorer: Page, steps: Steps, watched: Watched):
    """Where the connection breaks, or what says how far it is makes no sense, the panel says so."""
    watched.expect("ERR_FAILED")
    watched.expect("the server did not respond")
    explorer.route("**/progress.json*", lambda route: route.fulfill(body="<p>Sign in</p>"))
    held: list[Route] = []
    explorer.route("**/_dash-update-component*", lambda route: held.append(route), times=1)  # noqa: PLW0108 # Playwright marks it
    with explorer.expect_request("**/progress.json*"):
        sort(explorer, "revenue")
    with explorer.expect_request("**/progress.json*"):
        pass
    wait = explorer.locator(WAIT)
    expect(wait.get_by_role("status")).to_have_text("Working out these rows.")
    held[0].abort()
    expect(wait.get_by_role("status")).to_have_text("These rows could not be worked out.")
    steps.held = False
    wait.get_by_role("button", name="Ask again").click()
    expect(wait).to_be_hidden()
    expect(cell(explorer, "revenue")).to_have_text(re.compile("^−₹"))


@pytest.mark.slow
def test_what_could_not_be_worked_out(explorer: Page, steps: Steps, watched: Watched):
    """Rows that fail are said to, with a way to ask again."""
    watched.expect("503")
    watched.expect("Callback error updating explorer-rows-answered.data")
    explorer.route("**/_dash-update-component*", lambda route: route.fulfill(status=503), times=1)
    sort(explorer, "revenue")
    wait = explorer.locator(WAIT)
    expect(wait.get_by_role("status")).to_have_text("These rows could not be worked out.")
    steps.held = False
    wait.get_by_role("button", name="Ask again").click()
    expect(wait).to_be_hidden()
    expect(cell(explorer, "revenue")).to_have_text(re.compile("^−₹"))
