"""Declares the sheet India's teams pay influencers by: basic amount, GST, TDS, net payable."""

import re
from collections.abc import Sequence

import polars as pl

from influencer_roi.intake.exports.form import (
    Export,
    Reading,
    Take,
    Theirs,
    coalesced,
    day,
    first_filled,
    text,
)
from influencer_roi.intake.exports.lines import no_totals
from influencer_roi.intake.exports.money import as_text
from influencer_roi.model.headers import folded
from influencer_roi.model.schema import PAYOUTS

_WHO = (
    *("Influencer ID", "Influencer Code", "Creator ID", "Influencer Handle", "Handle", "Username"),
    *("Instagram Handle", "Profile Link", "Influencer", "Creator", "Influencer Name", "Creator Name"),
)
_BASIC = (
    *("Basic Amount", "Basic Value", "Basic Amt", "Basic"),
    *("Taxable Value", "Taxable Amount", "Taxable Amt"),
)
_INVOICE = (
    *("Invoice Value", "Invoice Amount", "Invoice Amt", "Invoice Total", "Total Invoice Value"),
    *("Total Invoice Amount", "Gross Invoice Value"),
)
_NET = ("Net Payable", "Net Paid", "Net Payable Amount", "Net Amount Paid")
_BEFORE = r"^(?:less|add|plus|minus|\(-\)|\(\+\))?"
_RATE = r"(?:\(?@?[0-9].*)?$"  # of which the amounts are
_SUM = r"(?:amount|amt|value|deducted|deduction|withheld|charged|payable)?"
_MONEY = r"(?:\([^0-9%]*\))?"  # (INR)
_GST = (re.compile(rf"{_BEFORE}(?:total)?gst{_SUM}{_MONEY}{_RATE}"),)
_GST_PARTS = tuple(re.compile(rf"{_BEFORE}{part}gst{_SUM}{_MONEY}{_RATE}") for part in ("c", "s", "i", "ut"))
_TDS = (re.compile(rf"{_BEFORE}(?:total)?tds{_SUM}{_MONEY}$"),)
_SECTION = r"\(?(?:u/?s|under)?(?:sec(?:tion)?)?194.*$"
_TDS_PARTS = tuple(
    re.compile(rf"{_BEFORE}tds{_SUM}{behind}") for behind in (_SECTION, r"\(?@?[0-9.]+%.*$", r"\(?@[0-9].*$")
)
_WITHOUT_GST = re.compile(r"(?i)\b(?:excl|exclud|exclus|without|before|less)\w*\.?\W*(?:of\W+)?(?:gst|tax)")


def _sum_of(theirs: Theirs, *ways: Sequence[re.Pattern[str]]) -> pl.Series:
    """Return the sum, row by row, of the columns of the first way that has an amount there, else 0."""
    sums = [pl.zeros(theirs.height, pl.Float64, eager=True).alias("none")]
    for at, forms in enumerate(ways):
        headers = [one for one in theirs.headers if any(form.match(folded(one)) for form in forms)]
        found = [theirs.number(header) for header in dict.fromkeys(headers)]
        columns = [one.alias(f"{place}") for place, one in enumerate(found) if one is not None]
        if columns:
            sums.insert(-1, pl.DataFrame(columns).sum_horizontal().replace(0.0, None).alias(f"{at}"))
    return pl.DataFrame(sums).select(pl.coalesce(pl.all()).alias("sum"))["sum"]


def _less_gst(theirs: Theirs, gst: pl.Series) -> pl.Series | None:
    """Return the invoice without GST, which one whose header says so has not."""
    invoice = theirs.number(*_INVOICE)
    if invoice is None or _WITHOUT_GST.search(theirs.header(*_INVOICE)):
        return invoice
    return invoice - gst


def _with_tds(net: pl.Series | None, withheld: pl.Series, gst: pl.Series) -> pl.Series | None:
    """Return what is paid with what is withheld, whatever sign that is written with, and without GST."""
    if net is None:
        return None
    amounts = pl.DataFrame({"net": net, "withheld": withheld.abs(), "gst": gst})
    sign = pl.when(pl.col("net") < 0).then(-1.0).otherwise(1.0)
    return amounts.select(cost=pl.col("net") + sign * pl.col("withheld") - pl.col("gst"))["cost"]


def _cost(theirs: Theirs) -> pl.Series | None:
    """Return what a payout costs: GST is reclaimed, TDS is a cost that goes to the tax office."""
    gst, tds = _sum_of(theirs, _GST, _GST_PARTS), _sum_of(theirs, _TDS, _TDS_PARTS)
    net = _with_tds(theirs.number(*_NET), tds, gst)
    values = coalesced(theirs.number(*_BASIC), _less_gst(theirs, gst), net)
    return None if values is None else as_text(values.round(6), theirs.text(*_BASIC, *_INVOICE, *_NET))


PAYOUT_SHEET = Export(
    "payout sheet",
    (_WHO, (*_BASIC, *_INVOICE, *_NET)),
    {
        PAYOUTS.name: Reading(
            {
                "influencer_id": first_filled(*_WHO),
                "basis": text("Basis", "Payment basis", "Payout basis"),
                "total_payout": Take(
                    "Basic Amount or Taxable Value, else Invoice Value − GST, else Net Payable + TDS − GST",
                    _cost,
                    (*_BASIC, *_INVOICE, *_NET),
                ),
                "campaign": text("Campaign", "Campaign Name"),
                "month": text("Month", "Payout Month", "Period"),
                "payment_date": day("Payment Date", "Paid on", "Date of payment"),
                "status": text("Status"),
                "payout_status": text("Payout Status"),
                "approval_status": text("Approval Status"),
                "financial_status": text("Payment Status"),
                "currency": text("Currency"),
            },
            rows=no_totals(*_WHO),
            rows_words="title and total lines are no payouts",
            counted="payout",
        )
    },
    rules="GST is reclaimed and stays out; TDS is a cost. Rejected and cancelled payouts are left out; on "
    "hold and processing are owed.",
)
