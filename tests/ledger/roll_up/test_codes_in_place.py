"""The code table says whose an order is, on which days and by which column, in memory as in place."""

import datetime as dt
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from influencer_roi.filters import Filters
from influencer_roi.ledger.load import Intake, load_folder
from influencer_roi.settings import Engine
from influencer_roi.store import read_snapshot
from influencer_roi.store.build import build_snapshot
from tests.ledger.roll_up.test_codes import owed, rows_of, said
from tests.ledger.roll_up.test_engines import differences, in_warehouse
from tests.trying import trying

PEOPLE = ("A1", "B2", "C3")
FILES = {
    "influencers": "id,name,category,gender,follower_count,platform\n"
    + "".join(f"{who},{who},Yoga,Male,20,YouTube\n" for who in PEOPLE),
    "posts": "influencer_id,platform,date,reach,likes,comments\nA1,Instagram,2025-02-01,400,20,2\n",
    "payouts": "influencer_id,basis,rate,orders,total_payout\nA1,order,5,3,15\n",
}
CODES = """\
code,influencer_id,from,to
MIX,A1,,2025-05-31
mix,B2,2025-06-01,
SPRING,C3,2025-05-10,2025-05-20
reel-7,A1,,
Holi Sale,B2,,
podcast,C3,,
9001,B2,,2025-05-15
"""
ORDERS = """\
source,campaign,influencer_id,user_id,date,orders,revenue,code,utm_content,utm_campaign,affiliate
web,x,,u1,2025-05-31,1,1,MIX,,,
web,x,,u2,2025-06-01,1,2,MIX,,,
web,x,,u3,2025-05-21,1,4,SPRING,,,
web,x,,u4,2025-05-20,1,8,spring,,,
web,x,,u5,2025-05-21,1,16,"SPRING, mix",,,
web,x,,u6,2025-05-21,1,32,SPRING,Reel-7,,
web,x,,u7,2025-05-21,1,64,WELCOME,banner,holi sale,
Podcast,Holi  Sale,,u8,2025-05-21,1,128,,-,,
Podcast,x,,u9,2025-05-21,1,256,(none),,,
web,x,,u10,2025-05-15,1,512,,,,9001
web,x,9001,u11,2025-05-16,1,1024,,,,9001
web,x,C3,u12,21/05/2025,1,2048,MIX,reel-7,,
podcast,x,,u13,21/05/2025,1,4096,,,,B2
"""
OWED = [
    ("9001", 1024.0),
    ("A1", 1.0 + 16 + 32),
    ("B2", 2.0 + 64 + 128 + 512),
    ("C3", 8.0 + 256 + 2048 + 4096),
]
HERE: tuple[Engine, ...] = ("polars", "duckdb")


