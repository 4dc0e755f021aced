import datetime as dt
import time
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from influencer_roi.access import share
from influencer_roi.access.audit import Trail
from influencer_roi.access.door import POLLED
from influencer_roi.access.page import SHARED
from influencer_roi.access.store import Store
from influencer_roi.model.roles import Act, Role, SharedView
from tests.test_callbacks import body_of

GRITZO = SharedView("/campaigns", "?brand=Gritzo")
BROWSER = {"Accept": "text/html"}


@pytest.fixture
def opened(staffed: Store, application: Callable[[], FlaskClient]) -> FlaskClient:
    """Give a browser that opened a link to Gritzo's campaigns."""
    client = application()
    path = share.make(staffed, GRITZO, Trail(staffed, "ann"))
    assert client.get(path).location == "/campaigns?brand=Gritzo"
    return client


def test_a_link_opens_its_view(opened: FlaskClient):
    """Who has a link comes to its view, and to what draws it."""
    for address in ("/campaigns?brand=Gritzo", "/_dash-layout", "/_dash-dependencies", *POLLED):
        assert opened.get(address, headers=BROWSER).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/campaigns",
        "/campaigns?brand=MuscleBlaze",
        "/payouts?brand=Gritzo",
        "/download/orders.csv?brand=Gritzo",
    ],
)
def test_a_link_opens_nothing_else(opened: FlaskClient, address: str):
    """Another page, other filters and files stay closed."""
    assert opened.get(address).status_code == 403


def drawing(client: FlaskClient, path: str, search: str) -> int:
    """The status of asking for a page to be drawn."""
    listed = client.get("/_dash-dependencies").json or []
    callback = next(one for one in listed if one["output"].startswith("..page.children"))
    body = body_of(callback, {"moved": {"path": path, "search": search, "at": 1}}, "moved.data")
    return client.post("/_dash-update-component", json=body).status_code


def test_the_filters_stay_as_they_are(opened: FlaskClient):
    """The server draws that view for a link, and answers no control of it."""
    assert drawing(opened, "/campaigns", "?brand=Gritzo") == 200
    assert drawing(opened, "/campaigns", "?brand=MuscleBlaze") == 403
    assert drawing(opened, "/payouts", "?brand=Gritzo") == 403
    listed = opened.get("/_dash-dependencies").json or []
    update = next(one for one in listed if any(part["id"] == "campaigns-reset" for part in one["inputs"]))
    body = body_of(update, {}, "campaigns-reset.n_clicks")
    assert opened.post("/_dash-update-component", json=body).status_code == 403


def asking_rows(client: FlaskClient, table: str, address: str) -> int:
    """The status of asking for rows of a table at an address."""
    listed = client.get("/_dash-dependencies").json or []
    callback = next(one for one in listed if one["output"] == f"{table}-answered.data")
    asked = {"startRow": 0, "endRow": 5, "search": "a", "address": address}
    body = body_of(callback, {f"{table}-asked": asked}, f"{table}-asked.data")
    body |= {"outputs": {"id": f"{table}-answered", "property": "data"}}
    return client.post("/_dash-update-component", json=body).status_code


def test_tables_of_the_view_are_searched(opened: FlaskClient):
    """Rows of the view's own tables come under its filters, those of other pages or filters do not."""
    assert asking_rows(opened, "campaigns-list-grid", "?brand=Gritzo") == 200
    assert asking_rows(opened, "campaigns-list-grid", "?brand=MuscleBlaze") == 403
    assert asking_rows(opened, "influencers-people-grid", "?brand=Gritzo") == 403


def test_who_comes_by_a_link(staffed: Store):
    """It is a viewer who sees no payout of one person, unless the link says so."""
    for payouts in (False, True):
        path = share.make(staffed, SharedView("/payouts", "", payouts), Trail(staffed, "ann"))
        reader = share.reader_of(staffed, path.removeprefix(SHARED), time.time())
        assert reader is not None
        may = reader.may(Act.SEE_PAYOUTS), reader.may(Act.DOWNLOAD)
        assert (reader.role, may) == (Role.VIEWER, (payouts, False))


def test_links_end(staffed: Store):
    """A link ends by itself, and at once where it is revoked; both ends of it are written down."""
    path = share.make(staffed, GRITZO, Trail(staffed, "ann"), days=1)
    identity, now = path.removeprefix(SHARED), time.time()
    assert share.reader_of(staffed, identity, now + 24 * 3600 - 5) is not None
    assert share.reader_of(staffed, identity, now + 24 * 3600 + 5) is None
    newest = share.listed(staffed)[0]
    assert (newest.view, newest.maker, newest.revoked) == (GRITZO, "ann", False)
    assert newest.expires - dt.datetime.now(dt.UTC) < dt.timedelta(days=1)
    share.revoke(staffed, newest.number, Trail(staffed, "ann"))
    assert share.reader_of(staffed, identity, now) is None
    assert [event for (event,) in staffed.rows("SELECT event FROM audit ORDER BY id DESC LIMIT 2")] == [
        "share link revoked",
        "share link made",
    ]


@pytest.mark.parametrize("days", [0, -1, 91])
def test_no_link_for_ever(staffed: Store, days: int):
    """A link lasts a quarter of a year at most."""
    with pytest.raises(ValueError, match="lasts 1 to 90 days"):
        share.make(staffed, GRITZO, Trail(staffed, "ann"), days=days)


def test_no_such_link(staffed: Store, nobody: FlaskClient):
    """A link there is not opens nothing and cannot be revoked."""
    answer = nobody.get("/shared/" + "a" * 43)
    assert (answer.status_code, "This link has ended" in answer.text) == (404, True)
    with pytest.raises(ValueError, match="There is no share link 999"):
        share.revoke(staffed, 999, Trail(staffed, "ann"))
