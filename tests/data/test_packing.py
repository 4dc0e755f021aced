import datetime as dt

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from influencer_roi.data.packing import grouped, ordered, packed

KEYS = ("day", "text", "number")
TEXTS = pl.Enum(["b", "a", "c"])
ROWS = st.lists(
    st.tuples(
        st.one_of(st.none(), st.dates(dt.date(2020, 1, 1), dt.date(2020, 1, 9))),
        st.one_of(st.none(), st.sampled_from(["a", "b", "c"])),
        st.one_of(st.none(), st.integers(-3, 3)),
        st.integers(0, 9),
    ),
    max_size=30,
)


def framed(rows: list[tuple[object, ...]]) -> pl.DataFrame:
    """Rows with a day, a coded text, a number and an amount."""
    frame = pl.DataFrame(rows, schema=[*KEYS, "amount"], orient="row", infer_schema_length=None)
    return frame.cast({"day": pl.Date, "text": TEXTS, "number": pl.Int64, "amount": pl.Int64})


@given(ROWS, st.booleans())
def test_order(rows: list[tuple[object, ...]], last: bool):  # noqa: FBT001 # Hypothesis gives it
    """Rows come as a sort by the columns has them, equal ones in the order they had."""
    frame = framed(rows)
    expected = frame.sort(KEYS, nulls_last=last, maintain_order=True)
    assert ordered(frame, KEYS, nulls_last=last).equals(expected)


@given(ROWS)
def test_groups(rows: list[tuple[object, ...]]):
    """Groups, their order and their sums are those of a group-by and a sort."""
    frame, sums = framed(rows), [pl.col("amount").sum()]
    assert grouped(frame, KEYS, sums).equals(frame.group_by(KEYS).agg(sums).sort(KEYS))


@pytest.mark.parametrize("nulls_last", [True, False])
def test_too_wide_to_pack(nulls_last: bool):  # noqa: FBT001 # a parameter
    """Values no number of 63 bits tells apart are sorted and grouped without one."""
    wide = pl.DataFrame({"a": [2**62, None, -(2**62), 5], "b": [1, 2, 3, 1], "amount": [1, 2, 3, 4]})
    assert packed(wide, ("a", "b"), nulls_last=nulls_last) is None
    expected = wide.sort("a", "b", nulls_last=nulls_last)
    assert ordered(wide, ("a", "b"), nulls_last=nulls_last).equals(expected)
    sums = [pl.col("amount").sum()]
    assert grouped(wide, ("a", "b"), sums).equals(wide.group_by("a", "b").agg(sums).sort("a", "b"))
