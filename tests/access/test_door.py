import json
import logging

import pytest
from flask import Flask
from flask.testing import FlaskClient

from influencer_roi import callbacks
from influencer_roi.access.door import POLLED, Door
from influencer_roi.access.gate import Gate
from influencer_roi.access.store import Store, Value
from influencer_roi.app import create_app, labels
from influencer_roi.ledger.entries import Ledger
from influencer_roi.live.health import Health, health
from influencer_roi.live.waiting import waiting_page
from influencer_roi.model.roles import Role
from influencer_roi.settings import Access, Settings
from influencer_roi.ui.page import Page
from tests.access.conftest import SignIn
from tests.test_callbacks import body_of, page_callback

BROWSER = {"Accept": "text/html", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
HEALTHY = {"status": "ok", "version": "", "entries": 11, "as_of": "2025-07-05"}
DATA = ["/", "/payouts", "/download/orders.csv", "/download/slices.json?by=brand", "/_dash-layout"]


@pytest.fixture(scope="module")
def local(world: Ledger) -> FlaskClient:
    """Give the reader at this machine, where nobody signs in."""
    client: FlaskClient = create_app(world, Settings()).server.test_client()
    return client


# ---- what was not meant for this server


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8050", "localhost.evil.example", "", "a b"])
def test_foreign_hosts(local: FlaskClient, host: str):
    """A request under a name that is not ours is refused, so that no name can be pointed here."""
    answer = local.get("/payouts", headers={"Host": host})
    assert (answer.status_code, "name" in answer.text) == (421, True)


@pytest.mark.parametrize(
    ("method", "headers", "status"),
    [
        ("GET", {"Sec-Fetch-Site": "cross-site", **BROWSER}, 200),
        ("GET", {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}, 403),
        ("GET", {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "cors"}, 403),
        ("GET", {"Sec-Fetch-Site": "cross-site", **BROWSER, "Sec-Fetch-Dest": "iframe"}, 403),
        ("GET", {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors"}, 200),
        ("GET", {"Sec-Fetch-Site": "none", **BROWSER}, 200),
        ("POST", {"Sec-Fetch-Site": "cross-site", **BROWSER}, 403),
        ("POST", {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "cors"}, 403),
        ("POST", {"Origin": "https://evil.example"}, 403),
        ("POST", {"Origin": "null"}, 403),
        ("POST", {"Origin": "http://localhost"}, 400),
        ("POST", {}, 400),
    ],
)
def test_other_sites(local: FlaskClient, method: str, headers: dict[str, str], status: int):
    """Another site may lead a reader here by a link; it has the browser send nothing else."""
    address = "/payouts" if method == "GET" else "/_dash-update-component"
    assert local.open(address, method=method, headers=headers).status_code == status


@pytest.mark.parametrize("address", ["/_dash-update-component", "/nope", "/sign-in"])
def test_large_bodies(local: FlaskClient, address: str):
    """More than 64 KB is refused before it is read, wherever it is sent."""
    answer = local.post(address, environ_overrides={"CONTENT_LENGTH": "200000000"})
    assert (answer.status_code, answer.headers["Connection"]) == (413, "close")


def test_bodies_without_a_length(local: FlaskClient):
    """A body that does not say how long it is, so that it could go on for ever, is not read."""
    answer = local.post("/_dash-update-component", headers={"Transfer-Encoding": "chunked"})
    assert (answer.status_code, answer.headers["Connection"]) == (411, "close")


# ---- what there is


NOT_THERE = """
/nope /.env /.git/config /download/order.csv /download/ /wp-login.php /payouts/ /index.html /favicon.ico
/_reload-hash /_favicon.ico /static/ /static/x /_alive /metrics /PAYOUTS /payouts%00 /%2e%2e/etc/passwd
""".split()


@pytest.mark.parametrize("address", NOT_THERE)
def test_nothing_there(local: FlaskClient, address: str):
    """At an address that is none of ours there is nothing: 404, on a page with ways on for a browser."""
    answer = local.get(address, headers=BROWSER)
    assert answer.status_code == 404
    assert "There is no such page" in answer.text
    assert '<a href="/payouts">Payouts</a>' in answer.text


def test_pages_are_there(local: FlaskClient):
    """Every page of the registry is served."""
    assert {path: local.get(path).status_code for path in labels()} == dict.fromkeys(labels(), 200)


@pytest.mark.parametrize(
    ("address", "method"),
    [
        ("/payouts", "POST"),
        ("/", "DELETE"),
        ("/download/entries.csv", "PUT"),
        ("/_dash-update-component", "GET"),
        ("/healthz", "POST"),
    ],
)
def test_methods(local: FlaskClient, address: str, method: str):
    """An address takes the methods it was made for."""
    assert local.open(address, method=method).status_code in (404, 405)


# ---- who may have what


@pytest.mark.parametrize("address", [*DATA, *NOT_THERE])
def test_nobody(nobody: FlaskClient, address: str):
    """Who has not signed in is led to sign-in, or refused; what there is they do not learn."""
    assert nobody.get(address).status_code == 401
    assert nobody.get(address, headers=BROWSER).status_code == 303
    assert nobody.post("/_dash-update-component", json={}).status_code == 401


def test_probes(nobody: FlaskClient, signed_in: SignIn):
    """A probe learns that it lives and is ready; which data is served, only readers learn."""
    assert nobody.get("/healthz").json == {"status": "ok"}
    assert nobody.get("/readyz").json == {"ready": True}
    assert signed_in().get("/healthz").json == HEALTHY


@pytest.mark.parametrize("role", Role)
def test_downloads_by_role(signed_in: SignIn, role: Role):
    """A viewer takes no rows home, and reads whom to ask; everybody else does."""
    answer = signed_in(role).get("/download/entries.csv")
    assert answer.status_code == (403 if role is Role.VIEWER else 200)
    assert ("analyst, finance or admin" in answer.text) is (role is Role.VIEWER)


def test_downloads_are_written_down(signed_in: SignIn, staffed: Store):
    """Every file that is taken home stands in the audit log, with its selection; a refused one does not."""
    signed_in("analyst").get("/download/orders.csv?brand=Gritzo")
    signed_in("viewer").get("/download/orders.csv")
    found = staffed.rows("SELECT who, details FROM audit WHERE event = 'exported' ORDER BY id DESC LIMIT 1")
    assert found == [("analyst", '{"file": "orders.csv", "query": "brand=Gritzo"}')]


def test_polling_keeps_nobody_in(signed_in: SignIn, staffed: Store):
    """What an open page asks by itself does not show that a reader is there; what a reader asks does."""
    client = signed_in("finance")
    with staffed.writing() as change:
        change.execute("UPDATE sessions SET seen = seen - 600")
    before = staffed.rows("SELECT max(seen) FROM sessions WHERE name = 'finance'")
    for path in POLLED:
        assert client.get(path).status_code == 200
    assert staffed.rows("SELECT max(seen) FROM sessions WHERE name = 'finance'") == before
    client.get("/payouts")
    assert staffed.rows("SELECT max(seen) FROM sessions WHERE name = 'finance'") > before


def test_one_read_a_request(signed_in: SignIn, staffed: Store, monkeypatch: pytest.MonkeyPatch):
    """Knowing who asks costs a request one read of the store, and no write."""
    client, read = signed_in("finance"), staffed.rows
    asked: list[str] = []

    def rows(question: str, *values: Value) -> list[tuple[Value, ...]]:
        asked.append(question)
        return read(question, *values)

    monkeypatch.setattr(staffed, "rows", rows)
    monkeypatch.setattr(staffed, "writing", lambda: pytest.fail("it wrote"))
    client.get("/payouts")
    assert len(asked) == 1


def test_behind_a_proxy_nobody_knows_of(local: FlaskClient):
    """Open on its own machine, a server answers nothing a proxy passes on, nor another machine."""
    assert local.get("/payouts", headers={"X-Forwarded-For": "192.0.2.7"}).status_code == 403
    assert local.get("/payouts", environ_base={"REMOTE_ADDR": "192.0.2.7"}).status_code == 403
    assert local.get("/healthz", environ_base={"REMOTE_ADDR": "192.0.2.7"}).status_code == 200


@pytest.mark.parametrize(
    ("client", "address", "status"),
    [
        ("nobody", "/", 303),
        ("nobody", "/status.json", 401),
        ("nobody", "/sign-in", 200),
        ("nobody", "/readyz", 503),
        ("finance", "/", 503),
        ("finance", "/download/orders.csv", 503),
    ],
)
def test_while_data_is_read(signed_in: SignIn, staffed: Store, client: str, address: str, status: int):
    """Before there is data a page waits for whoever signed in; what is wrong with files is not for others."""
    waiting = Flask("waiting", static_folder=None)
    Door(Gate(Access(host="0.0.0.0"), staffed), labels(), listed=False).install(waiting)
    waiting.register_blueprint(health(Health))
    waiting.register_error_handler(404, lambda _: waiting_page(Health()))
    browser = waiting.test_client()
    if client != "nobody":
        held = signed_in(client).get_cookie("session")
        assert held is not None
        browser.set_cookie("session", held.value)
    assert browser.get(address, headers=BROWSER if address == "/" else {}).status_code == status


# ---- how answers go out


@pytest.mark.parametrize(
    "address", ["/", "/payouts", "/nope", "/download/entries.csv", "/status.json", "/healthz"]
)
def test_headers(local: FlaskClient, address: str):
    """Every answer says what browsers may do with it, data is kept by nobody, and no server is named."""
    headers = local.get(address).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "SAMEORIGIN"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["Cache-Control"] == "no-store"
    assert "Server" not in headers
    assert "Strict-Transport-Security" not in headers


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/nope", "text/html; charset=utf-8"),
        ("/sign-in", "text/html; charset=utf-8"),
        ("/status.json", "application/json"),
        ("/download/entries.csv", "text/csv; charset=utf-8"),
        ("/download/entries.parquet", "application/vnd.apache.parquet"),
        ("/assets/10-tokens.css", "text/css; charset=utf-8"),
        ("/assets/early.js", "text/javascript; charset=utf-8"),
    ],
)
def test_what_answers_are(local: FlaskClient, address: str, kind: str):
    """Every answer says what it is, and what is text in which letters."""
    with local.get(address, headers=BROWSER) as answer:
        assert answer.headers["Content-Type"] == kind


def test_menus_of_viewers(signed_in: SignIn, monkeypatch: pytest.MonkeyPatch):
    """Where a page is not there or cannot be drawn, the ways on are those a reader may open."""

    def fails(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(callbacks, "layout", fails)
    for role, listed in (("viewer", False), ("analyst", True)):
        client = signed_in(role)
        draw = next(
            one for one in client.get("/_dash-dependencies").json or [] if "page.children" in one["output"]
        )
        for path in ("/campaigns", "/nowhere"):
            body = body_of(draw, {"moved": {"path": path, "search": "", "at": 1}}, "moved.data")
            drawn = client.post("/_dash-update-component", json=body).text
            assert ('"Campaigns"' in drawn, '"Payouts"' in drawn) == (True, listed)
        assert ('href="/payouts"' in client.get("/nope", headers=BROWSER).text) is listed


def test_failures_say_nothing(world: Ledger, caplog: pytest.LogCaptureFixture):
    """What fails inside is a sentence with an id outside, and the log alone has the rest, under that id."""
    flask = create_app(world, Settings()).server
    flask.view_functions["health.status"] = lambda: 1 / 0
    answer = flask.test_client().get("/status.json")
    assert answer.status_code == 500
    assert answer.headers["Request-Id"] in answer.text
    assert "ZeroDivisionError" not in answer.text
    assert "Traceback" not in answer.text
    assert f"request {answer.headers['Request-Id']} failed" in caplog.text


def test_a_refusal_is_one_line(local: FlaskClient, caplog: pytest.LogCaptureFixture):
    """Each refusal stands in the log as one line: what, why, from where, under which request."""
    with caplog.at_level(logging.INFO):
        answer = local.get('/nope"}%0a{"event":"signed in"', headers=BROWSER)
    (line,) = [record.getMessage() for record in caplog.records]
    assert json.loads(line) == {
        "event": "refused",
        "status": 404,
        "why": "There is nothing at this address.",
        "method": "GET",
        "path": '/nope"}\n{"event":"signed in"',
        "address": "127.0.0.1",
        "request": answer.headers["Request-Id"],
    }
    assert "\n" not in line


# ---- answers of one role


def test_no_answer_crosses_roles(signed_in: SignIn, monkeypatch: pytest.MonkeyPatch):
    """An answer that was computed for one role is not given to another; to the same role it is."""
    asked: list[str] = []
    choices = callbacks.asked_choices

    def computed_for(page: Page, asked_for: callbacks.PageRequest) -> dict[str, str]:
        asked.append("once")
        return choices(page, asked_for)

    monkeypatch.setattr(callbacks, "asked_choices", computed_for)
    finance, viewer, other = signed_in("finance"), signed_in("viewer"), signed_in("finance")
    for client, computed in ((finance, 1), (other, 1), (viewer, 2), (viewer, 2)):
        listed = client.get("/_dash-dependencies").json or []
        body = body_of(page_callback(listed, "content"), {"content-compare": "year"}, "content-compare.value")
        assert client.post("/_dash-update-component", json=body).status_code == 200
        assert len(asked) == computed
