"""Picks rows by numbers."""

import numpy as np
import polars as pl
import pytest

from influencer_roi.queries.picking import best_of, only

HELD = np.array([True, False, True, True, True])


def test_those_held_alone() -> None:
    """Rows that are not held are left out; of rows that all are, the frame is what it was."""
    rows = pl.DataFrame({"who": ["a", "b", "c", "d", "e"]})
    assert only(rows, HELD)["who"].to_list() == ["a", "c", "d", "e"]
    assert only(rows, np.ones(5, dtype=np.bool_)) is rows


@pytest.mark.parametrize(
    ("then", "expected"),
    [(None, [2, 3, 0, 4]), ([0.0, 0.0, 1.0, 2.0, 0.0], [3, 2, 0, 4])],
    ids=["as they stand", "by a second value"],
)
def test_the_best_of_those_held(then: list[float] | None, expected: list[int]) -> None:
    """The best come first though a better one is not held, nothing comes last; those alike stay in order."""
    values = np.array([1.0, 9.0, 5.0, 5.0, np.nan])
    assert best_of(HELD, values, then=None if then is None else np.array(then)).tolist() == expected
