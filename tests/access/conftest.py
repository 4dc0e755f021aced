"""Gives the tests of this floor a store with users, and people who come to a served application."""

from collections.abc import Callable, Iterator
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

PASSWORD = "copper kettle sings 9"  # noqa: S105 # of nobody
SignIn = Callable[..., FlaskClient]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Give the path of a store that is not there yet."""
    return tmp_path / "state" / "access.sqlite"


@pytest.fixture
def store(file: Path) -> Iterator[Store]:
    """Give a store without users."""
    opened = Store(file)
    yield opened
    opened.close()


@pytest.fixture
def trail(store: Store) -> Trail:
    """Give where acts of a test are written down."""
    return Trail(store, "a test")


@pytest.fixture(scope="module")
def staffed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Give a store with one user of each role, named as it: hashing their passwords takes a moment."""
    store = Store(tmp_path_factory.mktemp("state") / "access.sqlite")
    for role in Role:
        users.add(store, role.value, role, PASSWORD, Trail(store, "a test"))
    yield store
    store.close()


@pytest.fixture(autouse=True)
def no_failures(request: pytest.FixtureRequest) -> None:
    """Let no test be locked out by what another tried."""
    if "staffed" in request.fixturenames:
        with request.getfixturevalue("staffed").writing() as change:
            change.execute("DELETE FROM failures")


@pytest.fixture(scope="module")
def application(staffed: Store, world: Ledger) -> Callable[[], FlaskClient]:
    """Give new browsers at the world's application, where readers sign in."""
    gate = Gate(Access(host="0.0.0.0", file=Path("unused")), staffed)
    return for_everybody(world, Settings(), gate=gate).test_client


@pytest.fixture
def nobody(application: Callable[[], FlaskClient]) -> FlaskClient:
    """Give a browser nobody signed in with."""
    return application()


@pytest.fixture
def signed_in(application: Callable[[], FlaskClient]) -> SignIn:
    """Give a browser somebody signed in with, by their role."""

    def sign_in(role: str = "analyst") -> FlaskClient:
        client = application()
        answer = client.post("/sign-in", data={"name": role, "password": PASSWORD})
        assert answer.status_code == 303
        return client

    return sign_in
