"""What people really write means the same whichever way it comes in."""

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.load import load_folder, load_frames

INFLUENCERS = """\
id,name,category,follower_count,platform
rhea,Rhea,Fitness,75K,Instagram
K7,Kabir,Food,1.2M,YouTube
"""
POSTS = """\
post_id,influencer_id,platform,date,reach,likes,comments
p1,rhea,Instagram,2031-05-01,10000,400,10
p2,K7,YouTube,2031-05-02,20000,500,20
"""
PAYOUTS = """\
influencer_id,basis,rate,orders,total_payout
rhea,post,9 %,0,900/-
K7,order,,2,1.5K
"""
HEADER = "source,campaign,influencer_id,user_id,date,orders,revenue"
PLAIN = ["Instagram,Onam,rhea,u1,2031-05-01,1,1000.5", "YouTube,Onam,K7,u2,2031-05-03,2,2000"]
FORMS = {
    "amounts": ["web,Onam,rhea,u3,2031-05-03,1,1.5 lakh", "web,Onam,K7,u4,2031-05-03,1,INR. 750/-"],
    "a minus": ["web,Onam,rhea,u1,2031-05-03,0,'-400", "web,Onam,K7,u2,2031-05-03,0,\u2212250"],
    "another currency": ["web,Onam,rhea,u3,2031-05-03,1,AED 90", "web,Onam,K7,u4,2031-05-03,1,$90"],
    "days": ["web,Onam,rhea,u3,20310504,1,10", "web,Onam,K7,u4,05-May-31,1,20"],
    "instants": [
        "web,Onam,rhea,u3,2031-05-03 20:30:00 UTC,1,10",
        "web,Onam,K7,u4,2031-05-03T20:30:00+00,1,20",
    ],
    "nobody": ["web,Onam,#N/A,u3,2031-05-03,1,10", "web,Onam,(not set),u4,2031-05-03,1,20"],
    "ids": ["web,Onam,'rhea,u3,2031-05-03,1,10", "web,Onam,@rhea\u200b,u4,2031-05-03,1,20"],
    "several ids": ["web,Onam,K7|FREESHIP,u3,2031-05-03,1,10", "web,Onam,NOBODY5;rhea,u4,2031-05-03,1,20"],
    "customers": ["web,Onam,rhea,Mira@x.in,2031-05-03,1,10", "web,Onam,K7,mira@X.in,2031-05-03,1,20"],
    "campaigns": ["web,ONAM,rhea,u3,2031-05-03,1,10", "web,onam ,K7,u4,2031-05-03,1,20"],
    "a letter": ["web,F\u00eate  1,rhea,u3,2031-05-03,1,10", "web,Fe\u0302te 1,K7,u4,2031-05-03,1,20"],
    "parts of an order": ["web,Onam,rhea,u3,2031-05-03,0.25,10", "web,Onam,K7,u4,2031-05-03,0.75,20"],
    "a refund": ["web,Onam,rhea,u1,2031-05-04,,-400", "web,Onam,K7,u2,2031-05-04,1,20"],
    "a far day": ["web,Onam,rhea,u3,2033-05-03,1,10", "web,Onam,K7,u4,2031-05-04,1,20"],
}
DOTS = [f"web,Onam,rhea,u{day},2031-05-0{day},1,{day}.500" for day in range(1, 8)]


def beside(folder: Path) -> Path:
    """Write the three other tables."""
    for name, text in (("influencers", INFLUENCERS), ("posts", POSTS), ("payouts", PAYOUTS)):
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def one_file(folder: Path, rows: list[str]) -> Ledger:
    """Orders in one file of CSV."""
    (folder / "orders.csv").write_text("\n".join([HEADER, *rows]), encoding="utf-8")
    return load_folder(beside(folder))


def parts(folder: Path, rows: list[str]) -> Ledger:
    """Orders in a folder of two files of CSV."""
    (folder / "orders").mkdir()
    for name, some in (("a", rows[:2]), ("b", rows[2:])):
        (folder / "orders" / f"{name}.csv").write_text("\n".join([HEADER, *some]), encoding="utf-8")
    return load_folder(beside(folder))


def parquet(folder: Path, rows: list[str]) -> Ledger:
    """Orders as texts in a folder of Parquet."""
    (folder / "orders").mkdir()
    frame(rows).write_parquet(folder / "orders" / "a.parquet")
    return load_folder(beside(folder))


def frames(folder: Path, rows: list[str]) -> Ledger:
    """Orders as a frame of texts."""
    others = ("influencers", "posts", "payouts")
    given = {name: pl.read_csv(beside(folder) / f"{name}.csv", infer_schema=False) for name in others}
    return load_frames(given | {"orders": frame(rows)})


def frame(rows: list[str]) -> pl.DataFrame:
    """Rows of CSV as a frame of texts."""
    return pl.read_csv("\n".join([HEADER, *rows]).encode(), infer_schema=False)


def answer(ledger: Ledger) -> object:
    """What a ledger says by campaign and by influencer, and what became of its orders."""
    metrics = ("revenue", "orders", "new_customers", "organic_revenue")
    slices = [
        queries.slices(ledger, Filters(), by=by, metrics=metrics).sort(by).to_dicts()
        for by in ("campaign", "influencer_id")
    ]
    counts = ledger.report.counts["orders"]
    codes = [fault.code for fault in ledger.report.set_aside if fault.table == "orders"]
    return slices, ledger.as_of, (counts.read, counts.kept), codes


@pytest.mark.in_turn(10)
@pytest.mark.parametrize("way", [parts, parquet, frames])
@pytest.mark.parametrize("form", [*FORMS, "dots"])
def test_every_way_in(tmp_path: Path, way: Callable[[Path, list[str]], Ledger], form: str) -> None:
    """Parts of CSV, Parquet and frames give the ledger and the counts that one file gives."""
    rows = DOTS if form == "dots" else [*PLAIN, *PLAIN, *FORMS[form]]
    (tmp_path / "one").mkdir()
    (tmp_path / "other").mkdir()
    assert answer(way(tmp_path / "other", rows)) == answer(one_file(tmp_path / "one", rows))


def test_what_they_say(tmp_path: Path) -> None:
    """Together the forms above come to these sums, with two amounts of other currencies set aside."""
    rows = [*PLAIN, *(row for form, pair in FORMS.items() if form != "a far day" for row in pair)]
    ledger = one_file(tmp_path, rows)
    totals = queries.totals(ledger, Filters(), metrics=("revenue", "organic_revenue", "orders", "spend"))
    assert dict(totals) == {
        "revenue": 3000.5 + 150_750 - 650 + 9 * 30 - 400 + 20 - 30,
        "organic_revenue": 30.0,
        "orders": 3 + 2 + 0 + 6 * 2 + 2 + 1 + 1.0,
        "spend": 2_400.0,
    }
