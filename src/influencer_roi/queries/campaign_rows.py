"""Answers what a table of campaigns shows: what each did, with the days of its whole life."""

import polars as pl

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.metrics.vocabulary import DEFAULT, Assumptions
from influencer_roi.model.names import NO_CAMPAIGN
from influencer_roi.queries.campaigns import days_of_life, summary
from influencer_roi.queries.comparing import slices_twice
from influencer_roi.queries.stopping import stopping


def campaign_rows(ledger: Ledger, filters: Filters, *, assumed: Assumptions = DEFAULT) -> pl.DataFrame:
    """Return the rows of `summary` with the most spend first, what belongs to no campaign by its spend too.

    `first_order` and `last_order` are of the campaign's whole life, as ISO texts; `profit`; `small` is
    whether it had less spend than is looked at by itself.
    """
    rows = summary(ledger, filters, assumed=assumed).lazy().drop("first_order", "last_order")
    twice = slices_twice(ledger, filters, by="campaign", metrics=queries.ON_BOARDS, assumed=assumed)
    floor = stopping(ledger, filters, by="campaign", assumed=assumed).floor or 0.0
    earned = twice.lazy().select(pl.col("campaign").cast(pl.String), "profit")
    return (
        rows.join(earned, on="campaign", how="left", validate="1:1")
        .join(days_of_life(ledger, filters).lazy(), on="campaign", how="left", validate="1:1")
        .with_columns(
            pl.col("first_order", "last_order").dt.to_string("iso"),
            small=pl.col("spend").fill_null(floor) < floor,
        )
        .sort("spend", "revenue", "campaign", descending=[True, True, False], nulls_last=True)
        .collect(engine="in-memory")
    )


def counted(rows: pl.DataFrame) -> int:
    """Return how many campaigns the rows are, what belongs to none left out."""
    return rows.filter(pl.col("campaign") != NO_CAMPAIGN).height
