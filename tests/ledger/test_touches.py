"""Touches are orders of influencers by who brought them, when, and the link they record."""

from pathlib import Path

import polars as pl
import pytest

from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.load import load_folder
from influencer_roi.ledger.touches import CREDIT, TOUCH_SUMS, touches_of
from influencer_roi.store import read_snapshot, write_snapshot
from tests.folders import write_folder

POSTS = """
post_id  influencer_id  platform   date        caption       reach  likes  comments
P1       A              Instagram  2025-01-02  #MuscleBlaze  1000   40     10
P2       A              Instagram  2025-01-04  #MuscleBlaze  1000   40     10
"""
ORDERS = """
source     campaign  influencer_id  user_id  date        orders  revenue  brand
P1         MB_New    A              U1       2025-01-05  1       1000     MuscleBlaze
P1         MB_New    A              U2       2025-01-05  2       2000     MuscleBlaze
Instagram  MB_New    A              U3       2025-01-05  1       500      MuscleBlaze
Instagram  MB_New    A              U4       2025-01-01  1       100      MuscleBlaze
organic    -         -              U5       2025-01-05  1       700      Gritzo
"""


def test_one_row_per_link(tmp_path: Path) -> None:
    """Orders of one day that record a post are apart from those that do not; organic ones are not there."""
    touches = load_folder(write_folder(tmp_path, posts=POSTS, tracking_data=ORDERS)).touches
    assert touches.select("date", "influencer_id", "link", "credit", *TOUCH_SUMS).cast(
        {pl.Enum: pl.String, pl.Date: pl.String}
    ).rows() == [
        ("2025-01-01", "A", None, None, 100.0, 1.0, 10_000.0),
        ("2025-01-05", "A", None, "P2", 500.0, 1.0, 250_000.0),
        ("2025-01-05", "A", "P1", "P1", 3000.0, 3.0, 3_000_000.0),
    ]


def test_they_add_up_to_entries(real_ledger: Ledger) -> None:
    """By credited post, touches of real folders are entries: revenue, orders and squared revenue."""
    of_entries = real_ledger.entries.filter(pl.col("influencer_id").is_not_null())
    sums = [
        rows.group_by(post).agg(pl.col(TOUCH_SUMS).sum()).filter(pl.col("revenue_squared") != 0).sort(post)
        for rows, post in ((of_entries, "post_id"), (real_ledger.touches, CREDIT))
    ]
    assert sums[0]["post_id"].equals(sums[1][CREDIT])
    for name in TOUCH_SUMS:
        assert sums[1][name].to_list() == pytest.approx(sums[0][name].to_list(), rel=1e-9)


def test_texts_or_codes_no_matter(real_ledger: Ledger) -> None:
    """Shuffled orders make the same touches, and so do texts without codes."""
    orders = real_ledger.tables.orders.with_columns(revenue_squared=pl.col("revenue") ** 2)
    coded, written = touches_of(orders), touches_of(orders.reverse().cast({pl.Enum: pl.String}))
    keys = coded.columns[:7]
    assert coded.cast({pl.Enum: pl.String}).select(keys).sort(keys).equals(written.select(keys).sort(keys))


def test_a_snapshot_has_them(world: Ledger, tmp_path: Path) -> None:
    """A snapshot maps touches as they were, known to be sorted by date."""
    write_snapshot(world, tmp_path, sources={})
    back = read_snapshot(tmp_path).ledger.touches
    assert back.equals(world.touches)
    assert back["date"].flags["SORTED_ASC"]
