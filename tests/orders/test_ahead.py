"""What is passed over in a sorted table of orders would not have been among its first rows."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from influencer_roi.intake.clean.texts import clean_texts
from influencer_roi.model.schema import ORDERS
from influencer_roi.orders.in_files.ahead import behind
from tests.trying import trying

# Letters, and all that cleaning takes away, folds or joins to the letter before it.
ODD = " \t\n\r'\"=`@.+-_09aAzZkuU\u0301\u200b\u200d\u00ad\u212a\uff21é"
WRITTEN = st.text(st.sampled_from(ODD), min_size=1, max_size=8) | st.sampled_from(
    ("nan", "U1000", "u100 ", '="U1"', "8.0", "1E+5", "A@X.in", "None", "u\u03011")
)


@pytest.mark.at_length
@trying(2_000, here=300)
@given(rows=st.lists(WRITTEN, min_size=2, max_size=8), column=st.sampled_from(("user_id", "order_id")))
def test_what_is_told_to_be_behind_is(rows: list[str], column: str) -> None:
    """However a text is written, cleaned it stands behind, or says nothing."""
    known = ORDERS.column(column)
    said = clean_texts(pl.Series(rows), known).str.to_lowercase()
    first = said[0]
    if first is None:
        return
    for descending in (False, True):
        pattern = behind(first, descending=descending)
        if not pattern:
            continue
        passed_over = said.filter(pl.Series(rows).str.contains(pattern)).drop_nulls()
        assert all(text < first if descending else text > first for text in passed_over)


@pytest.mark.parametrize(
    ("text", "written", "ways"),
    [
        ("u105", "U106", (True, False)),
        ("u105", "u104", (False, True)),
        ("u105", "U105", (False, False)),
        ("u105", "v1", (True, False)),
        ("u105", "u1055", (True, False)),
        ("a@x.in", "b@x.in", (True, False)),
        ("u105", "'U999", (False, False)),
        ("u105", "", (False, False)),
    ],
)
def test_what_is_plain_is_told(text: str, written: str, ways: tuple[bool, bool]) -> None:
    """Plain texts are told to be behind, ascending and descending; of others nothing is told."""
    patterns = [behind(text, descending=descending) for descending in (False, True)]
    texts = pl.Series([written])
    assert tuple(bool(one) and texts.str.contains(one).item() for one in patterns) == ways
