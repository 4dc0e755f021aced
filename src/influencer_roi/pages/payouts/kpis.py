"""Shows the figures of the payouts: what was spent, whether as agreed, on how many, and what it bought."""

from dash.development.base_component import Component

from influencer_roi.ledger.entries import Ledger
from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.metrics.units import COUNT, RUPEES
from influencer_roi.pages.beside import beside
from influencer_roi.pages.kpis import at, kpi_frame, kpi_row, rows_address
from influencer_roi.pages.needed_words import band_words
from influencer_roi.pages.payouts.month import month_in
from influencer_roi.queries import payouts
from influencer_roi.queries.evidence.needed import needed
from influencer_roi.queries.month_close import month_close
from influencer_roi.ui.cards import Block
from influencer_roi.ui.components import Amount, Reading, small
from influencer_roi.ui.regions import Regions
from influencer_roi.ui.view import View
from influencer_roi.ui.words import plural

KPIS = ("spend", "needed_share", "roas", "cpa", "cost_per_post")
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
PAID = Amount(
    "paid",
    "Influencers paid",
    "influencers with spend",
    COUNT,
    "How many influencers the spend went to.",
)


def _frame(page: str, _: Ledger) -> Component:
    """Return the cards: what was spent and whether it was agreed, then what it bought."""
    spend, must, *others = (REGISTRY[key] for key in KPIS)
    return kpi_frame(page, [spend, YEAR, APART, must, PAID, *others])


def _paid(view: View) -> Reading:
    now, other = payouts.paid_count(view.ledger, view.filters), beside(view)
    before = None if other is None else payouts.paid_count(view.ledger, other.filters)
    everyone = payouts.people_count(view.ledger, view.filters)
    then = f"{other.name} {before:,}" if other else ""
    change = before if other and other.comparable else None
    return Reading(now, change, then, f"of {everyone:,} in this selection", rows=rows_address(view))


def _of_month(view: View) -> dict[Amount, Reading]:
    """Return what the deals come to this financial year, and how far they are from what was agreed."""
    close = month_close(view.ledger, view.filters, month=month_in(view))
    first, last = close.year, close.month
    months = f"{last:%B %Y}" if first == last else f"{first:%B} to {last:%B %Y}"
    apart = f"{close.apart:,} of {plural(close.rows.height, 'deal')}, over their whole life"
    rows = rows_address(view)
    return {
        YEAR: Reading(close.sum_of("year_accrued"), foot=months, rows=rows),
        APART: Reading(close.sum_of("life_difference"), foot=apart, rows=rows),
    }


def _regions(view: View) -> Regions:
    shown = {PAID: _paid(view), **_of_month(view)}
    found = kpi_row(view, KPIS)
    for metric, reading in shown.items():
        found |= small(metric).regions(at(view.page, metric), reading)
    if band := band_words(needed(view.ledger, view.filters, assumed=view.assumed)):
        found[f"{at(view.page, REGISTRY['needed_share'])}-foot.children"] = f"of revenue{band}"
    return found


CARDS = Block(_frame, _regions)
