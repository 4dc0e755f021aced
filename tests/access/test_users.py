import time

import pytest

from influencer_roi.access import sessions, users
from influencer_roi.access.audit import Trail
from influencer_roi.access.passwords import LONGEST, hashed, is_outdated, matches, why_weak
from influencer_roi.access.store import Store
from influencer_roi.access.users import User
from influencer_roi.model.roles import Role
from tests.access.conftest import PASSWORD


@pytest.fixture
def ann(store: Store, trail: Trail) -> str:
    """Have a user ann, for finance."""
    users.add(store, "ann", Role.FINANCE, PASSWORD, trail)
    return "ann"


def test_users_are_listed(store: Store, trail: Trail, ann: str):
    """Users stand by name; case and blanks of a name do not count, and one may have no password."""
    users.add(store, " Bob.Sen@healthkart.com ", Role.VIEWER, None, trail)
    assert users.listed(store) == (
        User(ann, Role.FINANCE, has_password=True),
        User("bob.sen@healthkart.com", Role.VIEWER, has_password=False),
    )


def test_a_password_is_argon2id(store: Store, ann: str):
    """What is stored is a hash by argon2id, and only the password fits it."""
    stored = users.stored_password(store, ann)
    assert stored is not None
    assert stored.startswith("$argon2id$")
    assert PASSWORD not in stored
    assert (matches(stored, PASSWORD), matches(stored, PASSWORD + "!"), matches(None, PASSWORD)) == (
        True,
        False,
        False,
    )
    assert hashed(PASSWORD) != stored


def test_a_password_is_compared_to_its_end():
    """The longest password there may be fits as it was set: nothing is cut off, folded or left out."""
    longest = "aB3$" * (LONGEST // 4)
    stored = hashed(longest)
    typed = (longest, longest + "x", longest[:-1], longest.lower(), f" {longest}")
    assert [matches(stored, text) for text in typed] == [True, False, False, False, False]


def test_a_hash_of_before_is_made_anew(store: Store, ann: str):
    """A hash of weaker parameters is replaced when its user signs in."""
    weak = "$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHQ$aWJkY2Q"
    with store.writing() as change:
        change.execute("UPDATE users SET password = ?", (weak,))
    users.renew_password(store, ann, PASSWORD)
    stored = users.stored_password(store, ann)
    assert stored is not None
    assert (is_outdated(stored), matches(stored, PASSWORD)) == (False, True)


@pytest.mark.parametrize(
    "name", ["", " ", "ann rao", "a/b", "ann\n", "-ann", "ann.", "a" * 65, "Ünal", "ann;drop", '"ann"']
)
def test_no_names(store: Store, trail: Trail, name: str):
    """What could not stand in a log line or an address is no name."""
    if name == "ann\n":  # blanks around it do not count
        users.add(store, name, Role.VIEWER, None, trail)
        assert users.listed(store)[0].name == "ann"
        return
    with pytest.raises(ValueError, match="is no name for a user"):
        users.add(store, name, Role.VIEWER, None, trail)


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("short", "12 to 512 characters; this one has 5"),
        ("x" * 600, "12 to 512 characters"),
        ("aaaaaaaaaaaaaa", "at least 5 different characters"),
        ("Password12345", "Many people take this password"),
        ("P@ssw0rd!!!!!", "Many people take this password"),
        ("qwertyuiop123", "Many people take this password"),
        ("123456789012", "Many people take this password"),
        ("welcome-2025!", "Many people take this password"),
        ("i am Finance.Desk", "does not hold the name"),
    ],
)
def test_weak_passwords(password: str, words: str):
    """Short, known and telling passwords are refused, with why."""
    assert words in why_weak(password, "finance.desk")


@pytest.mark.parametrize("password", [PASSWORD, "ñandú-corre-lejos", "tR7#kq9v!zLw", "बारिश में चाय पीना"])
def test_good_passwords(password: str):
    """Several words, or a dozen characters by chance, will do."""
    assert why_weak(password, "finance.desk") == ""


def test_a_name_is_taken(store: Store, trail: Trail, ann: str):
    """A second user of a name is refused, and the first one stays as they are."""
    with pytest.raises(ValueError, match="There is a user 'ann'; `users role ann ROLE`"):
        users.add(store, "ANN", Role.ADMIN, PASSWORD, trail)
    assert users.role_of(store, ann) is Role.FINANCE


@pytest.mark.parametrize("act", ["role", "remove"])
def test_who_is_changed_is_signed_out(store: Store, trail: Trail, ann: str, act: str):
    """Another role, or none, ends every session of the user at once."""
    now = time.time()
    identity = sessions.start(store, ann, now)
    if act == "role":
        users.set_role(store, ann, Role.VIEWER, trail)
    else:
        users.remove(store, ann, trail)
    assert sessions.session_of(store, identity, now) is None
    assert users.role_of(store, ann) == (Role.VIEWER if act == "role" else None)


@pytest.mark.usefixtures("ann")
def test_nobody_is_changed(store: Store, trail: Trail):
    """A user there is not cannot be changed; the message says who there is."""
    for change in (
        lambda: users.set_role(store, "bob", Role.ADMIN, trail),
        lambda: users.remove(store, "bob", trail),
    ):
        with pytest.raises(ValueError, match=r"There is no user 'bob'; there is ann."):
            change()


def test_changes_are_written_down(store: Store, trail: Trail, ann: str):
    """Every change of users stands in the audit log: what, whom, by whom."""
    users.set_role(store, ann, Role.ADMIN, trail)
    users.remove(store, ann, trail)
    assert store.rows("SELECT event, who, details FROM audit ORDER BY id") == [
        ("user added", "a test", '{"user": "ann", "role": "finance"}'),
        ("role changed", "a test", '{"user": "ann", "role": "admin"}'),
        ("user removed", "a test", '{"user": "ann"}'),
    ]
