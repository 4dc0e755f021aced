"""Keeps sessions on the server: the browser has a random id, the store its hash, and both end in time."""

import hashlib
import math
import secrets
from dataclasses import dataclass

from influencer_roi.access.store import Store
from influencer_roi.model.roles import Reader, Role

IDLE, LONGEST = 30 * 60.0, 8 * 3600.0  # seconds without a request, and in all
SEEN_EVERY = 60.0  # seconds between two notes that a reader is still there
_OPEN = """SELECT name, role, seen FROM sessions JOIN users USING (name)
    WHERE hash = ? AND sessions.made > ? AND seen > ?"""
DEVICE = 180 * 24 * 3600  # seconds a browser is known after a sign-in


@dataclass(frozen=True)
class Session:
    """Who is here, and when they last asked for something; who is named by each request always just did."""

    reader: Reader
    seen: float = math.inf


def new_id() -> str:
    """Return 256 random bits as text."""
    return secrets.token_urlsafe(32)


def hash_of(identity: str) -> bytes:
    """Return what is stored of a random id; nobody who reads the store can go in with it."""
    return hashlib.sha256(identity.encode()).digest()


def start(store: Store, name: str, now: float) -> str:
    """Return the id of a new session of a user; sessions that are over go."""
    identity = new_id()
    with store.writing() as change:
        change.execute("DELETE FROM sessions WHERE made <= ? OR seen <= ?", (now - LONGEST, now - IDLE))
        change.execute("INSERT INTO sessions VALUES (?, ?, ?, ?)", (hash_of(identity), name, now, now))
    return identity


def session_of(store: Store, identity: str, now: float) -> Session | None:
    """Return the session with this id; None where there is none, or it is over."""
    found = store.rows(
        _OPEN,
        hash_of(identity),
        now - LONGEST,
        now - IDLE,
    )
    if not found:
        return None
    name, role, seen = found[0]
    return Session(Reader(str(name), Role(str(role))), float(seen or 0))


def note_seen(store: Store, identity: str, session: Session, now: float) -> None:
    """Write down, once a minute, that the reader is still there."""
    if session.seen < now - SEEN_EVERY:
        with store.writing() as change:
            change.execute("UPDATE sessions SET seen = ? WHERE hash = ?", (now, hash_of(identity)))


def end(store: Store, identity: str) -> None:
    """End a session, at once and for every worker."""
    with store.writing() as change:
        change.execute("DELETE FROM sessions WHERE hash = ?", (hash_of(identity),))


def end_all(store: Store, name: str) -> None:
    """End every session of a user, at once and for every worker."""
    with store.writing() as change:
        change.execute("DELETE FROM sessions WHERE name = ?", (name,))


def know_device(store: Store, name: str, now: float) -> str:
    """Return the id of a browser a user signed in with; others' failures do not lock it out."""
    identity = new_id()
    with store.writing() as change:
        change.execute("DELETE FROM devices WHERE made <= ?", (now - DEVICE,))
        change.execute("INSERT INTO devices VALUES (?, ?, ?)", (hash_of(identity), name, now))
    return identity


def knows_device(store: Store, name: str, identity: str, now: float) -> bool:
    """Return whether a user signed in with this browser before."""
    return bool(
        store.rows(
            "SELECT 1 FROM devices WHERE hash = ? AND name = ? AND made > ?",
            hash_of(identity),
            name,
            now - DEVICE,
        )
    )
