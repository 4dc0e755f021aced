"""Finds the payouts that bring spend of the past to another sum in another version, and says why."""

from collections.abc import Iterable

import polars as pl

from influencer_roi.ledger.entries import Ledger
from influencer_roi.model.schema import PAYOUTS
from influencer_roi.queries.versions.causes import BETWEEN, Why
from influencer_roi.queries.versions.changes import SAME
from influencer_roi.queries.versions.rows import differing, month_of, with_why
from influencer_roi.store.summary import NO_DAY

_PAYOUT = (
    *("influencer_id", "basis", "rate", "total_payout"),
    *("payout_id", "campaign", "brand", "post_id", "month"),
)
_NAMES = ("influencer_id",)
_DEAL = ("influencer_id", "basis", "campaign", "brand", "post_id", "month")


def changed_payouts(before: Ledger, after: Ledger, past: Iterable[str]) -> pl.DataFrame:
    """Return the payouts that bring spend of the past to another sum: why, and by how much.

    What changes of one person's spend is the doing of what changed of their payouts. Where that is of several
    kinds, each has the rupees its payouts changed by, and the rest fell on other days.
    """
    people = _spent(before, after, [*past])
    deal = pl.concat_str([pl.col(name).fill_null("") for name in _DEAL], separator="\0")
    key = pl.coalesce("payout_id", deal)
    deals = differing(_payout_rows(before), _payout_rows(after), same=_PAYOUT, key=key).with_columns(
        influencer_id=pl.coalesce("influencer_id", "influencer_id_after"),
        basis=pl.coalesce("basis", "basis_after"),
    )
    others = [(pl.col("rate").ne_missing(pl.col("rate_after")), Why.RATE)]
    rows = with_why(deals, after.report, PAYOUTS.name, by=_NAMES, others=others).select(
        "influencer_id", "basis", "why", before="total_payout", after="total_payout_after"
    )
    stated = pl.col("after").fill_null(0.0) - pl.col("before").fill_null(0.0)
    return _shared(rows.with_columns(stated=stated), people).select(
        "why", "months", "influencer_id", "basis", "before", "after", "change"
    )


def _payout_rows(ledger: Ledger) -> pl.DataFrame:
    texts = [name for name in _PAYOUT if name not in ("rate", "total_payout")]
    return ledger.tables.payouts.cast(dict.fromkeys(texts, pl.String)).select(_PAYOUT)


def _spent(before: Ledger, after: Ledger, past: list[str]) -> pl.DataFrame:
    """Return one row per person whose spend of the past changes: the `change`, and its `months`."""
    of_month = pl.concat(
        one.entries.lazy()
        .with_columns(month=month_of().fill_null(NO_DAY))
        .filter(pl.col("month").is_in(past))
        .select(
            "month", pl.col("influencer_id").cast(pl.String), change=pl.col("spend").fill_null(0.0) * sign
        )
        for one, sign in ((before, -1.0), (after, 1.0))
    )
    return (
        of_month.group_by("influencer_id", "month")
        .agg(pl.col("change").sum())
        .sort("month")
        .group_by("influencer_id", maintain_order=True)
        .agg(
            months=pl.col("month").filter(pl.col("change").abs() >= SAME).str.join(BETWEEN),
            change=pl.col("change").sum(),
        )
        .filter(pl.col("change").abs() >= SAME / 100)
        .collect(engine="in-memory")
    )


def _shared(rows: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """Return each person's change beside the payouts that brought it, and what is left beside none."""
    beside = people.join(rows, on="influencer_id", how="left", maintain_order="left")
    kinds = pl.col("why").n_unique().over("influencer_id")
    one_row = pl.len().over("influencer_id") == 1
    alone = beside.with_columns(
        why=pl.col("why").fill_null(Why.OTHER),
        change=pl.when((kinds == 1) & one_row).then("change").otherwise("stated"),
        whole="change",
    )
    alone_changed = alone.group_by("influencer_id").agg(rest=pl.col("whole").first() - pl.col("change").sum())
    rest = (
        people.drop("change")
        .join(alone_changed, on="influencer_id", validate="1:1")
        .filter(pl.col("rest").abs() >= SAME)
        .rename({"rest": "change"})
        .with_columns(why=pl.lit(Why.OTHER))
    )
    return pl.concat([alone, rest], how="diagonal")
