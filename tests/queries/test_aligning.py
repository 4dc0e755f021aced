import numpy as np
import polars as pl
import pytest

from influencer_roi.queries.aligning import FEW, NOWHERE, rows_in, side_by_side

NAMES = [f"n{number:04}" for number in range(FEW + 200)]
CODED = pl.Enum(NAMES)
OTHERS = pl.DataFrame({"name": pl.Series([*NAMES[::2], None], dtype=CODED)})


@pytest.mark.parametrize("kind", [CODED, pl.String()], ids=["codes", "texts"])
def test_few_and_many_are_found_alike(kind: pl.DataType):
    """Rows are found one by one as they are all at once; nothing is a value like others."""
    rows = pl.DataFrame({"name": pl.Series([*NAMES[1:], None, NAMES[0]], dtype=kind)})
    few = [rows_in(rows[at : at + 1], OTHERS[: FEW - 1], by=["name"])[0] for at in range(0, rows.height, 97)]
    many = rows_in(rows, OTHERS, by=["name"])
    assert [one for one in many[::97] if one < FEW - 1] == [
        one for one, whole in zip(few, many[::97], strict=True) if whole < FEW - 1
    ]
    assert rows_in(pl.DataFrame({"name": [None]}, schema={"name": kind}), OTHERS[-3:], by=["name"]) == [2]


def test_two_columns():
    """Rows are found by several values together."""
    others = pl.DataFrame({"a": ["x", "x", "y"], "b": [1, 2, 1]})
    rows = pl.DataFrame({"a": ["y", "x", "y"], "b": [1, 2, 2]})
    assert rows_in(rows, others, by=["a", "b"]).tolist() == [2, 1, NOWHERE]


def test_side_by_side():
    """Values of the second alone stand behind those of the first."""
    first, second = pl.DataFrame({"a": ["x", "y"]}), pl.DataFrame({"a": ["z", "x"]})
    values, rows, others = side_by_side(first, second, by="a")
    assert values.to_list() == ["x", "y", "z"]
    np.testing.assert_array_equal(rows, [0, 1, NOWHERE])
    np.testing.assert_array_equal(others, [1, NOWHERE, 0])
