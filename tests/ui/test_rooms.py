import polars as pl
import pytest

from influencer_roi.ui.figures import Json
from influencer_roi.ui.rooms import head_room, rooms

NOBODY = pl.DataFrame()


@pytest.mark.parametrize(
    ("kind", "figure", "least"),
    [
        ("money", 1_23_45_678.4, 106),  # ₹1,23,45,678 in a bold face of 13 pixels, with its air
        ("money", None, 0),
        ("apart", 690.41, 60),
        ("text", "Pooja Menon", 0),
    ],
)
def test_room_for_a_figure(kind: str, figure: Json, least: int):
    """A column of figures needs room for the longest, written out; others need none."""
    found = rooms({"paid": kind}, NOBODY, [{"paid": figure}]).get("paid", 0)
    assert (found >= least, found == 0) == (True, least == 0)


def test_the_longest_figure_counts():
    """Room is for the lowest and the highest of the rows, and for the total; a pill of a band needs more."""
    rows = pl.DataFrame({"spend": [-12_34_567.0, 8.0], "roas": [1.0, 12.345]})
    found = rooms({"spend": "", "roas": "", "who": "name"}, rows, [{"spend": 9.0}])
    assert found["spend"] == rooms({"spend": ""}, NOBODY, [{"spend": -12_34_567}])["spend"]
    assert found["roas"] > rooms({"score": "rate"}, pl.DataFrame({"score": [12.345]}), []).get("score", 0)
    assert "who" not in found


def test_a_head_is_never_cut():
    """A longer head needs more room."""
    assert head_room("Engagement rate") > head_room("ROAS") > 0
