"""Uploads have names, bounds and a time to live."""

import datetime as dt
from pathlib import Path

import pytest

from influencer_roi.model.report import Refused
from influencer_roi.store import receiving as bounds
from influencer_roi.store.history import happened
from influencer_roi.store.receiving import receiving
from influencer_roi.store.staged import begin, expire, staged_of, uploads
from influencer_roi.store.upload import LIFE

NOON = dt.datetime(2026, 11, 29, 12, tzinfo=dt.UTC)


@pytest.mark.parametrize("name", ["orders.csv", "Tracker - posts.xlsx", "orders/part-0.parquet", "ऑर्डर.csv"])
def test_names_of_files(tmp_path: Path, name: str):
    """A file has a name of its own, or lies in one folder."""
    staged = begin(tmp_path, who="fin")
    with receiving(staged, name) as write:
        write(b"id\n")
    assert staged.names() == [name]


@pytest.mark.parametrize(
    "name",
    [
        "",
        "..",
        "../orders.csv",
        "/etc/passwd",
        "a/b/c.csv",
        "C:\\orders.csv",
        ".hidden",
        "a/.b",
        "a\0b",
        "x" * 200,
    ],
)
def test_what_is_no_name(tmp_path: Path, name: str):
    """Ways out of the folder, and what systems keep for themselves, are refused in words."""
    staged = begin(tmp_path, who="fin")
    with pytest.raises(Refused, match="is no name for a file here"), receiving(staged, name):
        pass
    assert staged.names() == []


def test_bytes_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """More than an upload may have is refused while it arrives, and nothing of the file stays."""
    monkeypatch.setattr(bounds, "PER_UPLOAD", 10)
    staged = begin(tmp_path, who="fin")
    with receiving(staged, "posts.csv") as write:
        write(b"123456")
    with pytest.raises(Refused, match="at most 10 bytes"), receiving(staged, "orders.csv") as write:
        write(b"12345")
    assert [path.name for path in staged.dropped.iterdir()] == ["posts.csv"]


def test_an_upload_lives_for_a_day(tmp_path: Path):
    """After 24 hours it is gone, with a sentence for who comes back."""
    staged = begin(tmp_path, who="fin", now=NOON)
    expire(tmp_path, now=NOON + LIFE)
    assert uploads(tmp_path) == [staged]
    expire(tmp_path, now=NOON + LIFE + dt.timedelta(seconds=1))
    assert (uploads(tmp_path), staged.folder.exists()) == ([], False)
    with pytest.raises(Refused, match="kept for 24 hours"):
        staged_of(tmp_path, staged.identity)


def test_what_expires_is_noted(tmp_path: Path):
    """Who brought which files that nobody published in time stands beside the versions."""
    for names in ((), ("posts.csv",), ("a.csv", "b.csv", "c.csv")):
        staged = begin(tmp_path, who="fin", now=NOON)
        for name in names:
            with receiving(staged, name) as write:
                write(b"id\n")
    expire(tmp_path, now=NOON + 2 * LIFE)
    assert sorted((one.who, one.what) for one in happened(tmp_path)) == [
        ("fin", "brought a.csv and 2 more, and nobody published it in time"),
        ("fin", "brought no file, and nobody published it in time"),
        ("fin", "brought posts.csv, and nobody published it in time"),
    ]
    expire(tmp_path, now=NOON + 3 * LIFE)
    assert len(happened(tmp_path)) == 3


@pytest.mark.parametrize("identity", ["", "..", "../versions", "0" * 15, "g" * 16])
def test_ids_are_ours(tmp_path: Path, identity: str):
    """What is no id of an upload leads nowhere."""
    with pytest.raises(Refused, match="not there"):
        staged_of(tmp_path, identity)
