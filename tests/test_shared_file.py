import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from influencer_roi.shared_file import opened

WORKERS, FILES = 4, 60
TABLE = ("CREATE TABLE IF NOT EXISTS notes (words)",)


def test_workers_that_open_a_new_file_at_once(tmp_path: Path):
    """However many workers start on a file that is not there yet, each has it open and set up."""
    together = Barrier(WORKERS)

    def start(file: Path) -> sqlite3.Connection:
        together.wait()
        return opened(str(file), TABLE)

    with ThreadPoolExecutor(WORKERS) as workers:
        for number in range(FILES):
            file = tmp_path / f"{number}.sqlite"
            connections = [*workers.map(start, [file] * WORKERS)]
            for worker, connection in enumerate(connections):
                connection.execute("INSERT INTO notes VALUES (?)", (worker,))
            (count,) = connections[0].execute("SELECT count(*) FROM notes").fetchone()
            assert count == WORKERS
            for connection in connections:
                connection.close()


def test_what_is_no_database_is_refused_at_once(tmp_path: Path):
    """A file of something else is an error, and not waited for."""
    file = tmp_path / "notes.txt"
    file.write_text("no database, and longer than the header of one would be " * 40, encoding="ascii")
    with pytest.raises(sqlite3.DatabaseError, match="not a database"):
        opened(str(file))


def test_how_long_statements_wait(tmp_path: Path):
    """Once a file is open, a statement waits for other writers as long as was asked for."""
    connection = opened(str(tmp_path / "a.sqlite"), busy=0.05)
    assert connection.execute("PRAGMA busy_timeout").fetchone() == (50,)
    connection.close()
