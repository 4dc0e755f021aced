"""Opens SQLite files that several processes share."""

import sqlite3
import time
from collections.abc import Sequence

WAITING = 5.0  # seconds to wait for another process that opens the file too
_STEP = 0.01


def opened(file: str, setting_up: Sequence[str] = (), *, busy: float = WAITING) -> sqlite3.Connection:
    """Open a file in autocommit, read while it is written (WAL), and set it up by some statements.

    `busy` are the seconds statements wait from then on for another process that writes.

    Raises:
        sqlite3.Error: the file cannot be used.
    """
    connection = sqlite3.connect(file, timeout=WAITING, isolation_level=None, check_same_thread=False)
    try:
        _read_while_written(connection)
        for statement in setting_up:
            connection.execute(statement)
        connection.execute(f"PRAGMA busy_timeout = {round(1_000 * busy)}")
    except BaseException:
        connection.close()
        raise
    return connection


def _read_while_written(connection: sqlite3.Connection) -> None:
    """Switch to WAL; SQLite itself does not wait for another process that switches at the same time."""
    for _ in range(round(WAITING / _STEP)):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            time.sleep(_STEP)
        else:
            return
    connection.execute("PRAGMA journal_mode = WAL")
