"""Shows the KPI cards of the payouts: what was spent, on how many, and what it bought."""

import polars as pl
from dash import html
from dash.development.base_component import Component

from influencer_roi import queries
from influencer_roi.metrics.units import COUNT
from influencer_roi.metrics.vocabulary import Formula, Metric
from influencer_roi.pages import kpis, trends
from influencer_roi.pages.view import View
from influencer_roi.queries import payouts
from influencer_roi.ui.components import Reading, kpi_card, kpi_regions
from influencer_roi.ui.regions import Regions

KPIS = ("spend", "revenue", "roas", "cpa", "cost_per_post", "cpm", "cpe")
# People do not add up over slices, so this is no metric of the registry; it is shown like one.
PAID = Metric(
    "paid",
    "Influencers paid",
    Formula("influencers with spend", frozenset(), lambda _: pl.col("influencer_id").n_unique()),
    COUNT,
    "How many influencers the spend went to.",
)


def kpi_frame(page: str) -> Component:
    """Return the frame of the KPI cards, the number of people paid second."""
    first, *others = kpis.kpi_frame(page, KPIS).children
    return html.Div([first, kpi_card(page, PAID), *others], className="kpis")


def kpi_row(view: View) -> Regions:
    """Return what the KPI cards show."""
    return {**kpis.kpi_row(view, KPIS, trends.course_of(view, KPIS)), **_paid(view)}


def _paid(view: View) -> Regions:
    now = payouts.paid_count(view.ledger, view.filters)
    earlier = queries.compared(view.ledger, view.filters)
    before = None if earlier is None else payouts.paid_count(view.ledger, earlier)
    everyone = payouts.people_count(view.ledger, view.filters)
    aside = f"of {everyone:,} in this selection" if before is None else f"vs {before:,} before"
    days = queries.window_of(view.ledger, view.filters).days
    grain = "week" if days >= trends.STEADY_FROM else "day"
    course = payouts.paid_course(view.ledger, view.filters, grain=grain)
    return {
        f"{view.page}-{PAID.key}-rows.href": kpis.rows_address(view),
        **kpi_regions(view.page, PAID, Reading(now, before, course, aside)),
    }
