"""Posts that orders name: found by an id or an address, whatever the column is called, or told."""

from pathlib import Path

import pytest

from influencer_roi.ledger.load import load_folder
from tests.folders import write_folder

POSTS = """
    post_id  url                             influencer_id  platform   date        reach  likes  comments
    p1       https://instagram.com/reel/AA1  A              Instagram  2025-01-01  100    10     1
    p2       https://instagram.com/p/AA2     A              Instagram  2025-01-04  100    10     1
    p3       https://instagram.com/p/AA3     B              Instagram  2025-01-04  100    10     1
"""
HEADER = "source  campaign  influencer_id  user_id  date  orders  revenue"


def linked(folder: Path, header: str, *named: str) -> tuple[list[str | None], list[str]]:
    """Return the post each order of A is recorded on, and what is said of posts orders name."""
    rows = [f"IG  Summer  A  u{at}  2025-01-09  1  50  {one}" for at, one in enumerate(named)]
    orders = "\n".join([f"{HEADER}  {header}", *rows])
    ledger = load_folder(write_folder(folder, posts=POSTS, tracking_data=orders))
    notes = [note.text for note in ledger.report.notes if note.code == "unknown_post"]
    return ledger.tables.orders.sort("user_id")["link"].cast(str).to_list(), notes


@pytest.mark.parametrize("header", ["post_id", "post_url", "Post", "post_link", "Reel_URL"])
def test_an_order_names_its_post_by_any_column(tmp_path: Path, header: str) -> None:
    """An id or an address is that of a post, in each form one page has."""
    found, notes = linked(tmp_path, header, "p1", "https://www.instagram.com/p/AA1/?igshid=x", "-")
    assert (found, notes) == (["p1", "p1", None], [])


def test_a_post_nobody_knows_is_told(tmp_path: Path) -> None:
    """An order that names no post, or another's, is credited as one that names none, and that is said."""
    found, notes = linked(tmp_path, "post_id", "p9", "p9", "https://instagram.com/p/ZZ/", "p3", "p2")
    assert found == [None, None, None, None, "p2"]
    as_none = "; credited as if they named none."
    assert notes == [
        f"3 rows name 2 posts that posts.csv lacks: 'https://instagram.com/p/ZZ/', 'p9'{as_none}",
        f"1 row names a post that is not of their influencer in posts.csv: 'p3'{as_none}",
    ]
