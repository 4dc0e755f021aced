"""Notes payouts that name what none of their influencer's posts and orders is of."""

from collections.abc import Iterator

import polars as pl

from influencer_roi.ledger.spend import NAMED, names_something
from influencer_roi.model.report import Note, Report, listed, rows
from influencer_roi.model.schema import PAYOUTS


def unmatched(payouts: pl.DataFrame, report: Report) -> Iterator[Note]:
    """Yield a note where routed payouts are placed as if they named nothing."""
    missed = payouts.filter(names_something() & ~pl.col("narrowed"))
    if missed.is_empty():
        return
    words = [name.removesuffix("_id") for name in NAMED if missed[name].null_count() < missed.height]
    named = f"{', '.join(words[:-1])} or {words[-1]}" if len(words) > 1 else words[0]
    amount = f"₹{missed['total_payout'].sum():,.2f}"
    said = (
        f"{rows(missed.height, 'names', 'name')} a {named} that no post or order of the influencer is of "
        f"({listed(missed['line'])}); {amount} in all, placed as if nothing was named. "
        "Spell it as in the posts or orders file."
    )
    yield Note(PAYOUTS.name, report.counts[PAYOUTS.name].file, "payout_unmatched", said)
