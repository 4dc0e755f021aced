"""A code is the same in any capitals and with any blanks, wherever it is folded."""

import narwhals as nw
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from influencer_roi.intake.spelled_codes import codes_in, folded_code, folded_codes


def test_a_folded_code() -> None:
    """Capitals and blanks do not count."""
    assert [folded_code(text) for text in ("ASHA 10", " asha10", "As\u00a0ha\t10")] == ["asha10"] * 3


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("ASHA 10; Bina15 | chet", ["asha10", "bina15", "chet"]),
        ("ASHA10 BINA15", ["asha10bina15", "asha10", "bina15"]),
        ("FREE SHIP ASHA10/BINA15", ["freeshipasha10/bina15", "asha10", "bina15"]),
        ("SUMMER SALE", ["summersale"]),
        ("ASHA10\nASHA20", ["asha10", "asha20"]),
    ],
)
def test_the_codes_of_a_cell(cell: str, codes: list[str]) -> None:
    """A cell is what commas and lines divide, blanks not counting, and each word of letters and digits."""
    assert codes_in(cell) == codes


@given(st.lists(st.text(st.characters(exclude_categories=("Cc", "Cs"))), min_size=1))
def test_texts_and_columns_are_folded_alike(texts: list[str]) -> None:
    """The form for a column, Polars' or an engine's, folds a text as the form for one text does."""
    frame = pl.DataFrame({"code": texts}, schema={"code": pl.String})
    wanted = [folded_code(text) for text in texts]
    assert frame.select(folded_codes(pl.col("code")))["code"].to_list() == wanted
    engine = nw.from_native(frame).select(folded_codes(nw.col("code")))
    assert engine["code"].to_list() == wanted
