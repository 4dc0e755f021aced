from typing import Any

import pytest

from influencer_roi.ui.figures import Json
from influencer_roi.ui.grid import Column, room_for
from influencer_roi.ui.tables import Framed, Table

WIDTH = 60


@pytest.mark.parametrize(
    ("kind", "figure", "least"),
    [
        ("money", 1_23_45_678.4, 112),  # ₹1,23,45,678 in a bold face of 13 pixels, with its air
        ("money", None, 0),
        ("apart", 690.41, 88),
        ("text", "Pooja Menon", 0),
    ],
)
def test_room_for_a_figure(kind: str, figure: Json, least: int):
    """A column of rupees is as wide as its longest figure, written out; others are as they were declared."""
    found = room_for(Column("paid", "Paid", kind), figure)
    assert (found >= least, found == 0) == (True, least == 0)


def test_a_total_is_never_cut():
    """Columns under other heads are as wide as they were declared, or as their figure in the total is."""
    columns = (Column("paid", "Paid", "money", WIDTH), Column("back", "Back", "money", WIDTH, group="Year"))
    rows: Any = None  # nobody asks for them
    table = Table(columns, Framed(lambda _: rows))
    heads: Any = table.headed({}, {"Year": "FY Apr"}, {"paid": 1_23_45_678.0, "back": 8.0})
    assert heads[0]["width"] > WIDTH
    assert (heads[1]["headerName"], heads[1]["children"][0]["width"]) == ("FY Apr", WIDTH)
