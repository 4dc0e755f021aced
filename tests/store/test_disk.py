from pathlib import Path

from influencer_roi.store.disk import keep_text


def test_a_text_is_kept_and_nothing_is_no_file(tmp_path: Path):
    """In a folder that is not there yet; another text takes its place, and of nothing there is no file."""
    file = tmp_path / "said" / "unread"
    for text in ("posts.csv", "orders.csv\nposts.csv"):
        keep_text(file, text)
        assert file.read_text() == text
    for _ in range(2):
        keep_text(file, "")
        assert [*file.parent.iterdir()] == []
