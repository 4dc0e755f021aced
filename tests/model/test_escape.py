import polars as pl

from influencer_roi.model.escape import inert


def test_texts_that_would_run():
    """Texts a spreadsheet would run begin with an apostrophe; other texts, numbers and nothing stay."""
    rows = pl.DataFrame(
        {
            "text": ["=1+1", "+91", "-5", "@me", "\tx", "a=b", None],
            "code": pl.Series(["=1", "b", "b", "b", "b", "b", None], dtype=pl.Enum(["=1", "b"])),
            "number": [-1, 0, 1, 2, 3, 4, None],
        }
    )
    assert inert(rows).to_dict(as_series=False) == {
        "text": ["'=1+1", "'+91", "'-5", "'@me", "'\tx", "a=b", None],
        "code": ["'=1", "b", "b", "b", "b", "b", None],
        "number": [-1, 0, 1, 2, 3, 4, None],
    }
