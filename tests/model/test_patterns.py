import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from influencer_roi.intake.clean import texts
from influencer_roi.intake.total_words import HOLDS_TOTAL, MAY_BE_STATISTIC, STATISTIC
from influencer_roi.model.patterns import may_hold
from tests.trying import trying

PATTERNS = (texts.NOBODY, texts._NO_TEXT, texts._NO_VALUE, HOLDS_TOTAL, STATISTIC, MAY_BE_STATISTIC)
WORDS = (
    *("Total", "ORDERS", "no", "of", "not set", "Médiane", "MIN", "औसत", "कुल"),
    *("#N/A", "share", "per cent", "K", "\u017fum"),  # a long s
)
SIGNS = (" ", "-", ".", "½", "é", "\u200d", "\u0301", "²", "_", "(", "\n", "7", "Ω")
TEXTS = st.lists(st.one_of(st.sampled_from((*WORDS, *SIGNS)), st.text(max_size=3)), max_size=6).map("".join)


@pytest.mark.at_length
@trying(2000, here=60)
@given(text=TEXTS)
def test_what_polars_finds_may_be_there(text: str):
    """Whatever a pattern matches, it may hold: nobody is asked for a no that is none."""
    for pattern in PATTERNS:
        found = pl.Series([text]).str.contains(pattern).item()
        assert may_hold(pl.Series([None, text]), pattern) or not found


@pytest.mark.parametrize("pattern", PATTERNS)
def test_few_have_nothing(pattern: str):
    """Names hold none of it; more of them than are looked at one by one, or a long text, may."""
    assert not may_hold(pl.Series(["Ann Rao", None, "Multivitamin"]), pattern)
    assert may_hold(pl.Series(["Ann Rao"] * 65), pattern)
    assert may_hold(pl.Series(["x" * 65]), pattern)
