"""Tests of the lines that several boards share."""

import polars as pl

from influencer_roi.ui.lines import with_likely


def test_likely_is_sorted_by_its_lower_end():
    """A column of ranges is sorted by their lower ends, not as text; words for no range stand below them."""
    rows = pl.DataFrame(
        {
            "low": [10.2, 2.4, None, 2.4],
            "high": [31.0, 11.6, None, 3.0],
            "verdict": ["clearly above", "clearly above", "no order", "clearly above"],
        }
    )
    assert with_likely(rows).sort("likely")["likely"].to_list() == [
        "no order",
        "2.4–3.0",
        "2.4–11.6",
        "10–31",
    ]
