"""Rolls orders up on DuckDB, which spills to the disk what does not fit into memory."""

import itertools
import tempfile
from collections.abc import Container, Sequence

import duckdb
import narwhals as nw
import polars as pl

from influencer_roi.intake.location import OrdersLocation
from influencer_roi.ledger.roll_up.engines import Engine
from influencer_roi.ledger.roll_up.expression import EngineRows

_NUMBER = "hash"  # DuckDB's own, of 64 bits


class DuckDB(Engine):
    """DuckDB as an engine, in a database of its own that goes with it."""

    failures: tuple[type[Exception], ...] = (duckdb.Error,)

    def __init__(self, zone: str) -> None:
        self._spilled = tempfile.TemporaryDirectory(prefix="influencer-roi-")
        self._own = duckdb.connect(
            config={"temp_directory": self._spilled.name, "preserve_insertion_order": False}
        )
        self._own.execute("SET TimeZone = ?", [zone])
        self._by_column = False
        self._names = (f"kept_{number}" for number in itertools.count())

    def orders(self, location: OrdersLocation) -> EngineRows:
        """Return the rows of files as they stand, texts of CSV as texts."""
        files = [str(file) for file in location.files]
        self._by_column = location.form != "csv"
        if location.form == "csv":
            csv = self._own.read_csv(files, all_varchar=True, header=True, strict_mode=True)  # type: ignore[arg-type] # takes lists
            return nw.from_native(csv)
        return nw.from_native(self._own.read_parquet(files, hive_partitioning=True, union_by_name=True))

    def lend(self, rows: pl.DataFrame) -> EngineRows:
        """Return rows of ours, copied into the database."""
        return self.keep(nw.from_native(self._own.from_arrow(rows.to_arrow())))

    def numbers(self, rows: EngineRows, texts: Sequence[str]) -> dict[str, pl.DataFrame]:
        """Return DuckDB's hash for each text: to group by texts takes half as long again.

        None where two texts of a column share a hash, or where another look at the rows is not cheap.
        """
        if not self._by_column:
            return {}
        native: duckdb.DuckDBPyRelation = rows.to_native()
        hashes = {
            name: pl.DataFrame(
                native.aggregate(
                    f'"{name}" AS text, {_NUMBER}("{name}") AS number', f'"{name}"'
                ).to_arrow_table()
            )
            for name in texts
        }
        shared = any(numbers["number"].n_unique() < numbers.height for numbers in hashes.values())
        return {} if shared else hashes

    def numbered(self, rows: EngineRows, texts: Container[str]) -> EngineRows:
        """Return rows with hashes for these columns of texts."""
        native: duckdb.DuckDBPyRelation = rows.to_native()
        columns = (
            f'{_NUMBER}("{name}") AS "{name}"' if name in texts else f'"{name}"' for name in native.columns
        )
        return nw.from_native(native.project(", ".join(columns)))

    def keep(self, rows: EngineRows) -> EngineRows:
        """Return rows worked out into a temporary table."""
        name = next(self._names)
        native: duckdb.DuckDBPyRelation = rows.to_native()
        native.create(name)
        return nw.from_native(self._own.table(name))

    def fetch(self, rows: EngineRows) -> pl.DataFrame:
        """Return rows as Polars."""
        native: duckdb.DuckDBPyRelation = rows.to_native()
        return pl.DataFrame(native.to_arrow_table())

    def close(self) -> None:
        """Close the database and remove what it spilled."""
        self._own.close()
        self._spilled.cleanup()


def start(location: OrdersLocation | None, zone: str) -> DuckDB:
    """Return the engine, its instants in a zone."""
    del location
    return DuckDB(zone)
