from pathlib import Path

import polars as pl
import pytest

from influencer_roi.metrics.units import HUNDREDTHS, TENTHS
from influencer_roi.ui.figures import Json
from influencer_roi.ui.rooms import head_room, rooms

NOBODY = pl.DataFrame()


@pytest.mark.parametrize(
    ("kind", "figure", "least"),
    [
        ("money", 1_23_45_678.4, 106),  # ₹1,23,45,678 in a bold face of 13 pixels, with its air
        ("money", None, 0),
        ("apart", 690.41, 58),
        ("number", 640.5, 51),  # tenths up to 1,000
        ("times_moved", -1100.47, 86),  # ▼ 1,100.47×
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


def test_room_for_a_range():
    """A range in words needs as much as the widest of rows and totals; where none is known, nothing."""
    rows = pl.DataFrame({"low": [3.0, 1_504.2, None], "high": [4.5, 2_871.0, None]})
    kinds = {"likely": "likely"}
    assert rooms(kinds, rows, [])["likely"] >= 90  # 1,504–2,871
    assert rooms(kinds, rows.clear(), [{"likely": "1,504–2,871"}]) == rooms(kinds, rows, [])
    assert rooms(kinds, rows.tail(1), []) == {"likely": 0}


@pytest.mark.parametrize(
    ("kind", "figures", "widest"),
    [
        ("", [5.25, 45.67, 150], 45.67),
        ("", [1, 45.67, None, 99], 45.67),
        ("", [-150, -45.67, 3], -45.67),
        ("", [1, 99.99, 99.996], 99.99),
        ("", [1.0, 1_23_456.78], 1_23_456),
        ("", [12, 99], 99),
        ("number", [3, 99.5, 100], 99.5),
        ("number", [3, 100, 640.5], 640.5),
    ],
)
def test_decimals_may_be_wider_than_larger_figures(kind: str, figures: list[float | None], widest: float):
    """Small figures are written with decimals, larger ones without: the widest is neither end."""
    found = rooms({"cpe": kind}, pl.DataFrame({"cpe": figures}, strict=False), [])
    assert found == rooms({"cpe": kind}, NOBODY, [{"cpe": widest}])


def test_tables_drop_hundredths_where_rooms_do():
    """Amounts keep their hundredths up to one limit, in the browser as in the room for them."""
    table = (Path(__file__).parents[2] / "assets" / "60-tables.js").read_text("utf-8")
    assert f"size >= {HUNDREDTHS} ||" in table
    assert f"size >= {TENTHS} ?" in table


def test_a_head_is_never_cut():
    """A longer head needs more room."""
    assert head_room("Engagement rate") > head_room("ROAS") > 0
