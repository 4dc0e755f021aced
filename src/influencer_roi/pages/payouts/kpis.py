"""Shows the figures of the payouts: what was spent, whether as agreed, what it must have caused to pay."""

from dash.development.base_component import Component

from influencer_roi.ledger.entries import Ledger
from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.metrics.units import RUPEES
from influencer_roi.pages.kpis import at, kpi_frame, kpi_row, rows_address
from influencer_roi.pages.needed_words import band_words
from influencer_roi.pages.payouts.month import month_in
from influencer_roi.queries.evidence.needed import needed
from influencer_roi.queries.month_close import month_close
from influencer_roi.ui.cards import Block
from influencer_roi.ui.components import Amount, Reading, small
from influencer_roi.ui.regions import Regions
from influencer_roi.ui.view import View

KPIS = ("spend", "needed_share")
YEAR = Amount(
    "year_accrued",
    "Financial year so far",
    "spend since 1 April",
    RUPEES,
    "What has accrued since 1 April, to the end of the month shown below.",
)
APART = Amount(
    "apart",
    "Stated above agreed",
    "stated less rate × units",
    RUPEES,
    "What the file states above rate × units, over the whole life of these deals.",
)


def _frame(page: str, _: Ledger) -> Component:
    """Return the cards: what was spent, whether it was agreed, and what it must have caused to pay."""
    spend, must = (REGISTRY[key] for key in KPIS)
    return kpi_frame(page, [spend, YEAR, APART, must])


def _of_month(view: View) -> dict[Amount, Reading]:
    """Return what the deals come to this financial year, and how far they are from what was agreed."""
    close = month_close(view.ledger, view.filters, month=month_in(view))
    first, last = close.year, close.month
    months = f"{last:%B %Y}" if first == last else f"{first:%B} to {last:%B %Y}"
    several = f"{close.apart:,} of {close.rows.height:,} deals, over their whole life"
    apart = "one deal, over its whole life" if close.rows.height == 1 else several
    rows = rows_address(view)
    return {
        YEAR: Reading(close.sum_of("year_accrued"), foot=months, rows=rows),
        APART: Reading(close.sum_of("life_difference"), foot=apart, rows=rows),
    }


def _regions(view: View) -> Regions:
    found = kpi_row(view, KPIS)
    for metric, reading in _of_month(view).items():
        found |= small(metric).regions(at(view.page, metric), reading)
    if band := band_words(needed(view.ledger, view.filters, assumed=view.assumed)):
        found[f"{at(view.page, REGISTRY['needed_share'])}-foot.children"] = f"of revenue{band}"
    return found


CARDS = Block(_frame, _regions)
