"""Counts what a list of payouts comes to: how far from agreed, how far short of what they brought."""

from dataclasses import dataclass

import polars as pl

from influencer_roi.filters import OF_ENTRIES, Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.memo import memo
from influencer_roi.queries import KEPT_SELECTIONS
from influencer_roi.queries.payouts import agreed_with


@dataclass(frozen=True)
class Checks:
    """Agreements compared with rate × units: how many could be `checked`, how many lie `apart`.

    `over` and `under` are rupees stated beyond and below what was agreed. `payouts` counts the rows of the
    file they add up, `shared` those of influencers with several.
    """

    checked: int
    apart: int
    over: float
    under: float
    payouts: int
    shared: int


@dataclass(frozen=True)
class Shortfall:
    """How many people's revenue falls short of their spend, and by how many rupees."""

    people: int
    money: float


def checked(ledger: Ledger, filters: Filters) -> Checks:
    """Return what the agreements of the chosen influencers come to; days and campaigns choose nobody."""
    return _checked(ledger, filters.without(OF_ENTRIES))


@memo(KEPT_SELECTIONS)
def _checked(ledger: Ledger, of_people: Filters) -> Checks:
    return checks(agreed_with(ledger, of_people))


def checks(rows: pl.DataFrame) -> Checks:
    """Return what the rows of `payouts.agreements` come to."""
    checked = rows.filter(pl.col("agrees").is_not_null())
    apart = checked.filter(~pl.col("agrees"))["difference"]
    return Checks(
        checked.height,
        apart.len(),
        over=float(apart.clip(0).sum()),
        under=-float(apart.clip(upper_bound=0).sum()),
        payouts=int(rows["payouts"].sum()),
        shared=int(rows["influencer_id"].is_duplicated().sum()),
    )


def shortfall(rows: pl.DataFrame) -> Shortfall:
    """Return what the rows of `payouts.underperformers` come to."""
    short = int((rows["at_stake"] > 0).sum())
    return Shortfall(short, float(rows["at_stake"].sum()))
