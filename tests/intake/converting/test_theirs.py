"""Cells are read by the headers they came with, as the rules of every file read them."""

import polars as pl
import pytest

from influencer_roi.intake.converting.theirs import Cells, without_comments
from influencer_roi.intake.read import frame_sheet


def cells(**columns: list[str | None]) -> Cells:
    """The cells of a frame, `_` standing for a blank in its headers."""
    frame = pl.DataFrame({name.replace("_", " "): texts for name, texts in columns.items()})
    return Cells(frame_sheet(frame, "a file"))


@pytest.mark.parametrize("header", ["Net Amt", "NET-AMT", "net_amt", "Net Amt (INR)"])
def test_a_header_in_any_form(header: str) -> None:
    """Case, blanks, hyphens and a unit behind a header do not count; it stays as it is written."""
    found = Cells(frame_sheet(pl.DataFrame({"Net Amt (₹)": ["5"]}), "a file"))
    assert found.header(header) == "Net Amt (₹)"
    assert cells(Net_Amt=["5"]).header(header) == "Net Amt"


def test_the_first_header_that_is_there() -> None:
    """Of several spellings the first that is there counts; `*` stands for what is before or behind."""
    theirs = cells(Views=["1"], Reach=["2"], Order_utm_source=["insta"])
    assert theirs.header("Impressions", "Reach", "Views") == "Reach"
    assert theirs.header("*utm source") == "Order utm source"
    assert theirs.header("Impressions") == ""
    assert theirs.text("Impressions") is None
    assert theirs.amount("Impressions") is None
    assert theirs.day("Impressions") is None


def test_one_of_several_headers_is_said() -> None:
    """Where a header may be any of several, the first is taken, and that is said."""
    sheet = frame_sheet(pl.DataFrame({"Total (net)": ["1"], "Total (gross)": ["2"]}), "a file")
    theirs = Cells(sheet)
    assert theirs.header("Total") == "Total (net)"
    assert [*theirs.remarks] == [
        ("several_headers", "'Total (net)' was taken for Total, beside 'Total (gross)'.")
    ]
    assert theirs.header("Total (gross)") == "Total (gross)"
    assert theirs.header("Total (paid)") == ""


def test_texts_are_bare() -> None:
    """Blanks around a text go; an empty cell is none."""
    found = cells(Name=["  Asha ", "", "  ", None], Id=["1", "2", "3", "4"]).text("name")
    assert found is not None
    assert found.to_list() == ["Asha", None, None, None]


def test_amounts_are_numbers_or_as_written() -> None:
    """A number is written plainly, as the rules of numbers read it; what is none stays, to be set aside."""
    theirs = cells(Total=["₹1,234.50", "(500)", "1.5 lakh", "lots", None], Id=[*"12345"])
    amounts, numbers = theirs.amount("Total"), theirs.number("Total")
    assert amounts is not None
    assert numbers is not None
    assert amounts.to_list() == ["1234.5", "-500", "150000", "lots", None]
    assert numbers.to_list() == [1234.5, -500, 150_000, None, None]


def test_counts_are_whole() -> None:
    """One count with three digits behind a dot groups them, as in our columns; one amount may not."""
    theirs = cells(Likes=["1.234", "12"])
    counts, amounts = theirs.count("Likes"), theirs.amount("Likes")
    assert counts is not None
    assert amounts is not None
    assert (counts.to_list(), amounts.to_list()) == (["1234", "12"], ["1.234", "12"])


@pytest.mark.parametrize(
    "written",
    [
        "2031-05-04 23:50:00 -0400",
        "2031-05-04T23:50:00+05:30",
        "2031-05-04 23:50:00 UTC",
        "2031-05-04T00:10:00Z",
        "May 4, 2031 11:50 PM",
        "20310504",
    ],
)
def test_a_day_is_the_one_written(written: str) -> None:
    """No zone moves a day: it is that of the file's own offset."""
    found = cells(Created_at=[written, "some day"]).day("Created at")
    assert found is not None
    assert found.to_list() == ["2031-05-04", "some day"]


def test_the_order_of_days() -> None:
    """Where no day proves it, day and month stand as a format says, else as the mapping, else day first."""
    sheet = frame_sheet(pl.DataFrame({"Day": ["05/04/2031"]}), "a file")
    found = (Cells(sheet).day("Day"), Cells(sheet, "mdy").day("Day"), Cells(sheet).day("Day", order="mdy"))
    days = [one.to_list() for one in found if one is not None]
    assert days == [["2031-04-05"], ["2031-05-04"], ["2031-05-04"]]


def test_lines_behind_a_hash_are_no_records() -> None:
    """A line of words behind a # is none; an order's number #1001 is one."""
    frame = pl.DataFrame({"Name": ["# from the shop", "#1001", "#", "#1002"], "Total": [None, "5", "", "7"]})
    sheet = without_comments(frame_sheet(frame, "a file"))
    assert sheet.rows["line"].to_list() == [2, 4]
