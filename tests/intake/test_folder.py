"""Which files of a folder hold which table."""

from pathlib import Path

import pytest
import xlsxwriter

from influencer_roi.intake.folder import find_sources, is_copy, table_files, table_named, unread
from influencer_roi.model.report import Refused
from influencer_roi.model.schema import INFLUENCERS, ORDERS, PAYOUTS, POSTS, Table


def found(folder: Path, table: Table, *names: str) -> list[str]:
    """What may hold a table in a folder of these files."""
    for name in names:
        (folder / name).touch()
    return [source.name for source in find_sources(table, table_files(folder), folder)]


def workbook(path: Path, *sheets: str) -> None:
    """Write a workbook of these sheets."""
    with xlsxwriter.Workbook(path) as book:
        for name in sheets:
            book.add_worksheet(name).write_row(0, 0, ["a"])


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("influencers", INFLUENCERS),
        ("Influencer_Master", INFLUENCERS),
        ("postsfinal", POSTS),
        ("post-data", POSTS),
        ("tracking_data", ORDERS),
        ("Orders 2025", ORDERS),
        ("payout", PAYOUTS),
        ("Diwali plan - posts", POSTS),
        ("Influencer plan - Payouts", PAYOUTS),
        ("influencer_orders_2025-05", ORDERS),
        ("payouts by influencer", PAYOUTS),
        ("composting", None),
        ("notes", None),
    ],
)
def test_a_name_says_which_table(name: str, table: Table | None) -> None:
    """A table's word anywhere in a name names it; of several the last, but for what follows by or per."""
    assert table_named(name) is table


@pytest.mark.parametrize(
    ("name", "copy"),
    [
        ("posts (1)", True),
        ("Copy of posts", True),
        ("posts_old", True),
        ("posts-backup", True),
        ("gold posts", False),
    ],
)
def test_a_name_says_that_it_is_a_copy(name: str, copy: bool) -> None:  # noqa: FBT001 # a value
    """What browsers and people call a copy is one."""
    assert is_copy(name) is copy


def test_the_exact_plural_comes_first(tmp_path: Path) -> None:
    """Beside other candidates the table's own name comes first; copies are none."""
    names = ("post_may.csv", "Posts.csv", "posts (2).csv", "posts_backup.csv")
    assert found(tmp_path, POSTS, *names) == ["Posts.csv", "post_may.csv"]


def test_a_copy_alone_is_the_table(tmp_path: Path) -> None:
    """What was downloaded twice, and kept once, is read."""
    assert found(tmp_path, POSTS, "posts (1).csv") == ["posts (1).csv"]


def test_no_candidate(tmp_path: Path) -> None:
    """A table without a file is refused, with the names that would do; other kinds of file do not count."""
    with pytest.raises(Refused) as refused:
        found(tmp_path, ORDERS, "orders.txt", "posts.csv")
    said = f"{tmp_path}: no file for orders. Put a file named tracking*.csv or order*.csv there."
    assert str(refused.value) == said


def test_a_folder_of_orders_beside_a_file(tmp_path: Path) -> None:
    """A folder of orders and a file of orders are refused, with the way that works."""
    (tmp_path / "orders").mkdir()
    (tmp_path / "orders" / "a.csv").touch()
    said = (
        "orders and orders_june.csv could both hold orders, and orders is read where it lies, with nothing "
        "beside it: put all of its files into a folder orders/."
    )
    with pytest.raises(Refused, match=said):
        found(tmp_path, ORDERS, "orders_june.csv")


def test_sheets_of_one_workbook(tmp_path: Path) -> None:
    """A workbook with sheets named after tables holds those, whatever its own name is."""
    workbook(tmp_path / "Influencer plan.xlsx", "About", "Creators' influencers", "Posts", "Orders May")
    assert found(tmp_path, INFLUENCERS) == ["Influencer plan.xlsx [Creators' influencers]"]
    assert found(tmp_path, ORDERS) == ["Influencer plan.xlsx [Orders May]"]
    assert found(tmp_path, PAYOUTS, "payouts.csv") == ["payouts.csv"]


def test_a_file_comes_before_a_sheet(tmp_path: Path) -> None:
    """A sheet of a workbook named otherwise is not asked where a file is named after the table."""
    workbook(tmp_path / "plan.xlsx", "Posts", "Orders")
    assert found(tmp_path, POSTS, "posts.csv") == ["posts.csv"]


def test_a_workbook_named_after_its_table(tmp_path: Path) -> None:
    """A workbook of one table, with whatever sheets beside it, is known by its own name."""
    workbook(tmp_path / "posts.xlsx", "Sheet1", "Posts")
    assert found(tmp_path, POSTS) == ["posts.xlsx"]


def test_what_lies_beside(tmp_path: Path) -> None:
    """Files that may hold data and were not read are named; pages of text are none."""
    for name in ("posts.csv", "posts (1).csv", "budget.xls", "readme.md", ".hidden.csv"):
        (tmp_path / name).touch()
    assert unread(tmp_path, [tmp_path / "posts.csv"]) == ["budget.xls", "posts (1).csv"]
