"""Adds, changes and removes users; whoever has another role, or is gone, is signed out."""

import re
import sqlite3
import time
from dataclasses import dataclass

from influencer_roi.access import passwords, sessions
from influencer_roi.access.audit import Event, Trail
from influencer_roi.access.store import Store
from influencer_roi.model.roles import Role

_NAME = re.compile(r"[a-z0-9](?:[a-z0-9._@+-]{0,62}[a-z0-9])?")


@dataclass(frozen=True)
class User:
    """Somebody who may sign in; `has_password` is False where something else signs them in."""

    name: str
    role: Role
    has_password: bool


def spelled(name: str) -> str:
    """Return a name as it is stored: case and blanks around it do not count."""
    return name.strip().casefold()


def add(store: Store, name: str, role: Role, password: str | None, trail: Trail) -> None:
    """Add a user; without a password they sign in elsewhere: at a trusted proxy, by OpenID Connect.

    Raises:
        ValueError: the name is taken or none, or the password is weak; it says why.
    """
    name = spelled(name)
    if not _NAME.fullmatch(name):
        raise ValueError(f"'{name}' is no name for a user; take up to 64 of a–z, 0–9 and . _ - + @.")
    if password is not None and (weak := passwords.why_weak(password, name)):
        raise ValueError(weak)
    stored = None if password is None else passwords.hashed(password)
    try:
        with store.writing() as change:
            change.execute("INSERT INTO users VALUES (?, ?, ?, ?)", (name, role.value, stored, time.time()))
    except sqlite3.IntegrityError:
        raise ValueError(f"There is a user '{name}'; `users role {name} ROLE` changes the role.") from None
    trail.record(Event.USER_ADDED, user=name, role=role.value)


def assign(store: Store, name: str, role: Role, trail: Trail) -> None:
    """Give a user this role where they have another one, and add them where there is no such user.

    Raises:
        ValueError: the name is none; it says why.
    """
    before = role_of(store, name)
    if before is None:
        add(store, name, role, None, trail)
    elif before is not role:
        set_role(store, name, role, trail)


def set_role(store: Store, name: str, role: Role, trail: Trail) -> None:
    """Give a user another role, and end their sessions.

    Raises:
        ValueError: there is no such user.
    """
    name = _known(store, name)
    with store.writing() as change:
        change.execute("UPDATE users SET role = ? WHERE name = ?", (role.value, name))
        change.execute("DELETE FROM sessions WHERE name = ?", (name,))
    trail.record(Event.ROLE_CHANGED, user=name, role=role.value)


def remove(store: Store, name: str, trail: Trail) -> None:
    """Remove a user, and with them their sessions and devices.

    Raises:
        ValueError: there is no such user.
    """
    name = _known(store, name)
    with store.writing() as change:
        change.execute("DELETE FROM users WHERE name = ?", (name,))
    trail.record(Event.USER_REMOVED, user=name)


def listed(store: Store) -> tuple[User, ...]:
    """Return every user, by name."""
    found = store.rows("SELECT name, role, password IS NOT NULL FROM users ORDER BY name")
    return tuple(User(str(name), Role(str(role)), bool(known)) for name, role, known in found)


def stored_password(store: Store, name: str) -> str | None:
    """Return the hash of a user's password; None where there is no such user, or none is set."""
    found = store.rows("SELECT password FROM users WHERE name = ?", spelled(name))
    return str(found[0][0]) if found and found[0][0] is not None else None


def role_of(store: Store, name: str) -> Role | None:
    """Return a user's role; None where there is no such user."""
    found = store.rows("SELECT role FROM users WHERE name = ?", spelled(name))
    return Role(str(found[0][0])) if found else None


def set_password(store: Store, name: str, password: str, trail: Trail, *, stays: str = "") -> None:
    """Give a user another password, and end their sessions but the one with the id that `stays`.

    Raises:
        ValueError: there is no such user, or the password is weak; it says why.
    """
    name = _known(store, name)
    if weak := passwords.why_weak(password, name):
        raise ValueError(weak)
    stored = passwords.hashed(password)
    with store.writing() as change:
        change.execute("UPDATE users SET password = ? WHERE name = ?", (stored, name))
        change.execute("DELETE FROM sessions WHERE name = ? AND hash != ?", (name, sessions.hash_of(stays)))
        change.execute("DELETE FROM devices WHERE name = ?", (name,))
    trail.record(Event.PASSWORD_CHANGED, user=name)


def renew_password(store: Store, name: str, password: str) -> None:
    """Hash a password anew where its hash was made with other parameters than today's."""
    stored = stored_password(store, name)
    if stored is not None and passwords.is_outdated(stored):
        with store.writing() as change:
            change.execute("UPDATE users SET password = ? WHERE name = ?", (passwords.hashed(password), name))


def _known(store: Store, name: str) -> str:
    name = spelled(name)
    if role_of(store, name) is None:
        names = ", ".join(user.name for user in listed(store)) or "nobody yet"
        raise ValueError(f"There is no user '{name}'; there is {names}.")
    return name
