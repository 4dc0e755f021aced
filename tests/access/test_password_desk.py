"""Readers change their password: with the one they have, and are signed out everywhere else."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from influencer_roi.access import users
from influencer_roi.access.audit import Trail
from influencer_roi.access.password_desk import DIFFER, NOT_NOW, SAME
from influencer_roi.access.store import Store
from influencer_roi.model.roles import Role
from tests.access.conftest import PASSWORD, SignIn

NEW = "seven lamps under water 3"
Application = Callable[[], FlaskClient]


@pytest.fixture
def asha(staffed: Store, application: Application) -> FlaskClient:
    """Give a browser somebody signed in with whose password may change."""
    if users.role_of(staffed, "asha"):
        users.remove(staffed, "asha", Trail(staffed, "a test"))
    users.add(staffed, "asha", Role.ANALYST, PASSWORD, Trail(staffed, "a test"))
    return entered(application, PASSWORD)


def entered(application: Application, password: str) -> FlaskClient:
    """A browser somebody tried to sign in with."""
    client = application()
    client.post("/sign-in", data={"name": "asha", "password": password})
    return client


def is_in(client: FlaskClient) -> bool:
    """Whether a browser is let in."""
    return client.get("/").status_code == 200


def change(client: FlaskClient, current: str, new: str, again: str = "") -> tuple[int, str]:
    """The status and the page that answers a change."""
    answer = client.post("/password", data={"current": current, "new": new, "again": again or new})
    return answer.status_code, answer.get_data(as_text=True)


def test_changing(asha: FlaskClient, application: Application) -> None:
    """The new one counts, the old one no more; this browser stays signed in, any other does not."""
    other = entered(application, PASSWORD)
    assert change(asha, PASSWORD, NEW)[0] == 303
    assert (is_in(asha), is_in(other)) == (True, False)
    assert (is_in(entered(application, PASSWORD)), is_in(entered(application, NEW))) == (False, True)


@pytest.mark.in_turn(3)
@pytest.mark.parametrize(
    ("current", "new", "again", "status", "words"),
    [
        ("not the one now", NEW, "", 401, NOT_NOW),
        (PASSWORD, NEW, "something else altogether", 400, DIFFER),
        (PASSWORD, PASSWORD, "", 400, SAME),
        (PASSWORD, "short", "", 400, "A password has 12 to 512 characters"),
        (PASSWORD, "asha and the long way home", "", 400, "A password does not hold the name."),
    ],
)
def test_what_is_not_taken(
    asha: FlaskClient, application: Application, current: str, new: str, again: str, status: int, words: str
) -> None:
    """A wrong password now, two that differ and a weak one are refused in words, and nothing changes."""
    found = change(asha, current, new, again)
    assert (found[0], words in found[1], new in found[1]) == (status, True, False)
    assert is_in(entered(application, PASSWORD))


def test_guessing(asha: FlaskClient) -> None:
    """The sixth wrong password in fifteen minutes is not looked at, though it were the right one."""
    statuses = [change(asha, f"a guess {number}", NEW)[0] for number in range(5)]
    assert (statuses, change(asha, PASSWORD, NEW)[0]) == ([401] * 5, 429)


def test_who_may(nobody: FlaskClient, signed_in: SignIn) -> None:
    """Nobody without sign-in; every role for itself."""
    assert nobody.post("/password", data={"current": PASSWORD, "new": NEW, "again": NEW}).status_code == 401
    for role in Role:
        page = signed_in(role.value).get("/password").get_data(as_text=True)
        assert page.count('type="password"') == 3


def test_who_signs_in_elsewhere(staffed: Store, asha: FlaskClient) -> None:
    """Whoever has no password here is told where it is kept."""
    with staffed.writing() as writing:
        writing.execute("UPDATE users SET password = NULL WHERE name = 'asha'")
    answer = asha.get("/password")
    assert (answer.status_code, "not kept here" in answer.get_data(as_text=True)) == (404, True)


def test_it_is_written_down(staffed: Store, asha: FlaskClient) -> None:
    """A change stands in the audit table with who made it, and no password does."""
    change(asha, PASSWORD, NEW)
    rows = staffed.rows("SELECT event, who, details FROM audit ORDER BY id DESC LIMIT 1")
    assert rows == [("password changed", "asha", '{"user": "asha"}')]
