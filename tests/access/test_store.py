import os
import sqlite3
import stat
from pathlib import Path

import pytest

from influencer_roi.access.store import VERSION, Store


def test_a_file_of_its_owner(store: Store, file: Path):
    """The file and its folder are made for their owner alone, and waits for nobody who reads."""
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert store.rows("PRAGMA journal_mode") == [("wal",)]
    assert store.rows("PRAGMA user_version") == [(VERSION,)]


def test_a_file_others_could_read_is_closed_to_them(store: Store, file: Path):
    """A file that was opened to others is its owner's again after a start."""
    store.close()
    file.chmod(0o644)
    Store(file).close()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_workers_see_the_same_rows(store: Store, file: Path):
    """What one worker writes, another reads at once."""
    other = Store(file)
    with store.writing() as change:
        change.execute("INSERT INTO users VALUES ('ann', 'viewer', NULL, 0)")
    assert other.rows("SELECT name FROM users") == [("ann",)]
    other.close()


def test_half_a_change_is_none(store: Store):
    """A transaction that fails leaves nothing."""
    insert = "INSERT INTO users VALUES ('ann', 'viewer', NULL, 0)"
    with pytest.raises(sqlite3.IntegrityError), store.writing() as change:
        change.executemany(insert, [(), ()])
    assert store.rows("SELECT count(*) FROM users") == [(0,)]


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"not a database, but long enough to be looked at" * 100, "users cannot be read from it")],
)
def test_a_broken_file(file: Path, content: bytes, words: str):
    """A file that is no store is refused in words."""
    file.parent.mkdir()
    file.write_bytes(content)
    with pytest.raises(ValueError, match=words):
        Store(file)


def test_an_older_version(store: Store, file: Path):
    """A store of the first release keeps its users, and gains what came after; once is enough."""
    with store.writing() as change:
        change.execute("INSERT INTO users VALUES ('ann', 'viewer', NULL, 0)")
        change.execute("DROP TABLE attempts")
        change.execute("PRAGMA user_version = 1")
    store.close()
    for _ in range(2):
        later = Store(file)
        assert later.rows("SELECT name FROM users") == [("ann",)]
        assert later.rows("SELECT count(*) FROM attempts") == [(0,)]
        assert later.rows("PRAGMA user_version") == [(VERSION,)]
        later.close()


def test_a_newer_version(store: Store, file: Path):
    """A store a newer release has changed is not opened by an older one."""
    store.rows(f"PRAGMA user_version = {VERSION + 1}")
    with pytest.raises(ValueError, match="of a newer version"):
        Store(file)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away")
def test_somebody_elses_file(file: Path, monkeypatch: pytest.MonkeyPatch):
    """A file of another user is refused, with the way out."""
    file.parent.mkdir()
    file.touch()
    os.chown(file, 12345, 12345)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(ValueError, match=r"belongs to another user. Set INFLUENCER_ROI_ACCESS"):
        Store(file)


def test_a_folder_nobody_can_write(tmp_path: Path):
    """Where the file cannot be made, that is said; nothing falls back to a folder others can write."""
    (tmp_path / "file").touch()
    with pytest.raises(ValueError, match=r"cannot be opened: .* Set INFLUENCER_ROI_ACCESS"):
        Store(tmp_path / "file" / "access.sqlite")
