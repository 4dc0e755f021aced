"""Knows the engines that can roll orders up, each in a module of its own, imported when it is asked for."""

from collections.abc import Container, Sequence
from importlib import import_module
from typing import Protocol, cast

import polars as pl

from influencer_roi.intake.location import OrdersLocation
from influencer_roi.ledger.roll_up.expression import EngineRows
from influencer_roi.model.report import refusal
from influencer_roi.settings import ZONE
from influencer_roi.settings import Engine as Name


class Engine(Protocol):
    """What an engine must do: open orders where they lie, keep and lend rows, and give answers as Polars."""

    failures: tuple[type[Exception], ...]

    def orders(self, location: OrdersLocation) -> EngineRows:
        """Return the rows of a place as they stand."""

    def lend(self, rows: pl.DataFrame) -> EngineRows:
        """Return rows of ours as the engine's own."""

    def customers(self, rows: EngineRows) -> EngineRows:
        """Return rows whose `customer` tells customers apart as cheaply as the engine can."""

    def numbers(self, rows: EngineRows, texts: Sequence[str]) -> dict[str, pl.DataFrame]:
        """Return numbers for these columns of texts, where to group by them pays; {} where it does not.

        By column, one row per distinct text: `text` and `number`.
        """

    def numbered(self, rows: EngineRows, texts: Container[str]) -> EngineRows:
        """Return rows with numbers for these columns of texts."""

    def somebody(self, firsts: EngineRows) -> EngineRows:
        """Return those of kept customers that are somebody, the same ones under one name in `who`."""

    def keep(self, rows: EngineRows) -> EngineRows:
        """Return rows worked out once, to be asked several things."""

    def fetch(self, rows: EngineRows) -> pl.DataFrame:
        """Return rows as Polars; they cross over as Arrow."""

    def close(self) -> None:
        """Let go of whatever the engine holds."""


DEFAULT: Name = "polars"
_WAREHOUSE = "warehouse"
_EXTRAS = {"polars": "", "duckdb": "duckdb", "spark": "spark", _WAREHOUSE: "ibis"}


def engine_of(name: Name, location: OrdersLocation | None = None, *, zone: str = ZONE) -> Engine:
    """Return an engine by name; orders in a warehouse are rolled up there, whatever the name.

    An instant is its time of day in `zone`.

    Raises:
        Refused: what it needs is not installed (no_engine).
    """
    module = _WAREHOUSE if location is not None and location.address else name
    try:
        found = import_module(f"influencer_roi.ledger.roll_up.engines.{module}")
    except ImportError as error:
        install = f"from a checkout: pip install -c constraints.txt -e '.[{_EXTRAS[module]}]'"
        message = f"it is not installed ({error}). Install it, {install}."
        raise refusal("no_engine", module, message) from None
    return cast("Engine", found.start(location, zone))
