"""Notes what is odd in rows that were kept: the sense of the figures, and keys that do not meet."""

from collections.abc import Iterator

import polars as pl

from influencer_roi.data.report import Counts, Note, listed, rows
from influencer_roi.data.resolve import Tables

_SHOWN_IDS = 5


def remarks(raw: Tables, counts: dict[str, Counts]) -> Iterator[Note]:
    """Yield a note for everything a reader should know about kept rows; `raw` are the cleaned tables."""
    for table, code, condition, has, have in _ROW_REMARKS:
        lines = getattr(raw, table).filter(condition)["line"]
        if len(lines):
            yield Note(
                table, counts[table].file, code, f"{rows(len(lines), has, have)} ({listed(lines)}); kept."
            )
    yield from _strangers(raw, counts)
    yield from _tracked(raw, counts)
    yield from _unplaced(raw, counts)


_ROW_REMARKS = (
    ("posts", "reach_zero", pl.col("reach") == 0, "has no reach", "have no reach"),
    (
        "posts",
        "engagement_over_100",
        (pl.col("likes") + pl.col("comments") > pl.col("reach")) & (pl.col("reach") > 0),
        "has more likes and comments than reach",
        "have more likes and comments than reach",
    ),
    (
        "orders",
        "refund",
        (pl.col("revenue") < 0) | (pl.col("orders") < 0),
        "is a refund (negative)",
        "are refunds (negative)",
    ),
    (
        "orders",
        "orders_zero",
        (pl.col("orders") == 0) & (pl.col("revenue") != 0),
        "has revenue but 0 orders",
        "have revenue but 0 orders",
    ),
    (
        "orders",
        "organic",
        pl.col("influencer_id").is_null(),
        "names no influencer and counts as organic",
        "name no influencer and count as organic",
    ),
    (
        "payouts",
        "clawback",
        pl.col("total_payout") < 0,
        "is a clawback (negative)",
        "are clawbacks (negative)",
    ),
)


def _strangers(raw: Tables, counts: dict[str, Counts]) -> Iterator[Note]:
    for table in ("posts", "orders", "payouts"):
        frame: pl.DataFrame = getattr(raw, table)
        unknown = frame.filter(pl.col("influencer_id").is_not_null()).join(
            raw.influencers, left_on="influencer_id", right_on="id", how="anti"
        )
        if unknown.height:
            ids = sorted(unknown["influencer_id"].unique())
            yield Note(
                table,
                counts[table].file,
                "unknown_influencer",
                f"{rows(unknown.height, 'names', 'name')} influencers not in {counts['influencers'].file} "
                f"({_some(ids)}); kept under category Unknown.",
            )


def _tracked(raw: Tables, counts: dict[str, Counts]) -> Iterator[Note]:
    """Yield a note where the orders a payout states are not the orders tracked."""
    tracked = raw.orders.group_by("influencer_id").agg(tracked=pl.col("orders").sum())
    stated = raw.payouts.drop_nulls("orders").group_by("influencer_id").agg(stated=pl.col("orders").sum())
    both = stated.join(tracked, on="influencer_id", how="left", validate="1:1")
    differing = both.filter(pl.col("stated") != pl.col("tracked").fill_null(0))
    if differing.height:
        yield Note(
            "payouts",
            counts["payouts"].file,
            "orders_differ",
            f"orders stated for {differing.height:,} of {both.height:,} influencers are not those tracked "
            f"({differing['stated'].sum():,.0f} stated, {differing['tracked'].sum():,.0f} tracked); "
            "total_payout is used as it stands.",
        )


def _unplaced(raw: Tables, counts: dict[str, Counts]) -> Iterator[Note]:
    """Yield a note for payouts that neither an order nor a post bears."""
    active = pl.concat([raw.posts["influencer_id"], raw.orders["influencer_id"]]).drop_nulls().unique()
    unplaced = raw.payouts.filter(
        ~pl.col("influencer_id").is_in(active.implode()) & (pl.col("total_payout") != 0)
    )
    if unplaced.height:
        ids = sorted(unplaced["influencer_id"].unique())
        count = "1 influencer has" if len(ids) == 1 else f"{len(ids):,} influencers have"
        yield Note(
            "payouts",
            counts["payouts"].file,
            "no_date",
            f"{count} neither posts nor orders ({_some(ids)}); their ₹{unplaced['total_payout'].sum():,.2f} "
            "has no date and counts only while no date is chosen.",
        )


def _some(ids: list[str]) -> str:
    more = len(ids) - _SHOWN_IDS
    shown = ", ".join(ids[:_SHOWN_IDS])
    return f"{shown} and {more:,} more" if more > 0 else shown
