"""Tables in several sheets of one workbook, and parts that say what others say: every row counts once."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from influencer_roi.ledger.load import check_folder, load_folder
from tests.worlds import frame_of

PEOPLE = "id,name,category,follower_count,platform\nm1,Mira,Food,900,Instagram\n"
POSTS = "influencer_id,platform,date,reach,likes,comments\nm1,Instagram,2025-02-01,400,20,2\n"
PAYOUTS = "influencer_id,basis,rate,orders,total_payout\nm1,post,50,1,50\n"
MARCH = """
    source  campaign  influencer_id  user_id  date        orders  revenue
    IG      Holi      m1             u1       2025-03-02  1       100
    IG      Holi      m1             u2       2025-03-04  2       300
    """
APRIL = """
    source  campaign  influencer_id  user_id  date        orders  revenue
    IG      Holi      m1             u3       2025-04-02  1       40
    """
BOTH = {"Mar": MARCH, "Apr": APRIL}


def folder(path: Path, sheets: Mapping[str, str], *, hidden: str = "", name: str = "orders.xlsx") -> Path:
    """A folder whose orders are the sheets of a workbook."""
    for file, text in {"influencers.csv": PEOPLE, "posts.csv": POSTS, "payouts.csv": PAYOUTS}.items():
        (path / file).write_text(text, encoding="utf-8")
    with xlsxwriter.Workbook(path / name) as book:
        for sheet, table in sheets.items():
            frame_of(table).with_columns(pl.col("orders", "revenue").cast(pl.Float64)).write_excel(
                book, worksheet=sheet
            )
        if hidden:
            book.get_worksheet_by_name(hidden).hide()
    return path


def sums(path: Path) -> tuple[float, float]:
    """Orders and revenue of a folder."""
    orders, revenue = load_folder(path).entries.select(pl.col("orders", "revenue").sum()).row(0)
    return orders, revenue


def notes(path: Path, code: str) -> list[str]:
    """What the notes of one code say."""
    return [note.text for note in check_folder(path).notes if note.code == code]


@pytest.mark.parametrize(
    "sheets", [BOTH, {"Orders Mar": MARCH, "Orders Apr": APRIL}, {"Apr": APRIL, "x": MARCH}]
)
def test_the_sheets_of_months_are_parts(tmp_path: Path, sheets: dict[str, str]) -> None:
    """Sheets with the columns of one table are its parts, whatever they are called."""
    assert sums(folder(tmp_path, sheets)) == (4.0, 440.0)
    assert notes(tmp_path, "parts") == ["2 sheets were read as one table."]


def test_a_line_is_of_its_sheet(tmp_path: Path) -> None:
    """A row that is set aside is named by its sheet and its row there."""
    spoilt = APRIL.replace("2025-04-02", "soon")
    path = folder(tmp_path, {"Mar": MARCH, "Apr": spoilt + "    IG  Holi  m1  u4  2025-04-05  1  7\n"})
    assert check_folder(path).faults.select("file", "line").rows() == [("orders.xlsx [Apr]", 2)]
    assert sums(path) == (4.0, 407.0)


def test_a_sheet_of_all_months_counts_once(tmp_path: Path) -> None:
    """A sheet with the rows of all others, in any order, is named and not counted again."""
    every = APRIL + "".join(MARCH.splitlines(keepends=True)[2:])
    path = folder(tmp_path, {"All": every, **BOTH})
    assert sums(path) == (4.0, 440.0)
    assert "it has the rows of all others" in notes(path, "no_part")[0]


def test_a_sheet_that_is_a_copy_or_hidden_is_not_read(tmp_path: Path) -> None:
    """A sheet that says it is a copy, and one that is hidden, are named as not read."""
    path = folder(tmp_path, {**BOTH, "Mar (2)": APRIL, "draft": APRIL}, hidden="draft")
    assert sums(path) == (4.0, 440.0)
    said = notes(path, "unread_files")[0]
    assert "orders.xlsx [Mar (2)] (a copy), orders.xlsx [draft]" in said
    assert said.endswith("has its columns; a sheet, where no file is named as that table.")


def test_a_hidden_sheet_beside_the_one_shown(tmp_path: Path) -> None:
    """A workbook that shows one sheet says that it has another, which is not read."""
    path = folder(tmp_path, BOTH, hidden="Apr")
    assert sums(path) == (3.0, 400.0)
    assert notes(path, "one_sheet") == ["of 2 sheets 'Mar' was read; 1 of the others is hidden."]


def test_a_workbook_beside_its_own_csv(tmp_path: Path) -> None:
    """A file that says in another form what an earlier one says counts once."""
    path = folder(tmp_path, {"Mar": MARCH})
    frame_of(MARCH).write_csv(path / "orders.csv")
    assert sums(path) == (3.0, 400.0)
    assert notes(path, "no_part") == [
        "not read as a part of orders: it has the rows of orders.csv, which count once."
    ]


@pytest.mark.parametrize(
    ("when", "written", "earned", "shown", "code"),
    [
        (dt.date(1998, 7, 9), "09/07/1998", 5, "5", "date_out_of_range"),
        (dt.date(2025, 3, 9), "2025-03-09", "n/a", "", "missing_value"),
        (dt.date(2025, 3, 9), "2025-03-09", "€7", "€7.00", "currency_mismatch"),
    ],
)
def test_a_bad_row_in_two_forms(
    tmp_path: Path, when: dt.date, written: str, earned: float | str, shown: str, code: str
) -> None:
    """A workbook and its CSV are the same rows however each writes one that is set aside."""
    path = folder(tmp_path, {})
    head, *good = [[*row] for row in (frame_of(MARCH).columns, *frame_of(MARCH).rows())]
    with xlsxwriter.Workbook(path / "orders.xlsx", {"default_date_format": "yyyy-mm-dd hh:mm:ss"}) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate([head, *good, ["IG", "Holi", "m1", "u9", when, 1, earned]]):
            sheet.write_row(at, 0, row)
    rows = [head, *good, ["IG", "Holi", "m1", "u9", written, "1", shown]]
    (path / "orders.csv").write_text("\n".join(",".join(map(str, row)) for row in rows), encoding="utf-8")
    assert sums(path) == (3.0, 400.0)
    assert [one.code for one in check_folder(path).set_aside] == [code]
    assert len(notes(path, "no_part")) == 1


def test_two_months_set_aside_whole_are_two(tmp_path: Path) -> None:
    """Files of which no row is kept are told apart by what is written: each row is named."""
    path = folder(tmp_path, {})
    (path / "orders.xlsx").unlink()
    (path / "orders.csv").write_text(frame_of(MARCH).write_csv(), encoding="utf-8")
    for month, paid in (("04", "€4"), ("05", "€5")):
        abroad = frame_of(APRIL).with_columns(date=pl.lit(f"2025-{month}-02"), revenue=pl.lit(paid))
        abroad.write_csv(path / f"orders {month}.csv")
    assert check_folder(path).counts["orders"].set_aside == 2


def test_two_months_of_the_same_payouts(tmp_path: Path) -> None:
    """Payouts without a day that are alike in two sheets are of two months, and both count."""
    path = folder(tmp_path, BOTH)
    (path / "payouts.csv").unlink()
    with xlsxwriter.Workbook(path / "payouts.xlsx") as book:
        for month in ("Mar", "Apr"):
            frame = frame_of("influencer_id  basis  rate  orders  total_payout\nm1  post  50  1  50")
            frame.write_excel(book, worksheet=month)
    assert load_folder(path).entries["spend"].sum() == 100.0


def test_a_sheet_that_lacks_a_column(tmp_path: Path) -> None:
    """A sheet of records beside others is named where it lacks a column; one of sums by month is none."""
    bare = MARCH.replace("campaign  ", "").replace("Holi      ", "")
    sheets = {"Apr": APRIL, "Mar": bare, "Sums": "month  orders  revenue\nMar  3  400"}
    assert sums(folder(tmp_path, sheets)) == (1.0, 40.0)
    assert notes(tmp_path, "no_part") == [
        "not read as a part of orders: it lacks campaign, which orders need.",
    ]
    assert "not read: orders.xlsx [Sums]. " in notes(tmp_path, "unread_files")[0]
