"""Asks what posts are credited with, as tests of rules and of days do."""

import polars as pl

from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.queries.credit import post_credits
from influencer_roi.queries.credit_rules import STANDARD, Crediting, Rule

EVERYTHING = Filters()


def credit(
    ledger: Ledger,
    filters: Filters = EVERYTHING,
    *,
    rule: Rule = STANDARD.rule,
    window: int = STANDARD.window,
) -> pl.DataFrame:
    """Revenue and orders by post, and in the last row, of no post, the rest."""
    return post_credits(ledger, filters, Crediting(rule, window))
