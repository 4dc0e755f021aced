"""Order ids that may be one: told where orders lie as they are of one file."""

from pathlib import Path

import polars as pl
import pytest

from influencer_roi.ledger.load import Intake
from tests import ways

TABLES = {
    "influencers": ("id,name,category,follower_count,platform", "k1,Kiran,Travel,900,Instagram"),
    "posts": ("influencer_id,platform,date,reach,likes,comments", "k1,Instagram,2025-03-01,90,9,1"),
    "payouts": ("influencer_id,basis,total_payout", "k1,post,70"),
}
HEADER = "source,campaign,influencer_id,user_id,date,orders,revenue,order_id"
ROW = "web,Holi,k1,u{},2025-03-01,1,50,{}"


def frame(header: str, *rows: str) -> pl.DataFrame:
    """A frame of texts."""
    cells = [row.split(",") for row in rows]
    return pl.DataFrame(cells, header.split(","), orient="row").cast(pl.String)


@pytest.mark.parametrize(
    ("ids", "said"),
    [
        (("x1", "X2", "X1", "x3"), "'x1' beside 'X1'"),
        (("007", "8", "7", "9"), "'007' beside '7'"),
        (("a0", "a00", "a1", "A2"), ""),
        (("01", "02", "03", "04"), ""),
    ],
)
@pytest.mark.parametrize(
    "way", [ways.in_files, ways.folder_of_csv, ways.folder_of_parquet, ways.folder_for_duckdb]
)
def test_ids_but_for_capitals_or_zeros_are_told(
    tmp_path: Path, way: ways.Way, ids: tuple[str, ...], said: str
) -> None:
    """Orders of one customer, day and amount whose ids differ in nothing else count apart, with a word."""
    customers = (1, 2, 1, 3)
    orders = [ROW.format(*one) for one in zip(customers, ids, strict=True)]
    frames = {name: frame(*rows) for name, rows in TABLES.items()} | {"orders": frame(HEADER, *orders)}
    ledger = way(frames, tmp_path, Intake())
    notes = [note.text for note in ledger.report.notes if note.code == "nearly_alike"]
    assert ledger.report.counts["orders"].kept == len(ids)
    assert [said in note for note in notes] == ([True] if said else [])
