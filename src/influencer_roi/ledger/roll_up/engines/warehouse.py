"""Rolls a warehouse's orders up in its own SQL, through Ibis: only the rolled rows leave it."""

import itertools

import ibis
import narwhals as nw
import polars as pl
from ibis.common.exceptions import IbisError
from ibis.expr.types import Table

from influencer_roi.intake.location import OrdersLocation
from influencer_roi.ledger.roll_up.engines.known_customers import known_customers
from influencer_roi.ledger.roll_up.engines.texts import TextsStay
from influencer_roi.ledger.roll_up.expression import EngineRows
from influencer_roi.model.report import refusal
from influencer_roi.settings import SCHEME

# PostgreSQL takes 0.0 for an exact number, and so the sums of such; with this added they are floats again.
_ZERO = ibis.literal(0).cast("float32").cast("float64")


class Warehouse(TextsStay):
    """A connection as an engine; what it keeps are temporary tables, gone with the connection."""

    failures: tuple[type[Exception], ...] = (IbisError,)

    def __init__(self, address: str) -> None:
        self._address, _, self._table = address.removeprefix(SCHEME).partition("#")
        self._own = ibis.connect(self._address)
        self._names = (f"influencer_roi_{number}" for number in itertools.count())

    def orders(self, location: OrdersLocation) -> EngineRows:
        """Return the rows of the table; `place` is that of the connection."""
        del location
        *schema, name = self._table.split(".")
        return _narwhals(self._own.table(name, database=".".join(schema) or None))

    def lend(self, rows: pl.DataFrame) -> EngineRows:
        """Return rows of ours as a temporary table."""
        made = self._own.create_table(
            next(self._names), rows.to_arrow(compat_level=pl.CompatLevel.oldest()), temp=True
        )
        return _narwhals(made)

    def customers(self, rows: EngineRows) -> EngineRows:
        """Return rows as they are."""
        return rows

    def somebody(self, firsts: EngineRows) -> EngineRows:
        """Return customers cleared, where any of them is in need of it."""
        return known_customers(firsts, self)

    def keep(self, rows: EngineRows) -> EngineRows:
        """Return rows worked out into a temporary table."""
        native: Table = rows.to_native()
        return _narwhals(self._own.create_table(next(self._names), native, temp=True))

    def fetch(self, rows: EngineRows) -> pl.DataFrame:
        """Return rows as Polars."""
        native: Table = rows.to_native()
        native = native.mutate(**{name: native[name] + _ZERO for name in _floats(native)})
        return pl.DataFrame(native.to_pyarrow())

    def close(self) -> None:
        """Close the connection."""
        self._own.disconnect()


def _floats(table: Table) -> list[str]:
    return [name for name, kind in table.schema().items() if kind.is_floating()]


def _narwhals(table: Table) -> EngineRows:
    rows: EngineRows = nw.from_native(table)
    return rows


def start(location: OrdersLocation | None) -> Warehouse:
    """Return the engine of a place in a warehouse.

    Raises:
        Refused: it cannot be reached (no_warehouse), or the address names no table.
    """
    if location is None or not location.name:
        said = f"the address names no table. Write {SCHEME}BACKEND://…#TABLE."
        raise refusal("no_warehouse", "--orders", said)  # the address may hold a password
    try:
        return Warehouse(location.address)
    except Exception as error:  # every backend has exceptions of its own
        said = f"the warehouse cannot be reached ({type(error).__name__}: {error}). Check address and rights."
        raise refusal("no_warehouse", location.name, said) from error
