import polars as pl

from influencer_roi.model.distinct import all_differ


def test_all_differ():
    """Keys differ or they do not, whatever hashes say; a lone absence is like no other, two are alike."""
    texts: list[list[str | None]] = [["a", "b"], ["a", "a"], ["a", None], [None, None], []]
    assert [all_differ(pl.Series(values, dtype=pl.String)) for values in texts] == [
        True,
        False,
        True,
        False,
        True,
    ]
