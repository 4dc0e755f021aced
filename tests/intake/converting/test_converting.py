"""A sheet of theirs becomes one of our columns, each row on the line it has in the file."""

import polars as pl
import pytest

from influencer_roi.intake.converting import converted
from influencer_roi.intake.exports.form import Export, Reading, amount, constant, day, text
from influencer_roi.intake.exports.lines import first_of
from influencer_roi.intake.read import CELL, Sheet, frame_sheet
from influencer_roi.model.report import Refused
from influencer_roi.model.schema import ORDERS

# What CONTRIBUTING shows.
PINSHOP = Export(
    "Pinshop order",
    ("Order Ref", "Placed", "Goods"),
    {
        ORDERS.name: Reading(
            {
                "order_id": text("Order Ref"),
                "order_number": text("Order Ref"),
                "date": day("Placed"),
                "user_id": text("Shopper"),
                "orders": constant("1"),
                "revenue": amount("Goods"),
                "code": text("Voucher"),
            },
            rows=first_of("Order Ref", filled="Goods"),
            rows_words="one order per Order Ref",
            counted="order",
        )
    },
    tells="shop",
)
FRAME = pl.DataFrame(
    {
        "Order Ref": ["7", "7", "8"],
        "Placed": ["2031-05-04", "2031-05-04", "soon"],
        "Goods": ["₹ 900", None, "lots"],
        "Voucher": ["ASHA10", None, None],
    }
)


def cells(sheet: Sheet, column: str) -> list[str | None]:
    """The cells of one of our columns."""
    return sheet.rows[f"{CELL}{sheet.headers.index(column)}"].to_list()


def orders(frame: pl.DataFrame) -> Sheet:
    """The orders of a frame of the shop."""
    return converted(frame_sheet(frame, "pins.csv"), ORDERS, PINSHOP.gives["orders"], form=PINSHOP.form)


def test_an_order_once_on_its_line() -> None:
    """Rows keep their lines; numbers and days are written plainly, what is none is as it was."""
    sheet = orders(FRAME)
    assert sheet.rows["line"].to_list() == [1, 3]
    assert [cells(sheet, name) for name in ("order_id", "date", "orders", "revenue", "code")] == [
        ["7", "8"],
        ["2031-05-04", "soon"],
        ["1", "1"],
        ["900", "lots"],
        ["ASHA10", None],
    ]


def test_what_is_said_of_it() -> None:
    """The sheet says what it was read as, how many rows are on how many lines, and whose header each is."""
    sheet = orders(FRAME)
    assert ("export", "was read as a Pinshop order export: 2 orders on 3 lines.") in sheet.remarks
    assert sheet.origins["pins.csv"]["revenue"] == "Goods"
    assert sheet.origins["pins.csv"]["date"] == "Placed"


def test_columns_it_has_not_are_absent() -> None:
    """An optional column the file lacks is not there, one the table asks for is empty."""
    sheet = orders(FRAME.drop("Voucher"))
    assert "code" not in sheet.headers
    assert cells(sheet, "user_id") == [None, None]
    assert cells(sheet, "campaign") == [None, None]


def test_nothing_gives_what_is_needed() -> None:
    """A file that lacks a column no order can be without is refused, with what mapping.toml would say."""
    with pytest.raises(Refused) as caught:
        orders(FRAME.drop("Placed"))
    (problem,) = caught.value.problems
    assert (problem.code, problem.place) == ("missing_column", "pins.csv")
    assert problem.text == (
        "this is a Pinshop order export, in which nothing gives date. Say in mapping.toml what has it. "
        'There: [orders] file = "pins.csv", date = "their header" or { constant = "…" }.'
    )
