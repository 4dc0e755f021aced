"""Notes payouts that do not fit the posts and orders they are for."""

import polars as pl

from influencer_roi.intake.remarks.said import Worded, some
from influencer_roi.intake.tallies import Tallies
from influencer_roi.model.names import basis_word
from influencer_roi.model.report import listed, rows

TOLERANCE = 1.0


def payout_remarks(payouts: pl.DataFrame, tallies: Tallies) -> Worded:
    """Yield (table, code, sentence) where payouts and what they are for tell two stories."""
    yield from _tracked(payouts, tallies["orders"])
    yield from _mismatches(payouts, tallies["posts"])
    yield from _without_posts(payouts, tallies["posts"])
    yield from _unplaced(payouts, tallies)


def _tracked(payouts: pl.DataFrame, orders: pl.DataFrame) -> Worded:
    """Yield a remark where the orders a payout states are not the orders tracked."""
    tracked = orders.select("influencer_id", tracked="orders")
    stated = payouts.drop_nulls("orders").group_by("influencer_id").agg(stated=pl.col("orders").sum())
    both = stated.join(tracked, on="influencer_id", how="left", validate="1:1")
    differing = both.filter(pl.col("stated") != pl.col("tracked").fill_null(0))
    if differing.height:
        said = (
            f"orders stated for {differing.height:,} of {both.height:,} influencers are not those tracked "
            f"({differing['stated'].sum():,.0f} stated, {differing['tracked'].sum():,.0f} tracked); "
            "total_payout is used as it stands."
        )
        yield "payouts", "orders_differ", said


def _mismatches(payouts: pl.DataFrame, posts: pl.DataFrame) -> Worded:
    """Yield a remark where a payout is not its rate times the orders it states, or times the posts kept.

    Who is paid by post and has none is noted apart.
    """
    kept = posts.select("influencer_id", posts="rows")
    word = basis_word(pl.col("basis"))
    units = pl.when(word == "order").then("orders").when(word == "post").then("posts")
    off = (pl.col("total_payout") - pl.col("rate") * units).abs()
    found = (
        payouts.join(kept, on="influencer_id", how="left", maintain_order="left", validate="m:1")
        .select("line", off=off)
        .filter(pl.col("off") > TOLERANCE)
    )
    if found.height:
        said = f"{rows(found.height, 'is', 'are')} not rate × orders or posts ({listed(found['line'])}), "
        yield "payouts", "payout_mismatch", f"{said}by ₹{found['off'].sum():,.2f} in all; used as written."


def _without_posts(payouts: pl.DataFrame, posts: pl.DataFrame) -> Worded:
    """Yield a remark for payouts by post of influencers without a post."""
    busy = posts["influencer_id"].implode()
    alone = (basis_word(pl.col("basis")) == "post") & ~pl.col("influencer_id").is_in(busy)
    lines = payouts.select(pl.col("line").filter(alone))["line"]
    if len(lines):
        said = rows(len(lines), "is paid by post without a post", "are paid by post without a post")
        yield "payouts", "no_posts", f"{said} ({listed(lines)}); borne by orders where there are any."


def _unplaced(payouts: pl.DataFrame, tallies: Tallies) -> Worded:
    """Yield a remark for payouts that neither an order nor a post bears."""
    active = pl.concat([tallies["posts"]["influencer_id"], tallies["orders"]["influencer_id"]])
    unplaced = payouts.filter(
        ~pl.col("influencer_id").is_in(active.implode()) & (pl.col("total_payout") != 0)
    )
    if unplaced.height:
        ids = sorted(unplaced["influencer_id"].unique())
        count = "1 influencer has" if len(ids) == 1 else f"{len(ids):,} influencers have"
        said = (
            f"{count} neither posts nor orders ({some(ids)}); their ₹{unplaced['total_payout'].sum():,.2f} "
            "has no date and counts only while no date is chosen."
        )
        yield "payouts", "no_date", said
