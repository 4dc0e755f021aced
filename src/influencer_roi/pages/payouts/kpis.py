"""Shows the KPI cards of the payouts: what was spent, on how many, and what it bought."""

import polars as pl
from dash.development.base_component import Component

from influencer_roi import queries
from influencer_roi.ledger.entries import Ledger
from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.metrics.units import COUNT
from influencer_roi.metrics.vocabulary import Formula, Metric
from influencer_roi.pages.kpis import kpi_frame, kpi_regions, kpi_row, rows_address
from influencer_roi.pages.trends import course_grain
from influencer_roi.queries import payouts
from influencer_roi.ui.cards import Block
from influencer_roi.ui.components import Reading
from influencer_roi.ui.view import View

KPIS = ("spend", "revenue", "roas", "cpa", "cost_per_post", "cpm", "cpe")
# People do not add up over slices, so this is no metric of the registry; it is shown like one.
PAID = Metric(
    "paid",
    "Influencers paid",
    Formula("influencers with spend", frozenset(), lambda _: pl.col("influencer_id").n_unique()),
    COUNT,
    "How many influencers the spend went to.",
)


def _frame(page: str, _: Ledger) -> Component:
    """Return the cards, the number of people paid second."""
    first, *others = (REGISTRY[key] for key in KPIS)
    return kpi_frame(page, [first, PAID, *others])


def _paid(view: View) -> Reading:
    now = payouts.paid_count(view.ledger, view.filters)
    earlier = queries.compared(view.ledger, view.filters)
    before = None if earlier is None else payouts.paid_count(view.ledger, earlier)
    everyone = payouts.people_count(view.ledger, view.filters)
    aside = f"of {everyone:,} in this selection" if before is None else f"vs {before:,} before"
    course = payouts.paid_course(view.ledger, view.filters, grain=course_grain(view))
    return Reading(now, before, course, aside, rows=rows_address(view))


CARDS = Block(_frame, lambda view: {**kpi_row(view, KPIS), **kpi_regions(view.page, PAID, _paid(view))})
