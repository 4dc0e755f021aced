import json
import re

import pytest
from flask.testing import FlaskClient

from influencer_roi.access import lockout, users
from influencer_roi.access.audit import Trail
from influencer_roi.access.gate import Gate
from influencer_roi.access.sign_in import WRONG
from influencer_roi.access.store import Store
from influencer_roi.app import create_app
from influencer_roi.ledger.entries import Ledger
from influencer_roi.model.roles import Role
from influencer_roi.settings import Access, Settings
from tests.access.conftest import PASSWORD, SignIn

RIGHT = {"name": "Finance", "password": PASSWORD}


def cookie(client: FlaskClient, name: str = "session") -> str:
    """The value a browser has of a cookie; empty for none."""
    found = client.get_cookie(name)
    return found.value if found else ""


def test_the_page(nobody: FlaskClient):
    """The page is plain HTML of our own host: brand, form, and where a reader goes on to."""
    answer = nobody.get("/sign-in?next=%2Fpayouts%3Ffrom%3D2025-07-01%26to%3D2025-07-31")
    assert answer.status_code == 200
    assert '<div class="logo">influencer<em>·</em>roi</div>' in answer.text
    assert "You go on to July 2025, Payouts. No account? Whoever runs this server makes one." in answer.text
    assert 'name="next" value="/payouts?from=2025-07-01&amp;to=2025-07-31"' in answer.text
    assert re.findall(r'<label for="(\w+)">(\w+)<', answer.text) == [
        ("name", "Name"),
        ("password", "Password"),
    ]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"
    for address in re.findall(r'(?:src|href)="(/[^"]+)"', answer.text):
        loaded = nobody.get(address)
        assert loaded.status_code == 200, address
        loaded.close()


def test_to_the_page_asked_for(nobody: FlaskClient):
    """Who asks for a page and is nobody signs in first, and then comes to that page."""
    asked = nobody.get("/payouts?brand=Gritzo", headers={"Accept": "text/html"})
    assert (asked.status_code, asked.location) == (303, "/sign-in?next=%2Fpayouts%3Fbrand%3DGritzo")
    entered = nobody.post("/sign-in", data={**RIGHT, "next": "/payouts?brand=Gritzo"})
    assert (entered.status_code, entered.location) == (303, "/payouts?brand=Gritzo")
    assert nobody.get("/payouts?brand=Gritzo").status_code == 200
    assert nobody.get("/sign-in").location == "/"


def test_never_elsewhere(nobody: FlaskClient):
    """Sign-in leads to no other site."""
    assert nobody.post("/sign-in", data={**RIGHT, "next": "//evil.example"}).location == "/"


@pytest.mark.parametrize("sent", [{"name": "finance", "password": "x"}, {"name": "cat", "password": "x"}, {}])
def test_wrong(nobody: FlaskClient, sent: dict[str, str]):
    """A wrong name and a wrong password read the same, and open nothing."""
    answer = nobody.post("/sign-in", data=sent)
    assert answer.status_code == 401
    assert f'<p class="wrong" role="alert">{WRONG}</p>' in answer.text
    assert "Set-Cookie" not in answer.headers


def test_cookies(signed_in: SignIn):
    """A session's cookie is out of reach of scripts and of other sites' requests."""
    client = signed_in()
    found = client.get_cookie("session")
    assert found is not None
    assert (found.http_only, found.same_site, found.path, found.max_age) == (True, "Lax", "/", None)


def test_cookies_by_https(staffed: Store, world: Ledger):
    """Where readers come by https their cookies do too, for this host alone; and browsers remember https."""
    flask = create_app(world, Settings(), gate=Gate(Access(tls=True), staffed)).server
    answer = flask.test_client().post("/sign-in", data=RIGHT)
    session, device = answer.headers.getlist("Set-Cookie")
    assert re.fullmatch(r"__Host-session=[\w-]{43}; Secure; HttpOnly; Path=/; SameSite=Lax", session)
    assert device.startswith("__Host-device=")
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=6")


def test_a_new_id_at_each_sign_in(signed_in: SignIn, application):
    """A sign-in gives a session of its own and ends the one the browser brought along."""
    client = signed_in()
    before = cookie(client)
    client.post("/sign-in", data=RIGHT)
    assert cookie(client) not in ("", before)
    thief = application()
    thief.set_cookie("session", before)
    assert thief.get("/status.json").status_code == 401


def test_sign_out_ends_copies(signed_in: SignIn, application):
    """After sign-out a copy of the cookie opens nothing, from the next request on."""
    client, copy = signed_in(), application()
    copy.set_cookie("session", cookie(client))
    assert copy.get("/status.json").status_code == 200
    assert client.post("/sign-out").location == "/sign-in"
    assert (cookie(client), copy.get("/status.json").status_code) == ("", 401)


def test_five_and_no_sixth(nobody: FlaskClient, application, staffed: Store):
    """After five wrong passwords the right one is refused too, except on a browser known from before."""
    known = application()
    known.post("/sign-in", data=RIGHT)
    wrong = [nobody.post("/sign-in", data={**RIGHT, "password": "wrong"}).status_code for _ in range(5)]
    refused = nobody.post("/sign-in", data=RIGHT)
    assert wrong == [401] * lockout.MOST
    assert (refused.status_code, "Too many tries. The next is possible in 15 min." in refused.text) == (
        429,
        True,
    )
    assert known.post("/sign-in", data=RIGHT).status_code == 303
    assert staffed.rows("SELECT event FROM audit ORDER BY id DESC LIMIT 2") == [
        ("signed in",),
        ("sign-in refused",),
    ]


def test_it_is_written_down(nobody: FlaskClient, staffed: Store):
    """Sign-in, right or wrong, and sign-out stand in the audit log; a password typed as a name does not."""
    nobody.post("/sign-in", data={"name": PASSWORD, "password": "x"})
    nobody.post("/sign-in", data={"name": "finance", "password": "x"})
    nobody.post("/sign-in", data=RIGHT)
    nobody.post("/sign-out")
    found = staffed.rows("SELECT event, who, address FROM audit ORDER BY id DESC LIMIT 4")
    assert found[::-1] == [
        ("sign-in failed", "unknown name", "127.0.0.1"),
        ("sign-in failed", "finance", "127.0.0.1"),
        ("signed in", "finance", "127.0.0.1"),
        ("signed out", "finance", "127.0.0.1"),
    ]
    assert PASSWORD not in json.dumps(staffed.rows("SELECT who, details FROM audit"))


def test_a_role_that_changes_signs_out(signed_in: SignIn, staffed: Store):
    """Who is given another role has to sign in again."""
    client = signed_in("analyst")
    assert client.get("/download/entries.csv").status_code == 200
    users.set_role(staffed, "analyst", Role.ANALYST, Trail(staffed, "a test"))
    assert client.get("/download/entries.csv").status_code == 401


def test_without_https_a_reader_is_told(staffed: Store, world: Ledger):
    """Where https is expected and a reader comes without, the page says why sign-in will not last."""
    flask = create_app(world, Settings(), gate=Gate(Access(host="0.0.0.0", tls=True), staffed)).server
    away = flask.test_client().get("/sign-in", environ_base={"REMOTE_ADDR": "192.0.2.7"})
    here = flask.test_client().get("/sign-in")
    assert ("by https" in away.text, "by https" in here.text) == (True, False)
