"""Who may bring files: finance and admin, from a page of ours, and nobody else."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from influencer_roi.access import users
from influencer_roi.access.audit import Trail
from influencer_roi.access.gate import Gate
from influencer_roi.access.store import Store
from influencer_roi.app import for_everybody
from influencer_roi.ledger.entries import Ledger
from influencer_roi.model.roles import Role
from influencer_roi.settings import Access, Settings
from influencer_roi.store import current_version
from tests.uploads.conftest import UPDATE, told

PASSWORD = "copper kettle sings 9"  # noqa: S105 # of nobody
FORGED = 500
ACTS = (
    "look",
    "read",
    "build",
    "publish",
    "discard",
    "way",
    "column",
    "table",
    "format",
    "remove",
    "remember",
)
MINE = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture(scope="module")
def staffed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Give a store with one user of each role, named as it."""
    store = Store(tmp_path_factory.mktemp("state") / "access.sqlite")
    for role in Role:
        users.add(store, role.value, role, PASSWORD, Trail(store, "a test"))
    yield store
    store.close()


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of versions."""
    return tmp_path_factory.mktemp("versions")


@pytest.fixture(scope="module")
def clients(staffed: Store, world: Ledger, versions: Path) -> dict[str, FlaskClient]:
    """Give a browser of each role, signed in."""
    gate = Gate(Access(host="0.0.0.0", file=Path("unused")), staffed)
    flask = for_everybody(world, Settings(snapshot=versions), gate=gate)
    found = {}
    for role in Role:
        found[role.value] = flask.test_client()
        answer = found[role.value].post("/sign-in", data={"name": role.value, "password": PASSWORD})
        assert answer.status_code == 303
    return found


@pytest.mark.parametrize("role", ["viewer", "analyst"])
def test_forged(clients: dict[str, FlaskClient], versions: Path, role: str):
    """Of 500 forged posts as somebody who may not publish, none is accepted, and nothing is written."""
    client, chance = clients[role], random.Random(role)  # noqa: S311 # the same each time
    theirs = clients["finance"].post("/upload/new").get_json()["upload"]
    accepted = 0
    for _ in range(FORGED):
        identity = chance.choice([theirs, "0" * 16, "new", "x"])
        kind = chance.randrange(3)
        if kind == 0:
            answer = client.post(
                f"/upload/{identity}", data=b"a,b\n1,2\n", query_string={"name": "posts.csv"}
            )
        elif kind == 1:
            answer = client.post(UPDATE, json=told(act=chance.choice(ACTS), upload=identity, step="4"))
        else:
            answer = client.post("/versions/undo", data={"version": "1", "seen": "1", "why": "because of me"})
        accepted += answer.status_code < 400
    assert accepted == 0
    assert not list((versions / "staged" / theirs / "dropped").iterdir())
    assert current_version(versions) is None


@pytest.mark.parametrize("role", ["viewer", "analyst"])
def test_the_page_is_closed(clients: dict[str, FlaskClient], role: str):
    """Who may not publish is told whom to ask, at the page and in findings."""
    for path in ("/publish", "/versions", "/upload/0000000000000000/set-aside.csv"):
        answer = clients[role].get(path, headers={"Accept": "text/html"})
        assert answer.status_code == 403
        assert "You may not publish data. Ask somebody with the role finance or admin." in answer.text


@pytest.mark.parametrize("role", ["finance", "admin"])
def test_open_to(clients: dict[str, FlaskClient], role: str):
    """Finance and admins come to the page, and may begin an upload."""
    assert clients[role].get("/publish").status_code == 200
    assert clients[role].post("/upload/new", headers=MINE).status_code == 200


def test_another_site(clients: dict[str, FlaskClient]):
    """Another site's page cannot have a file brought, whoever is signed in."""
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}):
        assert clients["finance"].post("/upload/new", headers=headers).status_code == 403


def test_larger_than_a_file_may_be(clients: dict[str, FlaskClient]):
    """A body that says it is larger than two gigabytes is refused unread; others end at 64 KB."""
    long = {"CONTENT_LENGTH": str((2 << 30) + 1)}
    path = "/upload/0000000000000000"
    assert clients["finance"].post(path, environ_overrides=long).status_code == 413
    assert clients["finance"].post(UPDATE, data=b"x" * 70_000).status_code == 413


def test_written_down(clients: dict[str, FlaskClient], staffed: Store):
    """Bringing a file, and what is refused of it, stand in the audit log with who did it."""
    client = clients["finance"]
    identity = client.post("/upload/new").get_json()["upload"]
    client.post(f"/upload/{identity}", data=b"a,b\n1,2\n", query_string={"name": "posts.csv"})
    client.post(f"/upload/{identity}", data=b"MZ" + b"\0" * 99, query_string={"name": "orders.csv"})
    with staffed.writing() as change:
        rows = change.execute("SELECT event, who FROM audit ORDER BY rowid DESC LIMIT 3").fetchall()
    assert [tuple(row) for row in rows] == [
        ("upload refused", "finance"),
        ("uploaded", "finance"),
        ("upload begun", "finance"),
    ]
