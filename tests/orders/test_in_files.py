"""Rows of orders are the same wherever they lie: in a ledger, or in the files they came in."""

import datetime as dt
import io
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from influencer_roi.downloads import streams
from influencer_roi.filters import Filters
from influencer_roi.intake.location import OrdersLocation
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.load import load_folder
from influencer_roi.ledger.masked import MASK, masked
from influencer_roi.model.dimensions import FILTERING
from influencer_roi.orders import Listing, order_book
from influencer_roi.orders.in_files import files, sorting, views
from influencer_roi.orders.in_files.files import OrderFiles
from influencer_roi.orders.in_memory import FrameRows
from influencer_roi.orders.requests import RowRequest, Search, Sort
from influencer_roi.pages import explorer
from influencer_roi.queries import influencer_rows
from tests.folders import write_folder
from tests.ledger.roll_up.in_files import lay, written
from tests.pages.test_explorer import requests
from tests.tables import explored
from tests.test_downloads import client_of
from tests.trying import trying
from tests.waiting import wait_until

LAWS = trying(12, here=2)  # in each of six worlds
HERE = 2  # of the worlds; the slow tests take all
POSTS = """
post_id  influencer_id  platform   date        caption       reach  likes  comments  brand
P1       A              Instagram  2025-01-02  #MuscleBlaze  1000   40     10        -
P2       B              YouTube    2025-01-05  #Gritzo       2000   30     10        Gritzo
P3       A              Threads    2025-01-20  new           2000   30     10        TrueBasics
"""
WORDS = {
    "source": ("Instagram", "IG", "organic", "P1", " P3 ", "YT", None),
    "campaign": ("MB_New", "GZ_New", " Diwali", "n/a", None),
    "influencer_id": ("A", "B", " B", "C", "a", "stranger", "nan", None),
    "user_id": ("u1", "u2 ", "7.0", None),
    "product": ("MB Whey", "Gritzo Shake", "=1+1", "Bar", None),
    "brand": ("MuscleBlaze", "hkv", None, None),
    "post_id": ("P1", "P2", "P3", "P9", None, None),
    "date": ("2025-01-03", "2025-01-06", "2025-02-01", "2025-02-28", "2025-03-09", "09/03/2025", "soon"),
    "orders": ("1", "2", "0", "1.5", "-1", None),
    "revenue": ("100", "99.5", "-20", "1,200.50", "0", "much"),
}
FILES = 3
STRIPE = 7


@dataclass(frozen=True)
class Pair:
    """One world twice: its orders in a ledger, and left where they lie."""

    read: Ledger
    order_files: Ledger


def orders(seed: int, height: int = 60) -> pl.DataFrame:
    """Orders as others write them: odd dates and numbers, doubled ids, posts named and none."""
    chance = Random(seed)  # noqa: S311 # no secret
    columns = {name: [chance.choice(values) for _ in range(height)] for name, values in WORDS.items()}
    columns["date"] = [
        day if chance.random() < 0.1 else chance.choice(WORDS["date"][:5]) for day in columns["date"]
    ]
    ids = [f"o{chance.randrange(height * 8)}" for _ in range(height)]
    lacking = {"post_id", "brand", "product"} if seed % 3 == 2 else set()
    return pl.DataFrame(
        {**columns, "order_id": ids}, schema_overrides=dict.fromkeys(columns, pl.String)
    ).drop(lacking)


