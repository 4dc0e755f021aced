"""Every engine gives the same ledger, of orders that were read here and of orders left where they lie."""

from collections.abc import Sequence
from pathlib import Path

import ibis
import narwhals as nw
import polars as pl
import pytest

from influencer_roi.intake.location import OrdersLocation
from influencer_roi.ledger.entries import MEASURES, Ledger
from influencer_roi.ledger.load import Intake, load_folder
from influencer_roi.ledger.roll_up.engines import duckdb
from influencer_roi.ledger.roll_up.engines.duckdb import DuckDB, start
from influencer_roi.ledger.touches import CREDIT, TOUCH_GRAIN, TOUCH_SUMS
from influencer_roi.model.dimensions import ATTRIBUTES, GRAIN, SPEND_BASIS
from influencer_roi.sample import write_sample
from influencer_roi.settings import ENGINES, ZONE, Engine
from tests.folders import write_folder
from tests.ledger.roll_up.in_files import lay, written

ENTRY = [*GRAIN, SPEND_BASIS, *ATTRIBUTES]
HERE: tuple[Engine, ...] = ("polars", "duckdb")


def differences(one: Ledger, other: Ledger) -> pl.DataFrame:
    """The entries and touches in which two ledgers differ by more than 1e-9 of a value."""
    return pl.concat(
        [
            unlike(one.entries, other.entries, ENTRY, MEASURES),
            unlike(one.touches, other.touches, [*TOUCH_GRAIN, CREDIT], TOUCH_SUMS),
        ],
        how="diagonal",
    )


def unlike(
    one: pl.DataFrame, other: pl.DataFrame, keys: Sequence[str], measures: Sequence[str]
) -> pl.DataFrame:
    """The rows in which two frames differ by more than 1e-9 of a value; none where they are the same."""
    sides = [
        rows.with_columns(pl.col(pl.Enum).cast(pl.String)).select(*keys, *measures) for rows in (one, other)
    ]
    both = sides[0].join(sides[1], on=keys, how="full", nulls_equal=True, suffix="_other")
    close = [
        pl.col(name).eq_missing(pl.col(f"{name}_other"))
        | ((pl.col(name) - pl.col(f"{name}_other")).abs() <= 1e-9 * pl.col(name).abs().clip(1e-6))
        for name in measures
    ]
    return both.filter(~pl.all_horizontal(close).fill_null(value=False))


def tables_of(ledger: Ledger) -> dict[str, tuple[int, int]]:
    """How many rows of each table were kept and set aside."""
    return {name: (one.kept, one.set_aside) for name, one in ledger.report.counts.items()}


def in_warehouse(address: str, folder: Path, name: str) -> Intake:
    """Orders as they stand in a folder's file, put into a table of a warehouse."""
    warehouse = ibis.connect(address)
    warehouse.create_table(
        name, written(folder).to_arrow(compat_level=pl.CompatLevel.oldest()), overwrite=True
    )
    warehouse.disconnect()
    return Intake(orders=f"ibis://{address}#{name}")


def numbered_rows(folder: Path) -> tuple[DuckDB, dict[str, pl.DataFrame], pl.DataFrame]:
    """DuckDB over texts in Parquet, the numbers it gives them, and how many rows each number has."""
    rows = pl.DataFrame(
        {"source": ["Insta", None, "Insta", "P0001"], "product": ["Whey", "", "Oats", "Oats"]}
    )
    rows.write_parquet(folder / "part.parquet")
    engine = start(None, ZONE)
    orders = engine.orders(OrdersLocation(folder, (folder / "part.parquet",), "parquet"))
    numbers = engine.numbers(orders, ["source", "product"])
    grouped = engine.numbered(orders, numbers).group_by("source", "product").agg(rows=nw.len())
    return engine, numbers, engine.fetch(grouped)


def test_numbers_stand_for_texts(tmp_path: Path) -> None:
    """Each distinct text of a column of Parquet has one number of its own, nothing has one too."""
    engine, numbers, grouped = numbered_rows(tmp_path)
    engine.close()
    assert {name: set(said["text"]) for name, said in numbers.items()} == {
        "source": {"Insta", None, "P0001"},
        "product": {"Whey", "", "Oats"},
    }
    for name, said in numbers.items():
        told = dict(said.select("number", "text").iter_rows())
        grouped = grouped.with_columns(pl.Series(name, [told[number] for number in grouped[name]]))
    expected = {("Insta", "Whey", 1), (None, "", 1), ("Insta", "Oats", 1), ("P0001", "Oats", 1)}
    assert set(grouped.iter_rows()) == expected


