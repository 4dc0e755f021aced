"""Asks the ledger and order rows in pandas the same six questions, and times both."""

import math
import statistics
from collections.abc import Iterator

import pandas as pd
import polars as pl

from benchmarks.setup import Data, Setup, timed
from benchmarks.table import Row
from influencer_roi import queries
from influencer_roi.data.ledger import Ledger
from influencer_roi.filters import Filters

BOARDS = ("influencer_id", "campaign", "brand", "platform")
ASKED = ("revenue", "orders")
TOP = 10


def rows(setup: Setup) -> Iterator[Row]:
    """Yield two rows per made folder: totals, trend and four leaderboards of the ledger, and of rows."""
    for data in (setup.small, setup.large):
        yield from _questions(data, setup.runs)


def _questions(data: Data, runs: int) -> Iterator[Row]:
    orders = _order_rows(data.ledger)
    _compare_answers(data, orders)
    pairs = [_both(data, orders, data.brand_and_period()) for _ in range(runs)]
    of_ledger, of_pandas = zip(*pairs, strict=True)
    ratio = statistics.median(of_pandas) / statistics.median(of_ledger)
    entries = f"{data.ledger.entries.height:,} entries"
    yield Row(f"{data.name}: six questions of the ledger", of_ledger, remark=entries)
    yield Row(
        f"{data.name}: six questions of rows, pandas", of_pandas, remark=f"{ratio:.2g} × the ledger's time"
    )


def _both(data: Data, orders: pd.DataFrame, filters: Filters) -> tuple[float, float]:
    return timed(lambda: _ask_ledger(data.ledger, filters)), timed(lambda: _ask_pandas(orders, filters))


def _ask_ledger(ledger: Ledger, filters: Filters) -> list[object]:
    """Return totals, daily trend and four leaderboards of a selection."""
    return [
        queries.totals(ledger, filters, metrics=ASKED),
        queries.trend(ledger, filters, grain="day", metrics=ASKED),
        *(
            queries.leaderboard(ledger, filters, by=by, metrics=ASKED, rank_by="revenue", top=TOP)
            for by in BOARDS
        ),
    ]


def _ask_pandas(orders: pd.DataFrame, filters: Filters) -> list[object]:
    """Return the same of order rows, as a careful dashboard in pandas would ask."""
    chosen, numbers = _chosen(orders, filters), list(ASKED)
    days = pd.date_range(str(filters.start), str(filters.end))
    return [
        chosen[numbers].sum(),
        chosen.groupby("date")[numbers].sum().reindex(days, fill_value=0.0),
        *(chosen.groupby(by, observed=True)[numbers].sum().nlargest(TOP, "revenue") for by in BOARDS),
    ]


def _chosen(orders: pd.DataFrame, filters: Filters) -> pd.DataFrame:
    days = orders["date"].between(str(filters.start), str(filters.end))
    return orders[orders["brand"].isin(filters.brand) & days]


def _compare_answers(data: Data, orders: pd.DataFrame) -> None:
    """Stop where the two sides do not answer alike: their times could not be compared."""
    filters = data.brand_and_period()
    ours = queries.totals(data.ledger, filters, metrics=ASKED)
    theirs = _chosen(orders, filters)[list(ASKED)].sum()
    if not all(math.isclose(ours[name] or 0, theirs[name]) for name in ASKED):
        raise AssertionError(f"the ledger says {ours}, pandas {theirs.to_dict()}")


def _order_rows(ledger: Ledger) -> pd.DataFrame:
    """Return the attributed order rows in pandas' best types: categories for texts."""
    attributed = ledger.tables.orders.filter(pl.col("influencer_id").is_not_null())
    rows = attributed.select("date", *BOARDS, *ASKED).to_pandas()
    return rows.astype({"date": "datetime64[ns]", **dict.fromkeys(BOARDS, "category")})
