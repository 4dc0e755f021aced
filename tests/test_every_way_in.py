"""Holds every way in to one answer: the same four tables give one ledger and one check, however they come.

In generated worlds that hold what real files held: one file per table is the way every other agrees with.
Notes may differ where they are about the way itself, see OF_FILES and NOT_IN_PLACE in ways.py.
"""

import tempfile
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.trying import others, trying
from tests.untidy import untidy_worlds
from tests.ways import WAYS, disagreements, in_files, outcome
from tests.worlds import World

# Worlds shrink for minutes; the seed finds the same one again.
UNSHRUNK = (Phase.explicit, Phase.generate)
UNHURRIED = [HealthCheck.too_slow, HealthCheck.data_too_large]
# DuckDB takes twice the time of any other way, and has tests of its own for every rule.
QUICK = [name for name in WAYS if name != "folder_for_duckdb"]
IN_PLACE = ("folder_of_csv", "folder_of_parquet")
READ = [name for name in QUICK if name not in IN_PLACE]
PIECES = 20  # nine minutes each


def tried(worlds: int) -> settings:
    """Try so many worlds; each costs two loads, and a load a quarter of a second of processor."""
    return settings(trying(worlds), suppress_health_check=UNHURRIED, phases=UNSHRUNK)


def agrees(world: World, ways: Iterable[str]) -> None:
    """Hold some ways in to the outcome of one file per table."""
    with tempfile.TemporaryDirectory() as folder:
        one = outcome(in_files, world.frames, Path(folder) / "one")
        for name in ways:
            other = outcome(WAYS[name], world.frames, Path(folder) / name)
            assert [*disagreements(one, other)] == [], name


@pytest.mark.parametrize("piece", range(10))
def test_one_answer(piece: int) -> None:
    """In each of 140 untidy worlds, 14 a piece, one of the ways that read tables answers as files do."""

    @others(piece)
    @tried(14)
    @given(world=untidy_worlds(), way=st.sampled_from(READ))
    def one_answer(world: World, way: str) -> None:
        agrees(world, [way])

    one_answer()


@pytest.mark.parametrize("piece", range(10, 20))
def test_one_answer_in_place(piece: int) -> None:
    """In each of 60 other untidy worlds, 6 a piece, orders that stay where they lie answer as files do."""

    @others(piece)
    @tried(6)
    @given(world=untidy_worlds(), way=st.sampled_from(IN_PLACE))
    def one_answer(world: World, way: str) -> None:
        agrees(world, [way])

    one_answer()


@pytest.mark.slow
@pytest.mark.parametrize("_piece", range(PIECES))
@settings(tried(1), max_examples=2000 // PIECES, derandomize=False)
@given(world=untidy_worlds())
def test_one_answer_at_length(world: World, _piece: int) -> None:
    """In each of 2,000 untidy worlds, a hundred a piece, all other ways in answer as files do."""
    agrees(world, WAYS)
