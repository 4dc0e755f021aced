"""Declares the free-form export of GA4: revenue by day and where sessions came from."""

import polars as pl

from influencer_roi.intake.exports.form import Export, Reading, Take, Theirs, amount, coalesced, day, text
from influencer_roi.intake.exports.lines import no_totals
from influencer_roi.intake.exports.money import as_text
from influencer_roi.model.schema import ORDERS

_BOTH = "Session source / medium"


def _source(theirs: Theirs) -> pl.Series | None:
    found = theirs.text("Session source", "First user source")
    if found is None:
        both = theirs.text(_BOTH, "First user source / medium")
        return None if both is None else both.str.replace(r"\s*/[^/]*$", "")
    return found


def _revenue(theirs: Theirs) -> pl.Series | None:
    """Return Purchase revenue, and Total revenue where that is missing."""
    values = coalesced(theirs.number("Purchase revenue"), theirs.number("Total revenue"))
    return None if values is None else as_text(values, theirs.text("Purchase revenue", "Total revenue"))


_CAMPAIGN = text("Session campaign", "Session campaign name", "Session manual campaign name")
GA4 = Export(
    "GA4 free form (Google Analytics)",
    ("Date", ("Purchase revenue", "Total revenue")),
    {
        ORDERS.name: Reading(
            {
                "date": day("Date"),
                "orders": amount("Transactions", "Ecommerce purchases", "Purchases"),
                "revenue": Take("Purchase revenue, else Total revenue", _revenue),
                "source": Take(f"Session source, else that of {_BOTH}", _source),
                "campaign": _CAMPAIGN,
                "utm_content": text("Session manual ad content"),
                "utm_campaign": _CAMPAIGN,
                "utm_source": Take(f"Session source, else that of {_BOTH}", _source),
                "product": text("Item name"),
            },
            rows=no_totals("Date"),
            rows_words="each line but the grand total is a row of orders, which may be fractions",
        )
    },
    or_one=("Session *", "First user source*"),
    rules="Words for nobody, such as (not set), are those of every file. There is no customer.",
)
