from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from influencer_roi.access import users
from influencer_roi.access.audiences import seen_by
from influencer_roi.access.audit import Trail
from influencer_roi.access.gate import Gate
from influencer_roi.access.store import Store
from influencer_roi.app import create_app, for_everybody
from influencer_roi.model.audience import SEES_ALL
from influencer_roi.model.roles import LOCAL, Reader, Role, SharedView
from influencer_roi.settings import Access, Settings
from tests.access.conftest import PASSWORD
from tests.test_callbacks import body_of
from tests.viewers import PAID, full

CUSTOMER = "customer.d2"


@pytest.fixture(scope="module")
def browsers(staffed: Store) -> Callable[[], FlaskClient]:
    """Give browsers at an application over people who are paid, where readers sign in."""
    gate = Gate(Access(host="0.0.0.0", file=Path("unused")), staffed)
    return for_everybody(full(), Settings(), gate=gate).test_client


@pytest.fixture
def reader(browsers: Callable[[], FlaskClient]) -> Callable[[Role], FlaskClient]:
    """Give the browser of somebody who signed in, by role."""

    def signed_in(role: Role) -> FlaskClient:
        client = browsers()
        assert client.post("/sign-in", data={"name": role, "password": PASSWORD}).status_code == 303
        return client

    return signed_in


def profile(client: FlaskClient) -> str:
    """Draw the profile of the person who is paid most but one, as a browser has it drawn."""
    callbacks = client.get("/_dash-dependencies").get_json()
    draw = next(one for one in callbacks if "page.children" in one["output"])
    values = {"moved": {"path": "/influencer", "search": "?influencer=d2&dates=all"}}
    answer = client.post("/_dash-update-component", json=body_of(draw, values, "moved.data"))
    assert answer.status_code == 200, answer.text
    return answer.text


@pytest.mark.parametrize("role", Role)
def test_who_sees_a_payout(reader: Callable[[Role], FlaskClient], role: Role):
    """All but viewers see what one person is paid; the answer of one role is never another's."""
    assert ("3,11,011" in profile(reader(role))) is (role is not Role.VIEWER)


@pytest.mark.in_turn(3)
@pytest.mark.parametrize("role", [Role.ANALYST, Role.FINANCE, Role.ADMIN])
@pytest.mark.parametrize("file", ["orders.csv", "set-aside.csv", "load-report.json"])
def test_who_sees_customers(reader: Callable[[Role], FlaskClient], role: Role, file: str):
    """Ids of customers are for those who look after the data alone."""
    found = CUSTOMER in reader(role).get(f"/download/{file}").text
    assert found is (role is Role.ADMIN and file == "orders.csv")


def test_what_viewers_take_home(reader: Callable[[Role], FlaskClient]):
    """Viewers read a card's rows on screen; no file is theirs."""
    viewer = reader(Role.VIEWER)
    assert viewer.get("/download/slices.json?by=platform").status_code == 200
    for file in ("slices.csv?by=platform", "entries.parquet", "load-report.json"):
        assert viewer.get(f"/download/{file}").status_code == 403


def test_a_role_that_changed(browsers: Callable[[], FlaskClient], staffed: Store):
    """Whose role is taken away is signed out, and comes back to what the new one may see."""
    trail = Trail(staffed, "a test")
    users.add(staffed, "ann", Role.FINANCE, PASSWORD, trail)
    before, after = browsers(), browsers()
    before.post("/sign-in", data={"name": "ann", "password": PASSWORD})
    assert "3,11,011" in profile(before)
    users.set_role(staffed, "ann", Role.VIEWER, trail)
    assert before.get("/_dash-dependencies").status_code == 401
    after.post("/sign-in", data={"name": "ann", "password": PASSWORD})
    assert "3,11,011" not in profile(after)


def test_the_door_of_too_much(staffed: Store):
    """An application over more than a reader may see does not answer them, however they came to it."""
    gate = Gate(Access(host="0.0.0.0", file=Path("unused")), staffed)
    client: FlaskClient = create_app(full(), Settings(), gate=gate).server.test_client()
    client.post("/sign-in", data={"name": "viewer", "password": PASSWORD})
    assert client.get("/_dash-layout").status_code == 409


def test_ledgers_of_audiences():
    """Who sees everything reads the ledger as it is; a link with payouts shows them, and no customers."""
    assert seen_by(full(), LOCAL.audience) is full()
    assert LOCAL.audience == SEES_ALL
    link = Reader("a link", Role.VIEWER, SharedView("/payouts", "", payouts=True))
    assert link.audience.sees_payouts
    assert not link.audience.sees_customers
    assert seen_by(full(), link.audience).tables.payouts.height == len(PAID) + 1
    assert seen_by(full(), Reader("ann", Role.VIEWER).audience).tables.payouts.height == 0
