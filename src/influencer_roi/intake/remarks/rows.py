"""Notes rows whose figures make one wonder, each by itself or beside the rest of its column."""

from collections.abc import Mapping

import polars as pl

from influencer_roi.intake.remarks.orders import ORDER_WORDS, kept_note, odd_orders
from influencer_roi.intake.remarks.wording import Worded
from influencer_roi.model.notation import grouped
from influencer_roi.model.report import listed, rows
from influencer_roi.model.tables import Tables

OUTLIER = 1000
_MEASURED = {"orders": "revenue", "posts": "reach", "payouts": "total_payout"}


_Form = tuple[pl.Expr, tuple[str, str]]  # a condition, and what one row and several do
_ODD: Mapping[str, Mapping[str, _Form]] = {  # by table and code
    "posts": {
        "reach_zero": (pl.col("reach") == 0, ("has no reach", "have no reach")),
        "engagement_over_100": (
            (pl.col("likes") + pl.col("comments") > pl.col("reach")) & (pl.col("reach") > 0),
            ("has more likes and comments than reach", "have more likes and comments than reach"),
        ),
    },
    "orders": {
        **{
            code: (condition, ORDER_WORDS[code])
            for code, condition in odd_orders(pl.col("revenue"), pl.col("orders")).items()
        },
        "organic": (pl.col("influencer_id").is_null(), ORDER_WORDS["organic"]),
        "outside_campaign": (
            (pl.col("date") < pl.col("campaign_start")) | (pl.col("date") > pl.col("campaign_end")),
            ("lies outside the days of its campaign", "lie outside the days of their campaign"),
        ),
    },
    "payouts": {
        "clawback": (pl.col("total_payout") < 0, ("is a clawback (negative)", "are clawbacks (negative)")),
        "no_spend": (
            pl.col("total_payout") == 0,
            ("pays nothing, so it has no ROAS", "pay nothing, so they have no ROAS"),
        ),
    },
}


def row_remarks(raw: Tables) -> Worded:
    """Yield (table, code, sentence) for every oddity some row has, with the lines of the rows."""
    for table, forms in _ODD.items():
        frame: pl.DataFrame = getattr(raw, table)
        found = frame.select(**{code: condition.any() for code, (condition, _) in forms.items()})
        for code, (condition, words) in forms.items():
            if found[code].item():
                lines = frame.select(pl.col("line").filter(condition))["line"]
                yield table, code, kept_note(len(lines), words, lines)
    for table, column in _MEASURED.items():
        yield from _outliers(getattr(raw, table), table, column)


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
