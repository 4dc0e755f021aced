"""Notes rows whose figures make one wonder, each by itself or beside the rest of its column."""

from dataclasses import dataclass

import polars as pl

from influencer_roi.intake.remarks.orders import ORDER_WORDS, kept_note, odd_orders
from influencer_roi.intake.remarks.said import Worded
from influencer_roi.model.notation import grouped
from influencer_roi.model.report import listed, rows
from influencer_roi.model.tables import Tables

OUTLIER = 1000
_MEASURED = {"orders": "revenue", "posts": "reach", "payouts": "total_payout"}


@dataclass(frozen=True)
class _Odd:
    """What is odd about rows of one table: the condition, and what one row and several do."""

    table: str
    code: str
    condition: pl.Expr
    one: str
    many: str


_ODD = (
    _Odd("posts", "reach_zero", pl.col("reach") == 0, "has no reach", "have no reach"),
    _Odd(
        "posts",
        "engagement_over_100",
        (pl.col("likes") + pl.col("comments") > pl.col("reach")) & (pl.col("reach") > 0),
        "has more likes and comments than reach",
        "have more likes and comments than reach",
    ),
    *(
        _Odd("orders", code, condition, *ORDER_WORDS[code])
        for code, condition in odd_orders(pl.col("revenue"), pl.col("orders")).items()
    ),
    _Odd("orders", "organic", pl.col("influencer_id").is_null(), *ORDER_WORDS["organic"]),
    _Odd(
        "orders",
        "outside_campaign",
        (pl.col("date") < pl.col("campaign_start")) | (pl.col("date") > pl.col("campaign_end")),
        "lies outside the days of its campaign",
        "lie outside the days of their campaign",
    ),
    _Odd(
        "payouts",
        "clawback",
        pl.col("total_payout") < 0,
        "is a clawback (negative)",
        "are clawbacks (negative)",
    ),
    _Odd(
        "payouts",
        "no_spend",
        pl.col("total_payout") == 0,
        "pays nothing, so it has no ROAS",
        "pay nothing, so they have no ROAS",
    ),
)


def row_remarks(raw: Tables) -> Worded:
    """Yield (table, code, sentence) for every oddity some row has, with the lines of the rows."""
    any_of = {table: _any_odd(getattr(raw, table), table) for table in _MEASURED}
    for odd in _ODD:
        if any_of[odd.table][odd.code]:
            frame: pl.DataFrame = getattr(raw, odd.table)
            lines = frame.select(pl.col("line").filter(odd.condition))["line"]
            yield odd.table, odd.code, kept_note(len(lines), (odd.one, odd.many), lines)
    for table, column in _MEASURED.items():
        yield from _outliers(getattr(raw, table), table, column)


def _any_odd(frame: pl.DataFrame, table: str) -> dict[str, bool]:
    """Return by code whether any row of a table is odd, asked all at once."""
    held = {odd.code: odd.condition.any() for odd in _ODD if odd.table == table}
    return frame.select(**held).row(0, named=True)


def _outliers(frame: pl.DataFrame, table: str, column: str) -> Worded:
    """Yield a remark where values lie beyond a thousand medians of their column."""
    values = frame[column]
    highest = values.max()
    # Where most values are more than a thousandth of the highest, so is the median: nothing lies beyond.
    if not isinstance(highest, float) or 2 * int((values * OUTLIER >= highest).sum()) > len(values):
        return
    middle = values.median()
    if not isinstance(middle, float) or middle <= 0:
        return
    beyond = pl.col(column) > OUTLIER * middle
    lines = frame.select(pl.col("line").filter(beyond))["line"]
    if len(lines):
        above = f"more than {grouped(OUTLIER)} times the median, {grouped(middle, 2)}"
        much = f"a {column.replace('_', ' ')} of {above}"
        yield table, "outlier", f"{rows(len(lines), 'has', 'have')} {much} ({listed(lines)}); kept."
