"""Knows the engines that can roll orders up, each in a module of its own, imported when it is asked for."""

from abc import ABC, abstractmethod
from collections.abc import Container, Sequence
from importlib import import_module
from typing import cast

import narwhals as nw
import polars as pl

from influencer_roi.intake.clean.texts import clean_texts
from influencer_roi.intake.location import OrdersLocation
from influencer_roi.ledger.roll_up.expression import CUSTOMER, EngineRows, cleared, foldable, unclear
from influencer_roi.model.report import refusal
from influencer_roi.model.schema import ORDERS
from influencer_roi.settings import ZONE
from influencer_roi.settings import Engine as Name

_BARE = "bare"


class Engine(ABC):
    """What opens orders where they lie, keeps and lends rows, and gives answers as Polars."""

    failures: tuple[type[Exception], ...]

    @abstractmethod
    def orders(self, location: OrdersLocation) -> EngineRows:
        """Return the rows of a place as they stand, texts of CSV as texts."""

    @abstractmethod
    def lend(self, rows: pl.DataFrame) -> EngineRows:
        """Return rows of ours as the engine's own."""

    @abstractmethod
    def keep(self, rows: EngineRows) -> EngineRows:
        """Return rows worked out once, to be asked several things."""

    @abstractmethod
    def fetch(self, rows: EngineRows) -> pl.DataFrame:
        """Return rows as Polars; they cross over as Arrow."""

    @abstractmethod
    def close(self) -> None:
        """Let go of whatever the engine holds."""

    def customers(self, rows: EngineRows) -> EngineRows:
        """Return rows whose `customer` tells customers apart as cheaply as the engine can."""
        return rows

    def numbers(self, rows: EngineRows, texts: Sequence[str]) -> dict[str, pl.DataFrame]:
        """Return numbers for these columns of texts, where to group by them pays; {} where it does not.

        By column, one row per distinct text: `text` and `number`.
        """
        del rows, texts
        return {}

    def numbered(self, rows: EngineRows, texts: Container[str]) -> EngineRows:
        """Return rows with numbers for these columns of texts."""
        del texts
        return rows

    def somebody(self, firsts: EngineRows) -> EngineRows:
        """Return those of kept customers that are somebody, the same ones under one name in `who`.

        Blanks around them and capitals of e-mails the engine folds. What only cleaning can fold (letters
        beyond ASCII, quotes, `8.0`) is fetched, each distinct text once, cleaned here and lent back.
        """
        if not self.fetch(unclear(firsts)).item():
            return firsts
        odd = self.fetch(firsts.filter(~foldable()).select(CUSTOMER))
        if odd.is_empty():
            return self.keep(cleared(firsts))
        bare = odd.with_columns(clean_texts(odd[CUSTOMER], ORDERS.column("user_id")).alias(_BARE))
        known = firsts.join(self.lend(bare.drop_nulls()), on=CUSTOMER, how="left")
        return self.keep(cleared(known.filter(foldable() | ~nw.col(_BARE).is_null()), bare=_BARE))


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
