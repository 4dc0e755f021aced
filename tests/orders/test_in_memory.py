"""Orders in memory are listed alike, all of them described or only those that are shown."""

from polars.testing import assert_frame_equal

from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.orders.in_memory import InMemory
from influencer_roi.orders.requests import RowRequest, Sort


def test_the_first_rows_alone(world: Ledger):
    """Rows as the file has them are those of the whole list, wherever they begin, past its end too."""
    book = InMemory(world, Filters())
    every, count = book.block(RowRequest(length=99, sorts=(Sort("line", descending=False),)))
    for start, length in ((0, 2), (3, 99), (count, 5)):
        rows, height = book.block(RowRequest(start, length))
        assert height == count
        assert_frame_equal(rows, every.slice(start, length))
