from pathlib import Path

import pytest

from influencer_roi.model.report import Problem
from influencer_roi.store.status import Status, read_status, write_status

REFUSED = Status(
    state="refused",
    step="reading posts",
    done=0.25,
    started="2026-11-21T10:15:00+00:00",
    ended="2026-11-21T10:15:02+00:00",
    problems=(Problem("no_rows", "posts.csv", "there is a header but no rows."),),
    sources={"posts.csv": "ab" * 32},
)


def test_what_is_written_is_read(tmp_path: Path):
    """A status comes back as it was written, problems and all, and the last word counts."""
    write_status(tmp_path, Status(state="building", step="reading posts"))
    write_status(tmp_path, REFUSED)
    assert read_status(tmp_path) == REFUSED
    assert [path.name for path in tmp_path.iterdir()] == ["status.json"]


@pytest.mark.parametrize(
    "content",
    [
        None,
        b"",
        b'{"state": "rea',
        b"[]",
        b"null",
        b'{"state": "ready"}',
        b'{"state": 1, "problems": []}',
        b'{"state": "asleep", "problems": []}',
        b'{"state": "ready", "problems": [], "more": 1}',
        b"\xff",
    ],
)
def test_a_torn_status(tmp_path: Path, content: bytes | None):
    """A missing or torn file is a build that has not begun, never an error."""
    if content is not None:
        (tmp_path / "status.json").write_bytes(content)
    assert read_status(tmp_path) == Status()


def test_a_status_where_no_file_can_be_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Where no new file fits, the words are written over the old ones, longer or shorter."""

    def refuse(_path: Path, _content: bytes) -> int:
        raise OSError(28, "No space left on device")

    write_status(tmp_path, REFUSED)
    monkeypatch.setattr(Path, "write_bytes", refuse)
    write_status(tmp_path, Status(state="ready"))
    assert read_status(tmp_path) == Status(state="ready")
    with pytest.raises(OSError, match="No such file"):
        write_status(tmp_path / "nowhere", REFUSED)
