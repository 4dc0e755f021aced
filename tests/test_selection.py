import datetime as dt

import polars as pl
import pytest

from influencer_roi import queries
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
    assert selection.let_through(LEDGER.entries, filters).rows() == asked.rows()
    assert selection.attributed(LEDGER, filters).collect().rows() == belonging.rows()


@pytest.mark.parametrize("top", range(8))
def test_top_of_ties(top: int):
    """The first of a ranking are the head of all of it: ties keep their order, null comes last."""
    rows = pl.DataFrame({"row": range(6), "roas": [2.0, None, 3.0, 2.0, 2.0, None]})
    whole = queries.ranked(rows, rank_by="roas")
    assert whole["row"].to_list() == [2, 0, 3, 4, 1, 5]
    assert queries.ranked(rows, rank_by="roas", top=top).rows() == whole.head(top).rows()