def world(folder: Path, codes: str, orders: pl.DataFrame, *, form: str = "") -> Path:
    """Write the files; orders as two files of a folder where a form is named."""
    folder.mkdir(parents=True)
    for name, text in {**FILES, "codes": codes}.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    if not form:
        orders.write_csv(folder / "orders.csv")
        return folder
    (folder / "orders").mkdir()
    half = -(-orders.height // 2)
    for at, part in enumerate((orders[:half], orders[half:])):
        path = folder / "orders" / f"{at}.{form}"
        part.write_csv(path) if form == "csv" else part.write_parquet(path)
    return folder


def written() -> pl.DataFrame:
    """The orders as texts."""
    return pl.read_csv(ORDERS.encode(), infer_schema=False)


@pytest.mark.in_turn(3)
@pytest.mark.parametrize("form", ["csv", "parquet"])
@pytest.mark.parametrize("engine", HERE)
def test_days_and_columns_of_codes_in_place(tmp_path: Path, engine: Engine, form: str) -> None:
    """A code counts on its days; content, campaign and source are asked after it, and the affiliate last."""
    one = load_folder(world(tmp_path / "read", CODES, written()))
    folder = world(tmp_path / "lying", CODES, written(), form=form)
    other = load_folder(folder, Intake(engine=engine))
    assert owed(one) == owed(other) == OWED
    assert said(one) == said(other)
    assert said(other)[1].startswith("1 row names a code that is nobody's on its day: SPRING: 1 order, ₹4.00")
    assert differences(one, other).is_empty()


def test_rows_of_a_snapshot_know_their_codes(tmp_path: Path) -> None:
    """A row that is shown later is whose it was when the snapshot was built."""
    one = load_folder(world(tmp_path / "read", CODES, written()))
    build_snapshot(world(tmp_path / "lying", CODES, written(), form="parquet"), tmp_path / "snapshot")
    other = read_snapshot(tmp_path / "snapshot").ledger
    for filters in (Filters(), *(Filters(influencer_id=(who,)) for who in PEOPLE)):
        assert_frame_equal(rows_of(one, filters), rows_of(other, filters))


def test_days_of_codes_in_a_warehouse(tmp_path: Path, postgres: str) -> None:
    """A table of PostgreSQL is asked the same."""
    folder = world(tmp_path / "read", CODES, written())
    other = load_folder(folder, in_warehouse(postgres, folder, "dated_codes"))
    assert differences(load_folder(folder), other).is_empty()


DAYS = st.dates(dt.date(2025, 5, 1), dt.date(2025, 5, 12))
WORDS = st.sampled_from(
    ["", "mix", "MIX ", "Spring", "re el", "mix, spring", "x|REEL", "'mix", "-", "fb", "été"]
)
SINGLE = st.sampled_from(["", "mix", "Spring", "RE EL", "  mix", "fb", "(none)", "Été"])


@st.composite
def tables(draw: st.DrawFn) -> str:
    """A code table in which no code is two people's on one day."""
    lines = ["code,influencer_id,from,to"]
    for code in draw(st.lists(st.sampled_from(["MIX", "spring", "reel", "FB", "été"]), unique=True)):
        bounds = sorted(draw(st.lists(DAYS, min_size=0, max_size=3, unique=True)))
        ends = [day - dt.timedelta(days=1) for day in bounds]
        for first, last in zip(["", *bounds], [*ends, ""], strict=True):
            who = draw(st.sampled_from(PEOPLE))
            if draw(st.booleans()):
                lines.append(f"{code},{who},{first},{last}")
    return "\n".join([*lines, ""])


ROW = st.fixed_dictionaries(
    {
        "source": SINGLE,
        "campaign": SINGLE,
        "influencer_id": st.sampled_from(["", "A1", "(not set)", "zed"]),
        "user_id": st.just("u"),
        "date": st.one_of(DAYS.map(str), DAYS.map(lambda day: f"{day:%d/%m/%Y}")),
        "orders": st.just("1"),
        "code": WORDS,
        "utm_content": WORDS,
        "utm_source": SINGLE,
        "affiliate": st.sampled_from(["", "zed", "mix", "B2"]),
    }
)


@pytest.mark.at_length
@trying(12, here=2)
@given(tables(), st.lists(ROW, min_size=1, max_size=8), st.sampled_from(HERE))
def test_one_ledger_whatever_the_codes(codes: str, rows: list[dict[str, str]], engine: Engine) -> None:
    """Whatever codes and orders say, orders in place give the ledger and the notes that read ones do."""
    numbered = [{**row, "revenue": f"{2**at}"} for at, row in enumerate(rows)]
    orders = pl.DataFrame([{name: text or None for name, text in row.items()} for row in numbered])
    with TemporaryDirectory() as folder:
        one = load_folder(world(Path(folder, "read"), codes, orders.cast(pl.String)))
        lying = world(Path(folder, "lying"), codes, orders.cast(pl.String), form="parquet")
        other = load_folder(lying, Intake(engine=engine))
        assert owed(one) == owed(other)
        assert differences(one, other).is_empty()
        assert said(one) == said(other)
