"""What becomes of orders in place: kept, noted, set aside or refused as those that are read."""

import datetime as dt
from pathlib import Path

import polars as pl
import pytest

from influencer_roi.filters import Filters
from influencer_roi.intake.location import files_of
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.in_place import in_place_of
from influencer_roi.ledger.load import Intake, check_folder, load_folder
from influencer_roi.model.report import Refused
from influencer_roi.queries.content import credit_rows
from influencer_roi.settings import Engine
from influencer_roi.store import read_snapshot
from influencer_roi.store.build import build_snapshot
from influencer_roi.store.refresh_guard import Acceptance
from tests.folders import ORDERS, rows_of, write_folder
from tests.ledger.roll_up.test_engines import differences

HERE: tuple[Engine, ...] = ("polars", "duckdb")
ODD = """
    source     campaign  influencer_id  user_id  order_id  date        orders  revenue
    Instagram  Summer    ann            u1       o1        2025-06-02  1       100
    Instagram  Summer    ann            u2       o2        02/06/2025  1       1,200.50
    Instagram  Summer    ann            u3       o3        2025-06-03  1       -
    Instagram  Summer    ann            u4       o4        2025-06-03  1.5     10
    IG         Summer    stranger       u4       o5        2025-06-03  -       -10
    -          -         -              u1       o6        2025-02-28  2       7
    Instagram  Summer    ann            u5       o7        2025-06-04  1       20
    Instagram  Summer    ann            u5       o7        2025-06-04  1       20
    Instagram  Summer    ann            u5       o7        2025-06-05  1       30
    """


def both(folder: Path, orders: str = ODD, form: str = "parquet") -> tuple[Path, Path]:
    """The same folder twice: orders as one CSV file, and in two files of a folder."""
    read = write_folder(folder / "read", tracking_data=orders)
    order_files = write_folder(folder / "lying", tracking_data=orders)
    (order_files / "tracking_data.csv").unlink()
    rows = rows_of(orders)
    for number in range(2):
        file = order_files / "orders" / f"{number}.{form}"
        file.parent.mkdir(exist_ok=True)
        part = rows.slice(number * 5, 5 if number == 0 else None)
        part.write_parquet(file) if form == "parquet" else part.write_csv(file)
    return read, order_files


def faults(ledger: Ledger) -> list[tuple[object, ...]]:
    """What was set aside of orders: column, value, code."""
    return ledger.report.faults.filter(table="orders").select("column", "value", "code").rows()


def test_the_name_of_a_folder_may_be_the_day(tmp_path: Path) -> None:
    """Small Parquet files in folders by day have the day of their folder, as large ones have."""
    folder = write_folder(tmp_path / "data", tracking_data=ODD)
    (folder / "tracking_data.csv").unlink()
    for day in ("2025-06-02", "2025-06-03"):
        file = folder / "orders" / f"date={day}" / "rows.parquet"
        file.parent.mkdir(parents=True)
        rows_of(ODD).filter(date=day).drop("date").write_parquet(file)
    ledger = load_folder(folder)
    days = ledger.entries.filter(pl.col("revenue") > 0)["date"].unique().sort().to_list()
    assert days == [dt.date(2025, 6, 2), dt.date(2025, 6, 3)]


@pytest.mark.in_turn(3)
@pytest.mark.parametrize("form", ["parquet", "csv"])
@pytest.mark.parametrize("engine", HERE)
def test_odd_rows_go_the_way_of_every_row(tmp_path: Path, engine: Engine, form: str) -> None:
    """The same rows are kept and set aside, for the same reasons, and the ledger is the same."""
    read, order_files = both(tmp_path, form=form)
    one, other = load_folder(read), load_folder(order_files, Intake(engine=engine))
    assert faults(one) == faults(other)
    assert differences(one, other).is_empty()
    header = 1 if form == "csv" else 0
    standing = [(f"0.{form}", 3), (f"1.{form}", 3), (f"1.{form}", 4)]
    assert [(one.file, one.line - header) for one in other.report.set_aside] == standing
    assert one.report.counts["orders"].money == other.report.counts["orders"].money


def test_notes_count_the_rows(tmp_path: Path) -> None:
    """Notes on rows in place say how many there are, under the codes of rows that are read."""
    read, order_files = both(tmp_path)
    codes = {"absent", "refund", "organic", "unknown_influencer", "platform_spelling"}
    one, other = (
        {note.code for note in check_folder(folder).notes if note.table == "orders"} & codes
        for folder in (read, order_files)
    )
    assert one == other == codes
    said = [str(note) for note in check_folder(order_files).notes if note.code == "refund"]
    assert said == ["orders: 1 row is a refund (negative); kept."]
    strangers = [
        note.text
        for folder in (read, order_files)
        for note in check_folder(folder).notes
        if (note.table, note.code) == ("orders", "unknown_influencer")
    ]
    assert len(strangers) == 2
    assert strangers[0] == strangers[1]


def test_what_was_written_before(tmp_path: Path) -> None:
    """Of a snapshot that counted faults over all files, rows set aside are not listed either."""
    _, order_files = both(tmp_path)
    now = load_folder(order_files).in_place
    assert now is not None
    lines = now.gone["line"]
    frames = {"kept": now.kept, "again": now.again, "left_out": lines.head(1).to_frame()}
    before = in_place_of(now.as_json(), now.words, frames=frames, set_aside=lines[1:].to_frame())
    assert before.gone["line"].to_list() == lines.to_list()


