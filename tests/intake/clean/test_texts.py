"""Is what means nothing found among many texts, however the looking is cut short."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from influencer_roi.intake.clean.texts import MISSING, NOBODY_WORDS, without_nothing
from influencer_roi.model.schema import ORDERS
from tests.trying import trying

MANY = 70  # texts: so many are not looked at one by one
PREFIXES = ("", "U", "n", "na", "no", "2025-0", "U-", "É", "#")


@trying(60)
@given(
    prefix=st.sampled_from(PREFIXES),
    numbers=st.lists(st.integers(0, 99_999), min_size=MANY, max_size=MANY),
    word=st.sampled_from([*MISSING, *NOBODY_WORDS]),
    capitals=st.booleans(),
    at=st.integers(0, MANY),
)
def test_nothing_among_numbered_ids(
    prefix: str, numbers: list[int], word: str, at: int, *, capitals: bool
) -> None:
    """Among ids that begin alike and go on with digits, a word for nothing is null, and all else is there."""
    ids = [f"{prefix}{number}" for number in numbers]
    ids.insert(at, word.upper() if capitals else word)
    found = without_nothing(pl.Series(ids), ORDERS.column("user_id"))
    assert found.is_null().arg_true().to_list() == [at]


@pytest.mark.parametrize("word", ["not set", "N/A", "-"])
def test_nothing_among_few_names(word: str) -> None:
    """Among thousands of texts of which few differ, a word for nothing is null wherever it stands."""
    texts = pl.Series(["Whey", "Biotin"] * 2_000 + [word, "Whey"])
    found = without_nothing(texts, ORDERS.column("product"))
    assert found.is_null().arg_true().to_list() == [4_000]
    assert found.drop_nulls().to_list() == [*texts.to_list()[:4_000], "Whey"]
