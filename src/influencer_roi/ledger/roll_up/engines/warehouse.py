"""Rolls a warehouse's orders up in its own SQL, through Ibis: only the rolled rows leave it."""

import itertools

import ibis
import narwhals as nw
import polars as pl
from ibis.common.exceptions import IbisError
from ibis.expr.types import Column, Table, TimestampColumn

from influencer_roi.intake.clean.instants import shifts
from influencer_roi.intake.location import OrdersLocation
from influencer_roi.ledger.roll_up.engines import Engine
from influencer_roi.ledger.roll_up.expression import EngineRows
from influencer_roi.model.report import refusal
from influencer_roi.settings import SCHEME

_A_DAY = 86_400  # seconds
# PostgreSQL takes 0.0 for an exact number, and so the sums of such; with this added they are floats again.
_ZERO = ibis.literal(0).cast("float32").cast("float64")


class Warehouse(Engine):
    """A connection as an engine; what it keeps are temporary tables, gone with the connection."""

    failures: tuple[type[Exception], ...] = (IbisError,)

    def __init__(self, address: str, zone: str) -> None:
        self._address, _, self._table = address.removeprefix(SCHEME).partition("#")
        self._own = ibis.connect(self._address)
        self._zone = zone
        self._names = (f"influencer_roi_{number}" for number in itertools.count())

    def orders(self, location: OrdersLocation) -> EngineRows:
        """Return the rows of the table, instants as their day; `location` is that of the connection."""
        del location
        *schema, name = self._table.split(".")
        table = self._own.table(name, database=".".join(schema) or None)
        instants = [one for one, kind in table.schema().items() if kind.is_timestamp() and kind.timezone]
        return _narwhals(table.mutate(**{one: _day(table[one], self._zone) for one in instants}))

    def lend(self, rows: pl.DataFrame) -> EngineRows:
        """Return rows of ours as a temporary table."""
        made = self._own.create_table(
            next(self._names), rows.to_arrow(compat_level=pl.CompatLevel.oldest()), temp=True
        )
        return _narwhals(made)

    def keep(self, rows: EngineRows) -> EngineRows:
        """Return rows worked out into a temporary table."""
        native: Table = rows.to_native()
        return _narwhals(self._own.create_table(next(self._names), native, temp=True))

    def fetch(self, rows: EngineRows) -> pl.DataFrame:
        """Return rows as Polars."""
        native: Table = rows.to_native()
        floats = [name for name, kind in native.schema().items() if kind.is_floating()]
        native = native.mutate(**{name: native[name] + _ZERO for name in floats})
        return pl.DataFrame(native.to_pyarrow())

    def close(self) -> None:
        """Close the connection."""
        self._own.disconnect()


def _day(instant: TimestampColumn, zone: str) -> Column:
    """Return the day of instants in a zone, by their seconds: SQL has no one way to name a zone."""
    seconds = instant.epoch_seconds()
    known = shifts(zone)
    offset = ibis.cases(*((seconds >= start, shift) for start, shift in reversed(known)), else_=known[0][1])
    days = ((seconds + offset) / _A_DAY).floor().cast("int32")
    day: Column = (ibis.date(1970, 1, 1) + days.as_interval("D")).cast("date")
    return day


def _narwhals(table: Table) -> EngineRows:
    rows: EngineRows = nw.from_native(table)
    return rows


def start(location: OrdersLocation | None, zone: str) -> Warehouse:
    """Return the engine of a place in a warehouse.

    Raises:
        Refused: it cannot be reached (no_warehouse), or the address names no table.
    """
    if location is None or not location.name:
        text = f"the address names no table. Write {SCHEME}BACKEND://…#TABLE."
        raise refusal("no_warehouse", "--orders", text)  # the address may hold a password
    try:
        return Warehouse(location.address, zone)
    except Exception as error:  # every backend has exceptions of its own
        text = f"the warehouse cannot be reached ({type(error).__name__}: {error}). Check address and rights."
        raise refusal("no_warehouse", location.name, text) from error