@pytest.mark.in_turn(3)
@pytest.mark.parametrize("header", ["orders_(ct)", "Orders_(minor_units)", "orders_(hundreds)"])
def test_a_scale_in_the_header_of_orders(tmp_path: Path, header: str) -> None:
    """A count has no parts of a currency in place either; what multiplies it does so in both."""
    rows = ORDERS.replace("orders ", f"{header} ")
    read, order_files = both(tmp_path, rows.replace(" 1 ", " 300 "))
    assert differences(load_folder(read), load_folder(order_files)).is_empty()


def test_capitals_meet(tmp_path: Path) -> None:
    """An influencer in other capitals is the one of the influencers file, in place too."""
    read, order_files = both(tmp_path, ORDERS.replace("ann", "ANN"))
    assert differences(load_folder(read), load_folder(order_files)).is_empty()


@pytest.mark.in_turn(2)
@pytest.mark.parametrize("engine", HERE)
def test_spellings_of_a_customer(tmp_path: Path, engine: Engine) -> None:
    """Blanks around a customer, and words for none, make no new customer."""
    read, order_files = both(tmp_path)
    rows = rows_of(ODD).with_columns(
        user_id=pl.Series([" u1", "u1 ", "NA", "", "u1", "u1", "u2", "u2", "n/a"])
    )
    rows.write_csv(read / "tracking_data.csv")
    for file in files_of(order_files / "orders").files[1:]:
        file.unlink()
    rows.write_parquet(order_files / "orders" / "0.parquet")
    one, other = load_folder(read), load_folder(order_files, Intake(engine=engine))
    assert one.entries["new_customers"].sum() > 0
    assert differences(one, other).is_empty()


def test_a_snapshot_keeps_what_rows_need(tmp_path: Path) -> None:
    """Words, kept odd rows and the place come back as they were; nothing is built twice."""
    _, order_files = both(tmp_path)
    built = build_snapshot(order_files, tmp_path / "snapshot")
    held, made = read_snapshot(tmp_path / "snapshot").ledger.in_place, load_folder(order_files).in_place
    assert held is not None
    assert made is not None
    assert (held.location, held.headers) == (made.location, made.headers)
    for name, rows in made.frames.items():
        assert held.frames[name].equals(rows)
    assert {
        name: told.sort("id" if name == "link" else "text").rows() for name, told in held.words.items()
    } == {name: told.sort("id" if name == "link" else "text").rows() for name, told in made.words.items()}
    assert build_snapshot(order_files, tmp_path / "snapshot") == built


@pytest.mark.in_turn(3)
@pytest.mark.parametrize(
    "filters", [Filters(), Filters(start=dt.date(2025, 6, 3)), Filters(brand=("Gritzo",))]
)
def test_the_ways_of_credit(tmp_path: Path, filters: Filters) -> None:
    """How orders came to their posts is the same in place as read, on any days."""
    read, order_files = both(tmp_path)
    build_snapshot(order_files, tmp_path / "snapshot")
    one, other = load_folder(read), read_snapshot(tmp_path / "snapshot").ledger
    assert credit_rows(one, filters).equals(credit_rows(other, filters))
    assert credit_rows(one, filters)["orders"].sum() > 0 or filters["brand"]


def test_a_new_part_is_a_change(tmp_path: Path) -> None:
    """A file that comes to a folder of orders makes a new version, with its rows."""
    _, order_files = both(tmp_path)
    before = build_snapshot(order_files, tmp_path / "snapshot")
    rows_of(ODD).head(1).with_columns(order_id=pl.lit("o99")).write_parquet(
        order_files / "orders" / "2.parquet"
    )
    assert build_snapshot(order_files, tmp_path / "snapshot", accept=Acceptance.ANY) != before
    assert read_snapshot(tmp_path / "snapshot").ledger.report.counts["orders"].kept == 7


def refused(folder: Path, intake: Intake | None = None) -> list[str]:
    """The codes a folder is refused with."""
    with pytest.raises(Refused) as caught:
        load_folder(folder, intake)
    return [problem.code for problem in caught.value.problems]


def test_what_cannot_be_rolled_up(tmp_path: Path) -> None:
    """Damaged files, both forms, lacking columns and nothing but odd rows are refused, in words."""
    _, order_files = both(tmp_path)
    orders = order_files / "orders"
    (orders / "1.parquet").write_bytes(b"PAR1 nothing PAR1")
    assert refused(order_files) == ["bad_parquet"]
    rows_of(ODD).drop("revenue").write_parquet(orders / "1.parquet")
    (orders / "0.parquet").unlink()
    assert refused(order_files) == ["missing_column"]
    rows_of(ODD).with_columns(date=pl.lit("soon")).write_parquet(orders / "1.parquet")
    assert refused(order_files) == ["nothing_kept"]
    rows_of(ODD).write_csv(orders / "2.csv")
    assert refused(order_files) == ["file_missing"]


def test_no_warehouse(tmp_path: Path) -> None:
    """A warehouse that cannot be reached is refused, and its address, with the password, is not said."""
    read, _ = both(tmp_path)
    with pytest.raises(Refused) as caught:
        load_folder(read, Intake(orders="ibis://postgres://me:secret@127.0.0.1:1/shop#orders"))
    assert [problem.code for problem in caught.value.problems] == ["no_warehouse"]
    assert "secret" not in str(caught.value)