def folder_of(folder: Path, rows: pl.DataFrame, files: int) -> Path:
    """A folder whose orders are one Parquet file, or several in partitions."""
    write_folder(folder, posts=POSTS)
    (folder / "tracking_data.csv").unlink()
    if files == 1:
        rows.write_parquet(folder / "orders.parquet")
        return folder
    length = -(-rows.height // files)
    for part in range(files):
        partition = folder / "orders" / f"part={part}"
        partition.mkdir(parents=True)
        rows.slice(part * length, length).write_parquet(partition / "rows.parquet")
    return folder


WORLDS = [pytest.param(seed, marks=[pytest.mark.slow] if seed >= HERE else []) for seed in range(6)]


@pytest.fixture(scope="module", params=WORLDS)
def loaded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[int, Pair]:
    """Give one random world after the other, with its number."""
    home, rows = tmp_path_factory.mktemp("world"), orders(request.param)
    one, other = (load_folder(folder_of(home / str(number), rows, number)) for number in (1, FILES))
    assert one.in_place is None
    assert other.in_place is not None
    return request.param, Pair(one, other)


# Set for each test and not for the module: a fixture of a module lives on while tests without it run.
@pytest.fixture
def pair(loaded: tuple[int, Pair], monkeypatch: pytest.MonkeyPatch) -> Pair:
    """Give each world in stripes of a few lines, with many rows and few by turns."""
    number, pair = loaded
    in_stripes(STRIPE, monkeypatch)
    for most in ("MOST_FEW", "MOST_AT_ONCE", "NEAR"):
        monkeypatch.setattr(views, most, STRIPE * 2 if number % 2 else 0)
    return pair


def in_stripes(lines: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read files in stripes of so many lines, and take home a little less at a time."""
    monkeypatch.setattr(files, "STRIPE", lines)
    monkeypatch.setattr(views, "PIECE", lines - 2)


def taken(ledger: Ledger, filters: Filters) -> pl.DataFrame:
    """All rows of orders that a reader takes home, those of a ledger without what rows in place lack."""
    found = order_book(ledger, filters)
    rows = pl.concat([found.empty, *found.pieces()])
    assert rows.height == found.count()
    return rows.drop("new_customers", strict=False).with_columns(pl.col(pl.Enum).cast(pl.String))


@st.composite
def selections(draw: st.DrawFn, ledger: Ledger) -> Filters:
    """Selections by everything that can be filtered."""
    chosen = {}
    for name in sorted(draw(st.sets(st.sampled_from(sorted(FILTERING)), max_size=2))):
        values = st.sampled_from(ledger.values(name) or ("none",))
        chosen[name] = tuple(draw(st.lists(values, unique=True, min_size=1, max_size=2)))
    days = st.dates(dt.date(2025, 1, 1), dt.date(2025, 3, 31))
    start, end = sorted(draw(st.tuples(days, days)))
    return Filters(
        **chosen,  # type: ignore[arg-type] # tuples all
        start=draw(st.sampled_from([None, None, start])),
        end=draw(st.sampled_from([None, None, end])),
        followers_from=draw(st.sampled_from([None, None, 5_000])),
    )


@pytest.mark.in_turn(2)
def test_customers_are_masked_alike(pair: Pair) -> None:
    """Whoever does not see customers sees the same rows wherever they lie, and can ask for none of them."""
    rows = [taken(masked(ledger), Filters()) for ledger in (pair.read, pair.order_files)]
    assert_frame_equal(*rows)
    assert set(rows[0]["user_id"]) == {MASK, None}
    named = {"user_id": {"filterType": "text", "type": "contains", "filter": "u1"}}
    for ledger in (pair.read, pair.order_files):
        request = {"startRow": 0, "endRow": 9, "filterModel": named}
        assert explored(ledger, Filters(), request, table="orders")["rowCount"]
        assert not explored(masked(ledger), Filters(), request, table="orders")["rowCount"]


@pytest.mark.at_length
@LAWS
@given(data=st.data())
def test_every_row_is_the_same(pair: Pair, data: st.DataObject) -> None:
    """Under any filters the rows are those of the ledger, in the same order, cell by cell."""
    filters = data.draw(selections(pair.read))
    assert_frame_equal(taken(pair.read, filters), taken(pair.order_files, filters))


@pytest.mark.at_length
@LAWS
@given(data=st.data())
def test_every_block_is_the_same(pair: Pair, data: st.DataObject) -> None:
    """Whatever a grid asks, sorted, filtered, from any place on, the block and the number of rows agree."""
    filters = data.draw(selections(pair.read))
    request = data.draw(requests(taken(pair.read, Filters())))
    one, other = (
        explored(ledger, filters, request, table="orders") for ledger in (pair.read, pair.order_files)
    )
    without: Any = [{k: v for k, v in row.items() if k != "new_customers"} for row in one["rowData"]]
    assert (without, one["rowCount"]) == (other["rowData"], other["rowCount"])


@pytest.mark.at_length
@LAWS
@given(data=st.data(), most=st.integers(1, 25))
def test_the_first_of_sorted_rows_are_the_same(pair: Pair, data: st.DataObject, most: int) -> None:
    """However few rows a sorted table shows, they are the first of all, by whatever it is sorted."""
    filters = data.draw(selections(pair.read))
    rows = taken(pair.read, filters)
    columns = data.draw(st.lists(st.sampled_from(rows.columns), unique=True, min_size=1, max_size=3))
    sorts = tuple(Sort(name, data.draw(st.booleans(), name)) for name in columns)
    request = RowRequest(sorts=sorts, search=data.draw(searches(rows)))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sorting, "MOST_SORTED", most)
        pair.order_files.memos.clear()
        found, number = order_book(pair.order_files, filters).block(request)
    pair.order_files.memos.clear()
    whole, every = order_book(pair.read, filters).block(request)
    assert number == min(most, every)
    assert found["line"].to_list() == whole["line"].head(most).to_list()


@st.composite
def searches(draw: st.DrawFn, rows: pl.DataFrame) -> Search:
    """A word that some row has, or none."""
    named = [name for name in rows.columns if rows[name].dtype == pl.String]
    name = draw(st.sampled_from(named))
    texts = sorted(set(rows[name].drop_nulls()))
    words = draw(st.sampled_from([(), *((text.lower(),) for text in texts)]))
    return Search(words, (name,))


@pytest.mark.at_length
@LAWS
@given(data=st.data())
def test_every_file_is_the_same(pair: Pair, data: st.DataObject) -> None:
    """A CSV of rows in place is that of the ledger's, byte for byte; so are the cells of Parquet."""
    filters = data.draw(selections(pair.read))
    found = [order_book(ledger, filters) for ledger in (pair.read, pair.order_files)]
    csv, parquet = (b"".join(write(found[1])) for write in (streams.csv_chunks, _parquet))
    assert csv == b"".join(streams.csv_chunks(FrameRows(taken(pair.read, filters))))
    assert_frame_equal(pl.read_parquet(io.BytesIO(parquet)), taken(pair.read, filters))


def _parquet(rows: Listing) -> Iterator[bytes]:
    return streams.parquet_chunks(rows, {})


@pytest.mark.at_length
@LAWS
@given(data=st.data())
def test_profiles_show_the_same_orders(pair: Pair, data: st.DataObject) -> None:
    """The newest orders of a profile, and how many there are, agree."""
    filters = data.draw(selections(pair.read)).choosing(influencer_id=("A", "B"))
    (one, count, _), (other, number, _) = (
        influencer_rows.newest_orders(ledger, filters, most=100) for ledger in (pair.read, pair.order_files)
    )
    assert count == number
    if count:
        fields = ("date", "name", "campaign", "brand", "product", "source", "orders", "revenue")
        assert_frame_equal(
            *(rows.select(fields).with_columns(pl.col(pl.Enum).cast(pl.String)) for rows in (one, other))
        )


@pytest.mark.at_length
@LAWS
@given(data=st.data())
def test_pages_count_the_same(pair: Pair, data: st.DataObject) -> None:
    """The Explorer's sentence says the same rows and sums of both."""
    filters = data.draw(selections(pair.read))
    says = [
        str(explorer.update(ledger, filters, table="orders")["explorer-say.children"])
        for ledger in (pair.read, pair.order_files)
    ]
    assert says[1].replace("as the ledger adds them up", "the same as on every page") == says[0]


@pytest.mark.in_turn(9)
@pytest.mark.parametrize("form", ["parquet", "csv"])
def test_real_folders(real_folder: Path, form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The orders of every real folder are the same rows, in parts of Parquet or CSV as in one file."""
    in_stripes(500, monkeypatch)
    rows = written(real_folder)
    alone, apart = lay(real_folder, tmp_path), tmp_path / "apart"
    shutil.copytree(alone, apart)
    shutil.rmtree(alone / "orders")
    rows.write_parquet(alone / "orders.parquet")
    if form == "csv":
        for file in list((apart / "orders").rglob("*.parquet")):
            pl.read_parquet(file).write_csv(file.with_suffix(".csv"))
            file.unlink()
    one, other = load_folder(alone), load_folder(apart)
    assert other.in_place is not None
    assert_frame_equal(taken(one, Filters()), taken(other, Filters()))


# ---- what differs, and what is said of it


def test_new_customers_are_left_out(pair: Pair) -> None:
    """Rows in place have no new customers of their own: the column is not there, and the page says why."""
    regions: Any = explorer.update(pair.order_files, Filters(), table="orders")
    fields = [one["field"] for one in regions["explorer-rows.columnDefs"]]
    assert ("new_customers" in fields, "revenue" in fields) == (False, True)
    assert "new customer is not worked out" in regions["explorer-holds.children"]


def test_only_the_first_of_sorted_rows_can_be_asked_for(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sorted, a table ends after so many rows, and the page says after how many."""
    monkeypatch.setattr(sorting, "MOST_SORTED", 3)
    request = {"sortModel": [{"colId": "user_id", "sort": "asc"}]}
    pair.order_files.memos.clear()
    answer = explored(pair.order_files, Filters(), request, table="orders")
    pair.order_files.memos.clear()
    assert (answer["rowCount"], len(answer["rowData"])) == (3, 3)
    said = explorer.update(pair.order_files, Filters(), table="orders")["explorer-holds.children"]
    assert "the first 10,000 of them" in str(said)


def test_the_next_rows_are_read_meanwhile(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    """While one looks at sorted rows, the next ones are read; what failed then is read when asked for."""
    read: list[tuple[int, ...]] = []
    picked = OrderFiles.picked

    def noted(files: OrderFiles, lines: pl.Series) -> pl.DataFrame:
        read.append(tuple(lines))
        if len(read) == 3:
            raise OSError
        return picked(files, lines)

    monkeypatch.setattr(views, "BLOCK", 4)
    monkeypatch.setattr(OrderFiles, "picked", noted)
    pair.order_files.memos.clear()
    book, whole = order_book(pair.order_files), order_book(pair.read)
    request = RowRequest(sorts=(Sort("revenue", descending=True),), length=4)
    for block, reads in enumerate((2, 3, 5)):
        asked = replace(request, start=block * 4)
        assert book.block(asked)[0]["line"].to_list() == whole.block(asked)[0]["line"].to_list()
        wait_until(lambda reads=reads: len(read) == reads)  # type: ignore[misc]
    assert [len(lines) for lines in read] == [4] * 5
    assert read[2] == read[3]
    pair.order_files.memos.clear()


def test_a_warehouse_lists_no_rows(pair: Pair) -> None:
    """Orders in a warehouse are not listed: the page says so where the rows would be, a file refuses."""
    assert pair.order_files.in_place is not None
    location = OrdersLocation(address="ibis://duckdb://shop.db#sales.orders")
    ledger = replace(pair.order_files, in_place=replace(pair.order_files.in_place, location=location))
    regions = explorer.update(ledger, Filters(), table="orders")
    said = "Orders lie in the warehouse table sales.orders; their rows are not listed here."
    assert (regions["explorer-nothing.children"], regions["explorer-nothing.hidden"]) == (said, False)
    assert explored(ledger, Filters(), {}, table="orders")["rowCount"] == 0
    answer = client_of(ledger).get("/download/orders.csv")
    assert (answer.status_code, said in answer.text) == (400, True)
    assert influencer_rows.newest_orders(ledger, Filters(influencer_id=("A",)), most=1)[2] == said


def test_changed_files_are_not_read(tmp_path: Path) -> None:
    """Where a file was written again since, no row is shown that the ledger does not know."""
    folder = folder_of(tmp_path, orders(0), FILES)
    ledger = load_folder(folder)
    assert order_book(ledger).why_unlisted() == ""
    next((folder / "orders").rglob("*.parquet")).write_bytes(b"other")
    assert "were changed or moved" in order_book(ledger).why_unlisted()
    assert client_of(ledger).get("/download/orders.csv").status_code == 400


@pytest.mark.slow
def test_memory_does_not_grow(tmp_path: Path) -> None:
    """Ten times the rows take no more memory to sort, filter and take home: less than 100 MB more."""
    peaks = []
    for height in (300_000, 3_000_000):
        rows = orders(2, 1_000).filter(pl.col("date").str.starts_with("2025"), pl.col("revenue") != "much")
        home = tmp_path / str(height)
        home.mkdir()
        many = pl.concat([rows] * (height // rows.height)).drop("order_id")
        folder = folder_of(home, many, FILES)
        run = subprocess.run(
            [sys.executable, "-c", MEASURED, str(folder)], capture_output=True, text=True, check=True
        )
        peaks.append(float(run.stdout.split()[-1]))
    assert peaks[1] < peaks[0] + 100


MEASURED = """
import sys, threading
from pathlib import Path
from influencer_roi.ledger.load import load_folder
from influencer_roi.model.dimensions import FILTERING
from influencer_roi.downloads import streams
from influencer_roi.filters import Filters
from influencer_roi.orders import order_book
from tests.tables import explored

def anonymous():
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("RssAnon")) / 1024

ledger = load_folder(Path(sys.argv[1]))
before, peak, done = anonymous(), [0.0], threading.Event()

def watch():
    while not done.wait(0.02):
        peak[0] = max(peak[0], anonymous())

threading.Thread(target=watch).start()
grid = {"sortModel": [{"colId": "revenue", "sort": "desc"}]}
explored(ledger, Filters(brand=("MuscleBlaze",)), grid, table="orders")
for write in (streams.csv_chunks, lambda rows: streams.parquet_chunks(rows, {})):
    for chunk in write(order_book(ledger)):
        pass
done.set()
print(peak[0] - before)
"""
