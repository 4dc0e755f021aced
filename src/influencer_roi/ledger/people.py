"""Says who the influencers of a ledger are."""

import polars as pl

from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.memo import memo
from influencer_roi.model.dimensions import ATTRIBUTES


@memo()
def influencers(ledger: Ledger) -> pl.DataFrame:
    """Return one row per influencer: influencer_id and the attributes that ride along."""
    named = ledger.tables.influencers.rename({"id": "influencer_id"})
    return named.select("influencer_id", "platform", *ATTRIBUTES)
