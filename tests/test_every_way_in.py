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

from tests.trying import trying
from tests.untidy import untidy_worlds
from tests.ways import WAYS, disagreements, in_files, outcome
from tests.worlds import World

TRIED = settings(
    trying(5),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    # Worlds shrink for minutes; the seed finds the same one again.
    phases=(Phase.explicit, Phase.generate),
)
# DuckDB takes twice the time of any other way, and has tests of its own for every rule.
QUICK = [name for name in WAYS if name != "folder_for_duckdb"]


def agrees(world: World, ways: Iterable[str]) -> None:
    """Hold some ways in to the outcome of one file per table."""
    with tempfile.TemporaryDirectory() as folder:
        one = outcome(in_files, world.frames, Path(folder) / "one")
        for name in ways:
            other = outcome(WAYS[name], world.frames, Path(folder) / name)
            assert [*disagreements(one, other)] == [], name


@TRIED
@given(world=untidy_worlds(), way=st.sampled_from(QUICK))
def test_one_answer(world: World, way: str) -> None:
    """In each of eight untidy worlds one of the other ways in answers as files do."""
    agrees(world, [way])


@pytest.mark.slow
@settings(TRIED, max_examples=2000, derandomize=False)
@given(world=untidy_worlds())
def test_one_answer_at_length(world: World) -> None:
    """In each of 2,000 untidy worlds all other ways in answer as files do."""
    agrees(world, WAYS)
