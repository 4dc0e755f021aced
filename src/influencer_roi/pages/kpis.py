"""Shows the row of KPI cards: values, changes, courses."""

import datetime as dt

import polars as pl
from dash import html
from dash.development.base_component import Component

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.metrics.vocabulary import Metric
from influencer_roi.pages.view import View
from influencer_roi.ui.components import ROWS_PATH, Reading, kpi_card, kpi_regions
from influencer_roi.ui.regions import Regions

LEAST_POINTS = 2


def kpi_frame(page: str, metrics: tuple[str, ...]) -> Component:
    """Return the frame of a row of KPI cards."""
    return html.Div([kpi_card(page, REGISTRY[key]) for key in metrics], className="kpis")


def kpi_row(view: View, metrics: tuple[str, ...], course: pl.DataFrame) -> Regions:
    """Return what the KPI cards show; `course` has one column per metric, one row per period."""
    now = queries.totals(
        view.ledger, view.filters, metrics=tuple(dict.fromkeys((*metrics, "aov"))), assumed=view.assumed
    )
    earlier = queries.compared(view.ledger, view.filters)
    before = _totals(view, earlier, metrics)
    whole = _whole_periods(view, course)
    values: Regions = {f"{view.page}-{key}-rows.href": rows_address(view) for key in metrics}
    for key in metrics:
        metric = REGISTRY[key]
        aside = _aside(metric, now[key], before[key], view, now["aov"])
        course_of, lacking = whole[key].to_list(), _missing(metric, view)
        values |= kpi_regions(view.page, metric, Reading(now[key], before[key], course_of, aside, lacking))
    return values


def _missing(metric: Metric, view: View) -> str:
    """Return "no revenue in these files" where the metric rests on what they do not have."""
    lacking = sorted(metric.formula.uses & view.ledger.unmeasured)
    return f"no {' and '.join(lacking).replace('_', ' ')} in these files" if lacking else ""


def rows_address(view: View) -> str:
    """Return where the rows behind a figure stand: in the Explorer, under the same filters."""
    query = view.filters.to_query()
    return f"{ROWS_PATH}?{query}" if query else ROWS_PATH


def _whole_periods(view: View, course: pl.DataFrame) -> pl.DataFrame:
    """Return the course without a first or last week the selection only touches, where others remain."""
    days = course["period"].to_list()
    length = days[1] - days[0] if len(days) > 1 else dt.timedelta(days=1)
    window = queries.window_of(view.ledger, view.filters)
    first = int(days[0] < window.start)
    last = len(days) - int(days[-1] + length > window.end + dt.timedelta(days=1))
    return course.slice(first, last - first) if last - first > LEAST_POINTS else course


def _totals(view: View, earlier: Filters | None, metrics: tuple[str, ...]) -> queries.Totals:
    if earlier is None:
        return dict.fromkeys(metrics)
    return queries.totals(view.ledger, earlier, metrics=metrics, assumed=view.assumed)


def _aside(metric: Metric, now: float | None, before: float | None, view: View, aov: float | None) -> str:
    """Return the quiet words under a value: what it was before, else how it is made up."""
    assumption = (
        f"assumes {view.assumed.baseline * 100:.0f} % baseline"
        if "baseline" in metric.formula.assumes
        else ""
    )
    if before is not None:
        words = f"vs {metric.unit.short(before)}"
        return f"{words} · {assumption}" if assumption else f"{words} before"
    if assumption:
        return assumption
    if metric.key == "orders":
        return f"AOV {REGISTRY['aov'].unit.short(aov)}"
    if metric.additive and now is not None:
        return f"{metric.unit.short(now / queries.window_of(view.ledger, view.filters).days)} a day"
    return metric.formula.text.replace("_", " ")
