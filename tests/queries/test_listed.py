import datetime as dt

import polars as pl
import pytest

from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.orders import in_memory
from influencer_roi.orders.in_memory import FrameRows
from influencer_roi.orders.requests import RowRequest, Sort
from influencer_roi.queries.influencer_rows import newest_orders
from influencer_roi.queries.listed import Listed
from influencer_roi.queries.row_requests import row_request

PEOPLE = pl.DataFrame(
    {"name": ["Ann Rao", "bob sen", "Cat Iyer"], "city": ["Pune", "Agra", "Pune"], "paid": [5.0, None, 7.0]}
)
SEARCHED = ("name", "city", "first")


class Counting:
    """Adds the first letter of names, and notes how many rows it was asked for each time."""

    def __init__(self) -> None:
        self.heights: list[int] = []

    def __call__(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Return the rows with their letter."""
        self.heights.append(rows.height)
        return rows.with_columns(first=pl.col("name").str.slice(0, 1))


def listed(ledger: Ledger, complete: Counting) -> Listed:
    """The three people as a table lists them."""
    rows = FrameRows(PEOPLE)
    return Listed(ledger, Filters(), lambda *_: rows, stages=(complete,))


def names(book: Listed, **request: object) -> list[str]:
    """The names a request brings, in their order."""
    asked = row_request(request, book.empty.schema, searched=SEARCHED)
    return book.block(asked)[0]["name"].to_list()


@pytest.mark.parametrize(
    ("request_part", "found"),
    [
        ({}, ["Ann Rao", "bob sen", "Cat Iyer"]),
        ({"startRow": 1, "endRow": 2}, ["bob sen"]),
        ({"sortModel": [{"colId": "name", "sort": "desc"}]}, ["Cat Iyer", "bob sen", "Ann Rao"]),
        ({"sortModel": [{"colId": "paid", "sort": "desc"}]}, ["Cat Iyer", "Ann Rao", "bob sen"]),
        ({"filterModel": {"paid": {"type": "greaterThan", "filter": 6}}}, ["Cat Iyer"]),
        ({"search": "PUNE"}, ["Ann Rao", "Cat Iyer"]),
        ({"search": "pune iyer"}, ["Cat Iyer"]),
        ({"search": "pune sen"}, []),
        ({"search": "."}, []),
    ],
)
def test_requests(world: Ledger, request_part: dict[str, object], found: list[str]):
    """Rows are those that pass every test and hold every word, in any column, in the order requested."""
    assert names(listed(world, Counting()), **request_part) == found


BORN = PEOPLE.with_columns(born=pl.Series([dt.date(1990, 7, 4), dt.date(1990, 7, 14), None]))


@pytest.mark.parametrize("folded", [0, 1_000])
@pytest.mark.parametrize(
    ("request_part", "found"),
    [
        ({"search": "4 jul 1990"}, ["Ann Rao", "bob sen"]),
        ({"search": "1990-07-14"}, ["bob sen"]),
        ({"filterModel": {"born": {"type": "equals", "filter": "4 Jul 1990"}}}, ["Ann Rao"]),
        ({"filterModel": {"born": {"type": "notEqual", "filter": "4 Jul 1990"}}}, ["bob sen", "Cat Iyer"]),
        ({"filterModel": {"born": {"type": "notContains", "filter": "1990-07"}}}, ["Cat Iyer"]),
        ({"filterModel": {"born": {"type": "blank"}}}, ["Cat Iyer"]),
        ({"filterModel": {"born": {"type": "notBlank"}}}, ["Ann Rao", "bob sen"]),
        ({"sortModel": [{"colId": "born", "sort": "desc"}]}, ["bob sen", "Ann Rao", "Cat Iyer"]),
    ],
)
def test_days_are_found_as_they_are_written(
    world: Ledger,
    monkeypatch: pytest.MonkeyPatch,
    folded: int,
    request_part: dict[str, object],
    found: list[str],
):
    """A day is found as tables write it and as files do; it is sorted by time, not by its letters."""
    monkeypatch.setattr(in_memory, "MOST_FOLDED", folded)
    rows = FrameRows(BORN)
    book = Listed(world, Filters(), lambda *_: rows)
    asked = row_request(request_part, BORN.schema, searched=("name", "born"))
    assert book.block(asked)[0]["name"].to_list() == found


def test_folded_texts_find_the_same(world: Ledger, monkeypatch: pytest.MonkeyPatch):
    """Whether texts are folded or looked at column by column, a search finds the same rows."""
    searches = ("a", "PUNE", "pune a", "rao\npune", "sen b", "")
    folded = [names(listed(world, Counting()), search=text) for text in searches]
    monkeypatch.setattr(in_memory, "MOST_FOLDED", 0)
    assert folded == [names(listed(world, Counting()), search=text) for text in searches]


def test_columns_come_late(world: Ledger):
    """What is worked out for rows on screen is worked out for those alone, until a request looks at it."""
    complete = Counting()
    book = listed(world, complete)
    shown, count = book.block(RowRequest(0, 1))
    assert (shown["first"].to_list(), count, complete.heights) == (["A"], 3, [1])
    by_letter = [{"colId": "first", "sort": "desc"}]
    assert (
        names(book, sortModel=by_letter)
        == names(book, sortModel=by_letter)
        == ["Cat Iyer", "bob sen", "Ann Rao"]
    )
    assert sorted(complete.heights) == [0, 1, 3]


def test_an_order_of_its_own(world: Ledger):
    """A table begins by its own order, null last, and goes on in it from block to block."""
    rows = FrameRows(pl.concat([PEOPLE] * 60))
    order = (Sort("paid", descending=True), Sort("name", descending=False))
    book = Listed(world, Filters(), lambda *_: rows, order)
    every = book.block(RowRequest(length=180))[0]
    assert every["name"].to_list() == ["Cat Iyer"] * 60 + ["Ann Rao"] * 60 + ["bob sen"] * 60
    assert book.block(RowRequest())[0].equals(every.head(100))
    assert book.block(RowRequest(90, 10))[0].equals(every.slice(90, 10))


def test_files_have_every_column(world: Ledger):
    """Piece by piece, all rows come with the columns of the screen."""
    book = listed(world, Counting())
    assert pl.concat(book.pieces()).columns == book.empty.columns == ["name", "city", "paid", "first"]


def test_the_newest_come_first(sample: Ledger):
    """Orders of a profile begin with the newest."""
    chosen = Filters(influencer_id=("INF005",))
    first, count, _ = newest_orders(sample, chosen, most=100)
    every, *_ = newest_orders(sample, chosen, most=count)
    assert (first.height, every.height, count) == (100, 770, 770)
    assert every["date"].is_sorted(descending=True)
    assert every.head(100)["line"].to_list() == first["line"].to_list()
