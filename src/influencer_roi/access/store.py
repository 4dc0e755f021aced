"""Keeps users, sessions, sign-ins under way or failed, share links and the audit log in one SQLite file."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock

from influencer_roi.shared_file import opened

OWN = 0o600  # the file is its owner's alone
_ANOTHER = "Set INFLUENCER_ROI_ACCESS to a file of yours."
_SETTINGS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA recursive_triggers = ON",  # else REPLACE goes around those of the audit
)
Value = str | bytes | int | float | None
_FIRST = (
    """CREATE TABLE users (
        name TEXT PRIMARY KEY, role TEXT NOT NULL, password TEXT, made REAL NOT NULL) STRICT""",
    """CREATE TABLE sessions (
        hash BLOB PRIMARY KEY, name TEXT NOT NULL REFERENCES users ON DELETE CASCADE,
        made REAL NOT NULL, seen REAL NOT NULL) STRICT""",
    """CREATE TABLE devices (
        hash BLOB PRIMARY KEY, name TEXT NOT NULL REFERENCES users ON DELETE CASCADE,
        made REAL NOT NULL) STRICT""",
    "CREATE TABLE failures (id INTEGER PRIMARY KEY, key TEXT NOT NULL, at REAL NOT NULL) STRICT",
    "CREATE INDEX failures_by_key ON failures (key, at)",
    """CREATE TABLE links (
        id INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE, path TEXT NOT NULL, query TEXT NOT NULL,
        payouts INTEGER NOT NULL, maker TEXT NOT NULL, made REAL NOT NULL, expires REAL NOT NULL,
        revoked INTEGER NOT NULL DEFAULT 0) STRICT""",
    """CREATE TABLE audit (
        id INTEGER PRIMARY KEY, at TEXT NOT NULL, event TEXT NOT NULL, who TEXT NOT NULL,
        address TEXT NOT NULL, request TEXT NOT NULL, details TEXT NOT NULL) STRICT""",
    """CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
        BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END""",
    """CREATE TRIGGER audit_is_not_shortened BEFORE DELETE ON audit
        BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END""",
)
_ATTEMPTS = """CREATE TABLE attempts (
    hash BLOB PRIMARY KEY, nonce TEXT NOT NULL, verifier TEXT NOT NULL, onward TEXT NOT NULL,
    made REAL NOT NULL) STRICT"""
_STEPS = (_FIRST, (_ATTEMPTS,))  # to each version from the one before
VERSION = len(_STEPS)


class Store:
    """One open file of users and what they did; every worker has its own, all see the same rows."""

    def __init__(self, file: Path) -> None:
        """Open the file, made where it is missing.

        Raises:
            ValueError: it cannot be used; it says why.
        """
        self._lock = RLock()
        _own(file)
        try:
            self._connection = _connected(file)
        except sqlite3.Error as error:
            raise ValueError(f"{file}: users cannot be read from it ({error}).") from None

    def rows(self, question: str, *values: Value) -> list[tuple[Value, ...]]:
        """Return the rows of a SELECT."""
        with self._lock:
            return self._connection.execute(question, values).fetchall()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give a transaction that no other writer is in: all of it happens, or on an error nothing."""
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()


def _own(file: Path) -> None:
    """Make the file where it is missing, for its owner alone, and refuse somebody else's."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, OWN))
        owner = file.stat().st_uid
        if os.name == "posix" and os.geteuid() in (0, owner):
            file.chmod(OWN)
            return
    except OSError as error:
        raise ValueError(f"{file} cannot be opened: {error.strerror}. {_ANOTHER}") from None
    if os.name == "posix":
        raise ValueError(f"{file} belongs to another user. {_ANOTHER}")


def _connected(file: Path) -> sqlite3.Connection:
    connection = opened(str(file), _SETTINGS)
    try:
        _migrate(connection, file)
    except BaseException:
        connection.close()
        raise
    return connection


def _migrate(connection: sqlite3.Connection, file: Path) -> None:
    """Take a file step by step to what is used today; one at a time, however many workers open it."""
    connection.execute("BEGIN IMMEDIATE")
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > VERSION:
        raise ValueError(f"{file} is of a newer version of influencer-roi ({version}); install that one.")
    for step in _STEPS[version:]:
        for statement in step:
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {VERSION}")
    connection.execute("COMMIT")
