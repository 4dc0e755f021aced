"""Declares the sheet India's teams pay influencers by: basic amount, GST, TDS, net payable."""

import re

import polars as pl

from influencer_roi.intake.exports.form import Export, Reading, Take, Theirs, day, text
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
_INVOICE = ("Invoice Value", "Invoice Amount", "Invoice Amt", "Invoice Total")
_NET = ("Net Payable", "Net Paid", "Net Payable Amount", "Net Amount Paid")
_GST = re.compile(r"^gst(?:amount|amt|value)?(?:@?[0-9].*|%|\(.*)?$")
_GST_PARTS = re.compile(r"^[csiu]t?gst(?:amount|amt|value)?(?:@?[0-9].*|%|\(.*)?$")
_TDS = re.compile(r"^tds(?!rate|section|%$).*$")


def _sum_of(theirs: Theirs, pattern: re.Pattern[str]) -> pl.Series | None:
    """Return the sum of all columns whose header has this form, blank cells being 0; None without one."""
    found = [theirs.number(header) for header in theirs.headers if pattern.match(folded(header))]
    columns = [one.fill_null(0.0).alias(f"{at}") for at, one in enumerate(found) if one is not None]
    return pl.DataFrame(columns).sum_horizontal() if columns else None


def _gst(theirs: Theirs) -> pl.Series:
    found = _sum_of(theirs, _GST)
    found = _sum_of(theirs, _GST_PARTS) if found is None else found
    return pl.zeros(theirs.height, pl.Float64, eager=True) if found is None else found


def _cost(theirs: Theirs) -> pl.Series | None:
    """Return what a payout costs: GST is reclaimed, TDS is a cost that goes to the tax office."""
    tds = _sum_of(theirs, _TDS)
    gst, withheld = _gst(theirs), 0.0 if tds is None else tds
    invoice, net = theirs.number(*_INVOICE), theirs.number(*_NET)
    ways = [
        theirs.number(*_BASIC),
        None if invoice is None else invoice - gst,
        None if net is None else net + withheld - gst,
    ]
    columns = [way.alias(f"{at}") for at, way in enumerate(ways) if way is not None]
    if not columns:
        return None
    values = pl.DataFrame(columns).select(pl.coalesce(pl.all()).round(6).alias("cost"))["cost"]
    return as_text(values, theirs.text(*_BASIC, *_INVOICE, *_NET))


PAYOUT_SHEET = Export(
    "payout sheet",
    (_WHO, (*_BASIC, *_INVOICE, *_NET)),
    {
        PAYOUTS.name: Reading(
            {
                "influencer_id": text(*_WHO),
                "basis": text("Basis", "Payment basis", "Payout basis"),
                "total_payout": Take(
                    "Basic Amount or Taxable Value, else Invoice Value − GST, else Net Payable + TDS − GST",
                    _cost,
                    (*_BASIC, *_INVOICE, *_NET),
                ),
                "campaign": text("Campaign", "Campaign Name"),
                "month": text("Month", "Payout Month", "Period"),
                "payment_date": day("Payment Date", "Paid on", "Date of payment"),
                "status": text("Status", "Payment Status"),
                "currency": text("Currency"),
            },
            rows=no_totals,
            rows_words="title and total lines are no payouts",
            counted="payout",
        )
    },
    rules="GST is reclaimed and stays out; TDS is a cost. Rejected and cancelled payouts are left out; on "
    "hold and processing are owed.",
)
