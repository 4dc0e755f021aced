from typing import Any

import polars as pl

from influencer_roi.ui.grid import Column
from influencer_roi.ui.tables import Framed, Table

WIDTH = 60


def test_a_total_is_never_cut():
    """Columns under other heads are as wide as they were declared, or as their figure in the total is."""
    columns = (Column("paid", "Paid", "money", WIDTH), Column("back", "Back", "money", WIDTH, group="Year"))
    rows: Any = None  # nobody asks for them
    table = Table(columns, Framed(lambda _: rows))
    total = {"paid": 1_23_45_678.0, "back": 8.0}
    heads: Any = table.headed({}, pl.DataFrame(), total, groups={"Year": "FY Apr"})
    assert heads[0]["minWidth"] > WIDTH
    assert (heads[1]["headerName"], heads[1]["children"][0]["minWidth"]) == ("FY Apr", WIDTH)
