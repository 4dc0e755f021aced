import datetime as dt

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from influencer_roi.ledger.packing import grouped, ordered, packed

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
    """Groups, their order and their sums are those of a group-by and a sort, whatever parts rows come in."""
    frame = framed(rows).cast({"amount": pl.Float64})
    expected = frame.group_by(KEYS).agg(pl.col("amount").sum()).sort(KEYS)
    cut = frame.height // 3
    assert grouped([frame], KEYS, ["amount"]).equals(expected)
    assert grouped([frame.head(cut), frame.slice(cut)], KEYS, ["amount"]).equals(expected)


def test_a_part_without_the_column():
    """A part that lacks a column adds nothing to its sums; a group of such rows alone has 0."""
    one = pl.DataFrame({"number": [2, 1], "amount": [4.0, 3.0]})
    other = pl.DataFrame({"number": [1, 3], "likes": [5.0, None]})
    found = grouped([one, other], ["number"], ["amount", "likes"])
    assert found.rows() == [(1, 3.0, 5.0), (2, 4.0, 0.0), (3, 0.0, 0.0)]


def test_texts_are_grouped_without_a_number():
    """Texts without codes have no number to pack, and are grouped as they are."""
    frame = pl.DataFrame({"text": ["b", "a", "b"], "amount": [1.0, 2.0, 4.0]})
    assert packed(frame, ["text"], nulls_last=False) is None
    assert grouped([frame], ["text"], ["amount"]).rows() == [("a", 2.0), ("b", 5.0)]


@pytest.mark.parametrize("nulls_last", [True, False])
def test_too_wide_to_pack(nulls_last: bool):  # noqa: FBT001 # a parameter
    """Values no number of 63 bits tells apart are sorted and grouped without one."""
    wide = pl.DataFrame({"a": [2**62, None, -(2**62), 5], "b": [1, 2, 3, 1], "amount": [1.0, 2.0, 3.0, 4.0]})
    assert packed(wide, ("a", "b"), nulls_last=nulls_last) is None
    expected = wide.sort("a", "b", nulls_last=nulls_last)
    assert ordered(wide, ("a", "b"), nulls_last=nulls_last).equals(expected)
    expected = wide.group_by("a", "b").agg(pl.col("amount").sum()).sort("a", "b")
    assert grouped([wide], ("a", "b"), ["amount"]).equals(expected)
