"""Notes payouts that do not fit the posts and orders they are for."""

import polars as pl

from influencer_roi.intake.remarks.wording import Worded, some
from influencer_roi.intake.tallies import Tallies
from influencer_roi.model.agreed import agreements, delivered
from influencer_roi.model.names import basis_word
from influencer_roi.model.notation import Notation, grouped
from influencer_roi.model.report import listed, many, rows


def payout_remarks(payouts: pl.DataFrame, tallies: Tallies, money: Notation) -> Worded:
    """Yield (table, code, sentence) where payouts and what they are for tell two stories."""
    yield from _tracked(payouts, tallies["orders"])
    yield from _mismatches(payouts, tallies, money)
    yield from _without_posts(payouts, tallies["posts"])
    yield from _unplaced(payouts, tallies, money)


def _tracked(payouts: pl.DataFrame, orders: pl.DataFrame) -> Worded:
    """Yield a remark where the orders a payout states are not the orders tracked."""
    tracked = orders.select("influencer_id", tracked="orders")
    stated = payouts.drop_nulls("orders").group_by("influencer_id").agg(stated=pl.col("orders").sum())
    both = stated.join(tracked, on="influencer_id", how="left", validate="1:1")
    differing = both.filter(pl.col("stated") != pl.col("tracked").fill_null(0))
    if differing.height:
        theirs, ours = (grouped(differing[name].sum()) for name in ("stated", "tracked"))
        message = (
            f"orders stated for {grouped(differing.height)} of {grouped(both.height)} influencers are not "
            f"those tracked ({theirs} stated, {ours} tracked); "
            "total_payout is used as it stands."
        )
        yield "payouts", "orders_differ", message


def _mismatches(payouts: pl.DataFrame, tallies: Tallies, money: Notation) -> Worded:
    """Yield a remark where what an influencer is paid for one basis at one rate is not rate × units."""
    compared = agreements(payouts, delivered(tallies["orders"], tallies["posts"]))
    checked = compared.filter(pl.col("agrees").is_not_null())
    differing = checked.filter(~pl.col("agrees"))
    if differing.height:
        lines = listed(differing["lines"].explode(empty_as_null=False))
        message = (
            f"{grouped(differing.height)} of {grouped(checked.height)} agreements "
            "(payouts of one influencer, basis and rate) "
            f"{'is' if differing.height == 1 else 'are'} not rate × units ({lines}), "
            f"by {money.amount(differing['difference'].abs().sum())} in all; used as written."
        )
        yield "payouts", "payout_mismatch", message


def _without_posts(payouts: pl.DataFrame, posts: pl.DataFrame) -> Worded:
    """Yield a remark for payouts by post of influencers without a post."""
    busy = posts["influencer_id"].implode()
    alone = (basis_word(pl.col("basis")) == "post") & ~pl.col("influencer_id").is_in(busy)
    lines = payouts.select(pl.col("line").filter(alone))["line"]
    if len(lines):
        message = rows(len(lines), "is paid by post without a post", "are paid by post without a post")
        yield "payouts", "no_posts", f"{message} ({listed(lines)}); borne by orders where there are any."


def _unplaced(payouts: pl.DataFrame, tallies: Tallies, money: Notation) -> Worded:
    """Yield a remark for payouts that neither an order nor a post bears."""
    active = pl.concat([tallies["posts"]["influencer_id"], tallies["orders"]["influencer_id"]])
    unplaced = payouts.filter(
        ~pl.col("influencer_id").is_in(active.implode()) & (pl.col("total_payout") != 0)
    )
    if unplaced.height:
        ids = sorted(unplaced["influencer_id"].unique())
        count = many(len(ids), "influencer has", "influencers have")
        amount = money.amount(unplaced["total_payout"].sum())
        message = (
            f"{count} neither posts nor orders ({some(ids)}); their {amount} "
            "has no date and counts only while no date is chosen."
        )
        yield "payouts", "no_date", message
