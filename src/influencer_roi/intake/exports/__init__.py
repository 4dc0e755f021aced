"""Knows the exports of shops, networks and platforms by their headers, and what each gives us."""

from collections.abc import Sequence

from influencer_roi.intake.exports.analytics import GA4
from influencer_roi.intake.exports.creators import CREATORS
from influencer_roi.intake.exports.form import Export, Reading, Take, Teller, Theirs
from influencer_roi.intake.exports.networks import NETWORKS
from influencer_roi.intake.exports.payout_sheet import PAYOUT_SHEET
from influencer_roi.intake.exports.posts import POST_EXPORTS
from influencer_roi.intake.exports.shops import SHOPIFY, WOOCOMMERCE
from influencer_roi.model.headers import folds_of, lacking, listing
from influencer_roi.model.report import refusal
from influencer_roi.model.schema import TABLES, Table
from influencer_roi.settings import CURRENCY, PREFIX

__all__ = ["EXPORTS", "Export", "Reading", "Take", "Teller", "Theirs", "recognised", "refuse_export"]

EXPORTS = (SHOPIFY, WOOCOMMERCE, *NETWORKS, GA4, *POST_EXPORTS, CREATORS, PAYOUT_SHEET)
UNREAD = (  # known by their headers, to be named where they stand for a table
    Export("Amazon order", ("amazon-order-id", "purchase-date", "item-price"), {}),
    Export("Razorpay payment", ("id", "amount", "status", "method", "amount_refunded", "contact"), {}),
)
_BY_NAME = {table.name: table for table in TABLES}


def recognised(headers: Sequence[str], currency: str = CURRENCY) -> Export | None:
    """Return the export that has these headers among its own; None of our own columns, or any other."""
    there = folds_of(headers, currency)
    export = next((one for one in EXPORTS if one.has(there)), None)
    if export is None or any(not lacking(_BY_NAME[name], headers, currency) for name in export.gives):
        return None
    return export


def refuse_export(headers: Sequence[str], table: Table, file: str, currency: str = CURRENCY) -> None:
    """Refuse a file that lacks columns of a table and is an export that was not read as one.

    Raises:
        Refused: it is one.
    """
    there = folds_of(headers, currency)
    export = next((one for one in (*EXPORTS, *UNREAD) if one.has(there)), None)
    if export is None or not lacking(table, headers, currency):
        return
    if export in UNREAD:
        way_out = "Say in mapping.toml which of its headers is which column"
    elif table.name in export.gives:
        way_out = f"Exports are read where {PREFIX}EXPORTS is not off"
    else:
        way_out = "Take it out of the folder, or rename it"
    lacks = "" if table.name in export.gives else f", which has no {table.name}" if export.gives else ""
    text = f"this looks like {export.form}{lacks}. {listing(headers)} {way_out}."
    raise refusal("looks_like_export", file, text)
