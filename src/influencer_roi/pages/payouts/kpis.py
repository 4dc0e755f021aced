"""Shows the KPI cards of the payouts: what was spent, on how many, and what it bought."""

from dash.development.base_component import Component

from influencer_roi.ledger.entries import Ledger
from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.metrics.units import COUNT
from influencer_roi.metrics.vocabulary import Formula, Metric
from influencer_roi.pages.beside import beside
from influencer_roi.pages.kpis import at, kpi_frame, kpi_row, rows_address
from influencer_roi.queries import payouts
from influencer_roi.ui.cards import Block
from influencer_roi.ui.components import Reading, small
from influencer_roi.ui.regions import Regions
from influencer_roi.ui.view import View

KPIS = ("spend", "revenue", "roas", "cpa", "cost_per_post", "cpm", "cpe")
# People do not add up over slices, so this is no metric of the registry; it is shown like one.
PAID = Metric(
    "paid",
    "Influencers paid",
    Formula("influencers with spend", frozenset(), lambda sums, _: sums["influencer_id"]),
    COUNT,
    "How many influencers the spend went to.",
)


def _frame(page: str, _: Ledger) -> Component:
    """Return the cards, the number of people paid second."""
    first, *others = (REGISTRY[key] for key in KPIS)
    return kpi_frame(page, [first, PAID, *others])


def _paid(view: View) -> Reading:
    now, other = payouts.paid_count(view.ledger, view.filters), beside(view)
    before = None if other is None else payouts.paid_count(view.ledger, other.filters)
    everyone = payouts.people_count(view.ledger, view.filters)
    then = f"{other.name} {before:,}" if other else ""
    change = before if other and other.comparable else None
    return Reading(now, change, then, f"of {everyone:,} in this selection", rows=rows_address(view))


def _regions(view: View) -> Regions:
    return {**kpi_row(view, KPIS), **small(PAID).regions(at(view.page, PAID), _paid(view))}


CARDS = Block(_frame, _regions)
