"""A cell of a workbook says what it shows: percent, zeros in front, another currency; on its own row."""

from pathlib import Path

import pytest
import xlsxwriter

from influencer_roi.intake.read import CELL, Sheet, read_sheet
from influencer_roi.model.report import Refused
from influencer_roi.model.schema import INFLUENCERS, ORDERS, PAYOUTS

Cell = tuple[float | str, str]  # a value and the format of its cell


def book(path: Path, rows: dict[int, list[Cell]], *, left: int = 0) -> Path:
    """Write cells into these rows of a sheet, from 1; an empty text is a cell with a colour and no value."""
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet()
        for row, cells in rows.items():
            for column, (value, code) in enumerate(cells, start=left):
                shown = workbook.add_format({"num_format": code, "bg_color": "#ffff00"})
                if value == "":
                    sheet.write_blank(row - 1, column, None, shown)
                else:
                    sheet.write(row - 1, column, value, shown)
    return path


def plain(*values: float | str) -> list[Cell]:
    """Cells without a format."""
    return [(value, "General") for value in values]


def column(sheet: Sheet, header: str) -> list[str | None]:
    """The texts of one column."""
    return sheet.rows[f"{CELL}{sheet.headers.index(header)}"].to_list()


def test_percent(tmp_path: Path) -> None:
    """A share of 1 that shows in percent is in percent, to its last digit; a quoted sign shows none."""
    rates: list[Cell] = [(0.1, "0%"), (0.075, "0%"), (1, "0.00%;[Red]-0.00%"), (0.3, '0.0"%"'), ("0.2", "0%")]
    rows = {1: plain("influencer_id", "basis", "rate", "total_payout")}
    rows |= {at: [("ann", ""), ("revenue", ""), one, (5, "")] for at, one in enumerate(rates, start=2)}
    sheet = read_sheet(book(tmp_path / "payouts.xlsx", rows), PAYOUTS)
    assert column(sheet, "rate") == ["10%", "7.5%", "100%", "0.3", "0.2"]


def test_zeros_in_front(tmp_path: Path) -> None:
    """A number that shows zeros in front has them, and the letters its format writes before it."""
    ids: list[Cell] = [(7, "000"), (1234, "000"), (7, "0"), (7, '"INF"0000'), ("7", "000"), (7, "#,##0")]
    rows = {1: plain("id", "name", "category", "follower_count", "platform")}
    rows |= {at: [one, *plain("Ann", "Food", 5, "IG")] for at, one in enumerate(ids, start=2)}
    sheet = read_sheet(book(tmp_path / "influencers.xlsx", rows), INFLUENCERS)
    assert column(sheet, "id") == ["007", "1234", "7", "INF0007", "7", "7"]


def test_rows_are_those_of_the_sheet(tmp_path: Path) -> None:
    """Titles, blank rows and blank columns move no line and no format."""
    rows: dict[int, list[Cell]] = {
        1: [("", "0%")] * 9,
        3: plain("Our orders"),
        5: plain("source", "campaign", "influencer_id", "user_id", "date", "orders", "revenue"),
        6: [*plain("IG", "Holi", "ann", "u1", "2025-05-02", 1), (10, "[$$-409]#,##0")],
        8: [*plain("IG", "Holi", "ann", "u2", "2025-05-02", 1), (20, "[$₹-4009] #,##0")],
    }
    sheet = read_sheet(book(tmp_path / "orders.xlsx", rows, left=2), ORDERS)
    assert sheet.rows["line"].to_list() == [6, 8]
    assert column(sheet, "revenue") == ["$ 10", "20"]
    assert sheet.raw([8]) == ["IG,Holi,ann,u2,2025-05-02,1,20"]
    assert sheet.blank_lines == 4
    assert dict(sheet.remarks)["preamble_skipped"] == "1 row above the header passed over."


def test_a_sheet_of_colours(tmp_path: Path) -> None:
    """A sheet whose cells have formats and no values has no rows."""
    with pytest.raises(Refused) as refused:
        read_sheet(book(tmp_path / "orders.xlsx", {2: [("", "0%")] * 3}), ORDERS)
    assert [problem.code for problem in refused.value.problems] == ["no_rows"]
