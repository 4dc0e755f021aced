"""A workbook may count its days from 1904: a number in a column of days is the day its cells show."""

import datetime as dt
from pathlib import Path

import pytest
import xlsxwriter

from influencer_roi.ledger.load import load_folder
from tests.exported import folder_of

_MAPPING = """\
[orders]
file = "Sales.xlsx"
date = "Bill Day"
user_id = "Party"
revenue = "Bill Amount"
influencer_id = "Whose"
"""
_OURS = ("source", "campaign", "influencer_id", "user_id", "date", "orders", "revenue")
_THEIRS = ("Remarks", "Drive", "Whose", "Party", "Bill Day", "Pieces", "Bill Amount")


def book(path: Path, headers: tuple[str, ...], *, from_1904: bool) -> None:
    """Write three orders, of 1 to 3 May 2031: the first day a number, the second a date, the third a text."""
    zero = dt.date(1904, 1, 1) if from_1904 else dt.date(1899, 12, 30)
    with xlsxwriter.Workbook(path, {"date_1904": from_1904}) as workbook:
        sheet, shown = workbook.add_worksheet(), workbook.add_format({"num_format": "dd-mm-yyyy"})
        sheet.write_row(0, 0, headers)
        for at in (1, 2, 3):
            sheet.write_row(at, 0, ["IG", "Holi", "A1", f"u{at}"])
            sheet.write_row(at, 5, [1, 45_000 + at])
        number = (dt.date(2031, 5, 1) - zero).days
        sheet.write_number(1, 4, number)
        sheet.write_number(2, 4, number + 1, shown)
        sheet.write_string(3, 4, "2031-05-03")


@pytest.mark.parametrize("from_1904", [False, True])
@pytest.mark.parametrize("way", ["ours", "mapped", "parts"])
def test_days_of_a_workbook(tmp_path: Path, way: str, *, from_1904: bool) -> None:
    """They are those its cells show, whichever year it counts from; amounts that could be days stay."""
    folder = folder_of(tmp_path, {}, instead_of="orders")
    name, headers = ("Sales.xlsx", _THEIRS) if way == "mapped" else ("orders.xlsx", _OURS)
    book(folder / name, headers, from_1904=from_1904)
    if way == "mapped":
        (folder / "mapping.toml").write_text(_MAPPING, encoding="utf-8")
    if way == "parts":
        (folder / "orders_june.csv").write_text(f"{','.join(_OURS)}\nIG,Holi,A1,u4,2031-06-01,1,5\n")
    orders = load_folder(folder).tables.orders.sort("date")
    days = [dt.date(2031, 5, day) for day in (1, 2, 3)]
    assert orders["date"].to_list()[:3] == days
    assert orders["revenue"].to_list()[:3] == [45_001, 45_002, 45_003]
