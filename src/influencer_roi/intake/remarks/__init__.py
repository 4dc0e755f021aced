"""Notes what is odd in rows that were kept: the sense of the figures, words, keys and payouts."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

import polars as pl

from influencer_roi.intake.remarks.keys import key_remarks, post_remarks
from influencer_roi.intake.remarks.payouts import payout_remarks
from influencer_roi.intake.remarks.rows import row_remarks
from influencer_roi.intake.remarks.words import word_remarks
from influencer_roi.intake.tallies import Tallies, tally
from influencer_roi.model.notation import notation_of
from influencer_roi.model.parts import located
from influencer_roi.model.report import Note, Report
from influencer_roi.model.tables import Tables
from influencer_roi.threads import run_all


def remarks(
    raw: Tables, report: Report, tallies: Tallies, *, orders: pl.DataFrame | None = None
) -> Iterator[Note]:
    """Yield a note for everything a reader should know about kept rows; `raw` are the cleaned tables.

    `report` has their counts, `tallies` are theirs. `orders` are those looked at one by one; without them,
    those of `raw`. Payouts are held to those of `raw`.
    """
    counts = report.counts
    file = counts["influencers"].file
    rows = raw if orders is None else replace(raw, orders=orders)
    looked = tallies if orders is None else {**tallies, "orders": tally(orders)}
    looks = (
        row_remarks(rows),
        word_remarks(rows),
        key_remarks(rows, looked, file, notation_of(report.currency)),
        post_remarks(rows, counts["posts"].file),
        payout_remarks(raw.payouts, tallies, notation_of(report.currency)),
    )
    for table, code, text in chain.from_iterable(run_all(list, looks, rows=rows.orders.height)):
        yield Note(table, counts[table].file, code, located(text, counts[table].parts))
