import re

import pytest

from influencer_roi.access import sessions, users
from influencer_roi.access.audit import Trail
from influencer_roi.access.sessions import IDLE, LONGEST, SEEN_EVERY
from influencer_roi.access.store import Store
from influencer_roi.model.roles import Reader, Role

NOON = 1_000_000.0
ANN = Reader("ann", Role.ANALYST)


@pytest.fixture
def identity(store: Store, trail: Trail) -> str:
    """Have ann sign in at noon."""
    users.add(store, "ann", Role.ANALYST, None, trail)
    return sessions.start(store, "ann", NOON)


def reader(store: Store, identity: str, now: float) -> Reader | None:
    """Who is here with a session's id at a time."""
    found = sessions.session_of(store, identity, now)
    return found.reader if found else None


def test_the_store_opens_nothing(store: Store, identity: str):
    """An id has 256 bits, and the store holds only what is made of it."""
    assert re.fullmatch(r"[\w-]{43}", identity)
    assert identity.encode() not in bytes(store.rows("SELECT hash FROM sessions")[0][0] or b"")  # type: ignore[arg-type]
    assert reader(store, identity, NOON) == ANN
    assert reader(store, identity[:-1] + "_", NOON) is None


def test_idle(store: Store, identity: str):
    """Half an hour without a request ends a session; a request before that keeps it."""
    assert reader(store, identity, NOON + IDLE - 1) == ANN
    assert reader(store, identity, NOON + IDLE) is None
    there = sessions.session_of(store, identity, NOON + IDLE - 1)
    assert there is not None
    sessions.note_seen(store, identity, there, NOON + IDLE - 1)
    assert reader(store, identity, NOON + 2 * IDLE - 2) == ANN


def test_a_day_at_work(store: Store, identity: str):
    """Eight hours end a session however busy its reader is."""
    for minutes in range(20, 8 * 60, 20):
        now = NOON + 60 * minutes
        there = sessions.session_of(store, identity, now)
        assert there is not None
        sessions.note_seen(store, identity, there, now)
    assert reader(store, identity, NOON + LONGEST - 1) == ANN
    assert reader(store, identity, NOON + LONGEST) is None


def test_being_there_is_written_once_a_minute(store: Store, identity: str):
    """Most requests write nothing."""
    there = sessions.session_of(store, identity, NOON)
    assert there is not None
    for later, written in ((SEEN_EVERY, NOON), (SEEN_EVERY + 1, NOON + SEEN_EVERY + 1)):
        sessions.note_seen(store, identity, there, NOON + later)
        assert store.rows("SELECT seen FROM sessions") == [(written,)]


def test_the_end_is_the_same_for_all(store: Store, identity: str, file):
    """A session that ended is over for every worker at once, copies of the cookie too."""
    other = Store(file)
    assert reader(other, identity, NOON) == ANN
    sessions.end(store, identity)
    assert reader(other, identity, NOON) is None
    other.close()


def test_sessions_that_are_over_go(store: Store, identity: str):
    """A sign-in clears away what nobody can use any more."""
    sessions.start(store, "ann", NOON + IDLE)
    assert store.rows("SELECT count(*) FROM sessions") == [(1,)]
    assert reader(store, identity, NOON) is None


@pytest.mark.usefixtures("identity")
def test_devices(store: Store, trail: Trail):
    """A browser is known for half a year, for who signed in with it, and no longer than they are."""
    users.add(store, "bob", Role.VIEWER, None, trail)
    device = sessions.know_device(store, "ann", NOON)
    assert sessions.knows_device(store, "ann", device, NOON + sessions.DEVICE - 1)
    assert not sessions.knows_device(store, "ann", device, NOON + sessions.DEVICE)
    assert not sessions.knows_device(store, "bob", device, NOON)
    users.remove(store, "ann", trail)
    assert not sessions.knows_device(store, "ann", device, NOON)
