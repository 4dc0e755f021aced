import datetime as dt

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from influencer_roi import queries
from influencer_roi.data.ledger import MEASURES, Ledger
from influencer_roi.filters import Filters
from influencer_roi.queries import selection
from tests.folders import ledger_of

# Spend on C has no day; one entry is organic; nothing happens on January 2.
LEDGER = ledger_of("""
date        influencer_id  brand    revenue  spend  organic_revenue
-           C              Unknown  0        200    0
2025-01-01  A              Mint     1000     500    0
2025-01-03  A              Zest     2000     500    0
2025-01-03  B              Zest     500      1000   0
2025-01-04  -              Zest     0        0      700
""")
FIRST, GAP, LAST, LATER = (dt.date(2025, 1, day) for day in (1, 2, 4, 9))


@pytest.mark.parametrize("brand", [(), ("Zest",)])
@pytest.mark.parametrize("end", [None, FIRST, GAP, LAST, LATER])
@pytest.mark.parametrize("start", [None, FIRST, GAP, LAST, LATER])
def test_days_are_cut_out(start: dt.date | None, end: dt.date | None, brand: tuple[str, ...]):
    """Cutting days out of rows by date gives what asking every row for its day gives, organic rows or not."""
    filters = Filters(brand=brand, start=start, end=end)
    condition = filters.condition()
    asked = LEDGER.entries if condition is None else LEDGER.entries.filter(condition)
    belonging = asked.filter(pl.col("influencer_id").is_not_null())
    assert selection.selected(LEDGER, filters).rows() == asked.rows()
    assert selection.attributed(LEDGER, filters).rows() == belonging.rows()


def test_daily():
    """Rolled up to days, entries keep their sums, and spend without a day keeps its row."""
    rows = selection.daily(LEDGER, Filters(), selection.attributed)
    assert rows.select("date", "revenue", "spend").rows() == [
        (None, 0, 200),
        (FIRST, 1000, 500),
        (dt.date(2025, 1, 3), 2500, 1500),
    ]
    assert rows.columns == ["date", *MEASURES]


def test_organic_days():
    """A day with organic orders only is a day of what is selected, and none of what is attributed."""
    asked = Filters(start=LAST)
    rolled = (
        selection.daily(LEDGER, asked, entries) for entries in (selection.selected, selection.attributed)
    )
    assert [rows["organic_revenue"].to_list() for rows in rolled] == [[700], []]


@pytest.mark.parametrize("top", range(8))
def test_top_of_ties(top: int):
    """The first of a ranking are the head of all of it: ties keep their order, null comes last."""
    rows = pl.DataFrame({"row": range(6), "roas": [2.0, None, 3.0, 2.0, 2.0, None]})
    whole = queries.ranked(rows, rank_by="roas")
    assert whole["row"].to_list() == [2, 0, 3, 4, 1, 5]
    assert queries.ranked(rows, rank_by="roas", top=top).rows() == whole.head(top).rows()


@pytest.mark.parametrize("filters", [Filters(), Filters(brand=("Gritzo",)), Filters(end=FIRST)])
def test_by_post(world: Ledger, filters: Filters):
    """Rolled up to posts, entries keep their sums; each post is there once, what is of none comes last."""
    entries = selection.selected(world, filters)
    measures = [name for name in MEASURES if name not in world.unmeasured]
    grouped = entries.group_by("post_id").agg(pl.col(measures).sum()).sort("post_id", nulls_last=True)
    assert_frame_equal(selection.by_post(entries, measures), grouped)