def test_texts_that_share_a_number_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a number stands for two texts, rows are grouped by the texts themselves."""
    monkeypatch.setattr(duckdb, "_NUMBER", "length")
    engine, numbers, grouped = numbered_rows(tmp_path)
    engine.close()
    assert (numbers, grouped.height) == ({}, 4)
    assert set(grouped["product"]) == {"Whey", "", "Oats"}


@pytest.mark.parametrize("engine", HERE)
def test_every_engine_gives_the_same_ledger(real_folder: Path, real_ledger: Ledger, engine: Engine) -> None:
    """Orders of real folders, rolled up on an engine, make the ledger they make row by row."""
    rolled = load_folder(real_folder, Intake(engine=engine))
    assert differences(real_ledger, rolled).is_empty()
    assert rolled.report.sentences() == real_ledger.report.sentences()


@pytest.mark.parametrize("engine", HERE)
def test_orders_in_place(real_folder: Path, real_ledger: Ledger, engine: Engine, tmp_path: Path) -> None:
    """Orders laid out as partitioned Parquet, as they are written, make the same ledger in place."""
    order_files = load_folder(lay(real_folder, tmp_path), Intake(engine=engine))
    assert order_files.in_place is not None
    assert differences(real_ledger, order_files).is_empty()
    assert tables_of(order_files) == tables_of(real_ledger)


def test_duckdb_through_ibis(real_folder: Path, real_ledger: Ledger, tmp_path: Path) -> None:
    """Orders in a table of a DuckDB file make the same ledger by its own SQL."""
    intake = in_warehouse(f"duckdb://{tmp_path / 'shop.duckdb'}", real_folder, "orders")
    told = load_folder(real_folder, intake)
    assert differences(real_ledger, told).is_empty()
    assert tables_of(told) == tables_of(real_ledger)


def test_postgres_through_ibis(real_folder: Path, real_ledger: Ledger, postgres: str) -> None:
    """Orders in a table of a real PostgreSQL make the same ledger by its own SQL."""
    told = load_folder(real_folder, in_warehouse(postgres, real_folder, "orders"))
    assert differences(real_ledger, told).is_empty()
    assert tables_of(told) == tables_of(real_ledger)


# Clocks in New York go forward on the 9th of March.
INSTANTS = ("2025-03-08T18:29:00", "2025-03-08T18:31:00", "2025-03-09T04:59:00", "2025-07-01T04:01:00")


def of_instants(folder: Path) -> pl.DataFrame:
    """Write a folder whose orders, in Parquet, have instants for dates; each earns another sum."""
    write_folder(folder)
    (folder / "tracking_data.csv").unlink()
    orders = pl.DataFrame(
        {
            "source": "Instagram",
            "campaign": "New",
            "influencer_id": "A",
            "user_id": "u1",
            "date": pl.Series(INSTANTS).str.to_datetime(time_zone="UTC"),
            "orders": 1,
            "revenue": [1.0, 10.0, 100.0, 1000.0],
        }
    )
    (folder / "orders").mkdir()
    orders.write_parquet(folder / "orders" / "a.parquet")
    return orders


def earned_on(ledger: Ledger) -> dict[tuple[int, int], float]:
    """What was earned on each day, by month and day."""
    days = ledger.entries.group_by("date").agg(pl.col("revenue").sum()).filter(pl.col("revenue") > 0)
    return {(day.month, day.day): revenue for day, revenue in days.iter_rows()}


EARNED = {
    "Asia/Kolkata": {(3, 8): 1.0, (3, 9): 110.0, (7, 1): 1000.0},
    "America/New_York": {(3, 8): 111.0, (7, 1): 1000.0},
}


@pytest.mark.in_turn(3)
@pytest.mark.parametrize("zone", EARNED)
@pytest.mark.parametrize("engine", HERE)
def test_instants_in_place(tmp_path: Path, engine: Engine, zone: str) -> None:
    """An instant in Parquet is its day in the zone of the business, on every engine."""
    of_instants(tmp_path)
    assert earned_on(load_folder(tmp_path, Intake(engine=engine, zone=zone))) == EARNED[zone]


@pytest.mark.in_turn(2)
@pytest.mark.parametrize("zone", EARNED)
def test_instants_in_duckdb(tmp_path: Path, zone: str) -> None:
    """So it is in a table of DuckDB."""
    assert earned_on(instants_in(f"duckdb://{tmp_path / 'shop.duckdb'}", tmp_path, zone)) == EARNED[zone]


@pytest.mark.in_turn(2)
@pytest.mark.parametrize("zone", EARNED)
def test_instants_in_postgres(tmp_path: Path, zone: str, postgres: str) -> None:
    """So it is in a table of PostgreSQL."""
    assert earned_on(instants_in(postgres, tmp_path, zone)) == EARNED[zone]


def instants_in(address: str, folder: Path, zone: str) -> Ledger:
    """The ledger of those orders in a table of a warehouse."""
    warehouse = ibis.connect(address)
    warehouse.create_table("instants", of_instants(folder).to_arrow(), overwrite=True)
    warehouse.disconnect()
    return load_folder(folder, Intake(orders=f"ibis://{address}#instants", zone=zone))


@pytest.mark.slow
@pytest.mark.usefixtures("executors")
def test_spark(tmp_path: Path) -> None:
    """Orders at instants and customers written in two ways, rolled up on Spark, make the same ledger."""
    of_instants(tmp_path)
    for zone, earned in EARNED.items():
        assert earned_on(load_folder(tmp_path, Intake(engine="spark", zone=zone))) == earned
    (tmp_path / "customers" / "orders").mkdir(parents=True)
    of_spellings(tmp_path / "customers").write_parquet(tmp_path / "customers" / "orders" / "a.parquet")
    assert newcomers(load_folder(tmp_path / "customers", Intake(engine="spark"))) == FOUND


@pytest.mark.slow
@pytest.mark.usefixtures("executors")
def test_spark_everywhere(real_folder: Path, real_ledger: Ledger) -> None:
    """Orders of every real folder, rolled up on Spark, make the ledger they make without it."""
    rolled = load_folder(real_folder, Intake(engine="spark"))
    assert differences(real_ledger, rolled).is_empty()


@pytest.fixture(scope="module")
def million(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ledger]:
    """A folder of a million orders, and its ledger."""
    folder = tmp_path_factory.mktemp("million")
    write_sample(folder, orders=1_000_000)
    return folder, load_folder(folder)


@pytest.mark.slow
@pytest.mark.usefixtures("executors")
@pytest.mark.parametrize("engine", ENGINES)
def test_a_million_orders(million: tuple[Path, Ledger], engine: Engine, tmp_path: Path) -> None:
    """A million orders in place, on every engine, make the ledger they make row by row."""
    folder, ledger = million
    assert differences(ledger, load_folder(lay(folder, tmp_path), Intake(engine=engine))).is_empty()


@pytest.mark.slow
def test_a_million_orders_in_postgres(million: tuple[Path, Ledger], postgres: str) -> None:
    """A million orders in PostgreSQL make the ledger they make row by row."""
    folder, ledger = million
    assert differences(ledger, load_folder(folder, in_warehouse(postgres, folder, "million"))).is_empty()


# Seven people, each written in two ways, and nobody in the last three.
SPELLINGS = (
    ("Mira@x.in", "mira@X.in "),
    ("\uff2d\uff29\uff32\uff21\uff12@x.in", "mira2@x.in"),
    ("k\u200babir", "kabir"),
    ("Asha  Rao", "Asha Rao"),
    ("'77", "77.0"),
    ('="u9"', "u9"),
    ("José@x.in", "jose\u0301@X.in"),
    ("#N/A", "\u200b"),
    ("(Not set)", " n/a"),
    ("'NA", "unAssigned"),
)


def of_spellings(folder: Path) -> pl.DataFrame:
    """Write a folder of orders by customers of many spellings, without its orders; return those."""
    write_folder(folder)
    (folder / "tracking_data.csv").unlink()
    customers = [name for pair in SPELLINGS for name in pair]
    return pl.DataFrame(
        {
            "source": "Instagram",
            "campaign": "New",
            "influencer_id": "A",
            "user_id": customers,
            "date": [f"2025-01-{day:02}" for day in range(1, len(customers) + 1)],
            "orders": 1,
            "revenue": 10.0,
        }
    )


def newcomers(ledger: Ledger) -> list[float]:
    """How many new customers came on each day, in order; days without one left out."""
    days = ledger.entries.group_by("date").agg(pl.col("new_customers").sum()).sort("date")
    return [count for count in days["new_customers"] if count]


FOUND = [1.0] * 7


def test_customers_who_are_read(tmp_path: Path) -> None:
    """Each of seven people is one new customer, on the day of the first way they are written."""
    of_spellings(tmp_path).write_csv(tmp_path / "orders.csv")
    assert newcomers(load_folder(tmp_path)) == FOUND


@pytest.mark.in_turn(3)
@pytest.mark.parametrize("engine", HERE)
@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_customers_in_place(tmp_path: Path, engine: Engine, form: str) -> None:
    """So it is in files, on every engine."""
    orders, file = of_spellings(tmp_path), tmp_path / "orders" / f"a.{form}"
    file.parent.mkdir()
    orders.write_csv(file) if form == "csv" else orders.write_parquet(file)
    assert newcomers(load_folder(tmp_path, Intake(engine=engine))) == FOUND


def test_customers_in_duckdb(tmp_path: Path) -> None:
    """So it is in a table of DuckDB."""
    assert newcomers(spellings_in(f"duckdb://{tmp_path / 'shop.duckdb'}", tmp_path)) == FOUND


def test_customers_in_postgres(tmp_path: Path, postgres: str) -> None:
    """So it is in a table of PostgreSQL."""
    assert newcomers(spellings_in(postgres, tmp_path)) == FOUND


def spellings_in(address: str, folder: Path) -> Ledger:
    """The ledger of those orders in a table of a warehouse."""
    orders = of_spellings(folder).to_arrow(compat_level=pl.CompatLevel.oldest())
    warehouse = ibis.connect(address)
    warehouse.create_table("spellings", orders, overwrite=True)
    warehouse.disconnect()
    return load_folder(folder, Intake(orders=f"ibis://{address}#spellings"))
