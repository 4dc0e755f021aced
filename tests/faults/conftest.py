"""Sets the scene for faults: two states of one folder, and what a ledger of each adds up to."""

from pathlib import Path

import polars as pl
import pytest

from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.load import load_folder
from tests.conftest import WORLD
from tests.faults.states import State, state_of
from tests.worlds import frame_of, write_folder


@pytest.fixture(scope="session")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Give the world's folder, and one whose orders all brought double."""
    orders = frame_of(str(WORLD["orders"]))
    double = orders.with_columns((pl.col("revenue").cast(pl.Int64) * 2).cast(pl.String))
    tables = {"one": WORLD, "two": {**WORLD, "orders": double.write_csv().encode()}}
    return {name: write_folder(tmp_path_factory.mktemp(name), files) for name, files in tables.items()}


@pytest.fixture(scope="session")
def ledgers(folders: dict[str, Path]) -> dict[str, Ledger]:
    """Give the ledger of each of the two folders."""
    return {name: load_folder(folder) for name, folder in folders.items()}


@pytest.fixture(scope="session")
def states(ledgers: dict[str, Ledger]) -> dict[str, State]:
    """Give what each of the two ledgers adds up to."""
    return {name: state_of(ledger) for name, ledger in ledgers.items()}
