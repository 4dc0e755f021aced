"""Shows the row of KPI cards: values, changes, courses."""

import datetime as dt
from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from influencer_roi import queries
from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.metrics.vocabulary import Metric
from influencer_roi.pages.trends import course_of
from influencer_roi.pages.unpaid import unpaid_frame, unpaid_regions
from influencer_roi.queries import Frame, Totals
from influencer_roi.ui import withheld
from influencer_roi.ui.cards import Block
from influencer_roi.ui.components import ROWS_PATH, Reading, kpi
from influencer_roi.ui.leaves import Anchor
from influencer_roi.ui.markup import address
from influencer_roi.ui.regions import Regions
from influencer_roi.ui.view import View

LEAST_POINTS = 2
ROAS = "roas"


def kpis(*metrics: str) -> Block:
    """Return a row of KPI cards, one per metric."""
    return Block(
        lambda page, _: kpi_frame(page, [REGISTRY[key] for key in metrics]),
        lambda view: kpi_row(view, metrics),
    )


def kpi_frame(page: str, metrics: Sequence[Metric]) -> Component:
    """Return the frame of a row of KPI cards; that of ROAS has room for what it is without the unpaid."""
    below = {ROAS: (unpaid_frame(page),)}
    cards = [
        node
        for one in metrics
        for node in kpi(one, *below.get(one.key, ())).frame(Anchor(page, f"{page}-{one.key}"))
    ]
    return html.Div(cards, className="kpis")


def kpi_row(view: View, metrics: tuple[str, ...]) -> Regions:
    """Return what a row of KPI cards shows."""
    wanted = tuple(dict.fromkeys((*metrics, "aov")))
    now = queries.totals(view.ledger, view.filters, metrics=wanted, assumed=view.assumed)
    before = _before(view, metrics)
    course = _whole_periods(view, course_of(view, metrics))
    found = unpaid_regions(view) if ROAS in metrics else {}
    why = withheld.few_words(view.ledger, view.filters)
    for key in metrics:
        metric = REGISTRY[key]
        aside, missing = _aside(metric, now, before[key], view), _missing(metric, view)
        hidden = bool(why) and key in withheld.FIELDS
        shown = (why if hidden else missing, rows_address(view), hidden)
        reading = Reading(now[key], before[key], course[key].to_list(), aside, *shown)
        found |= kpi_regions(view.page, metric, reading)
    return found


def kpi_regions(page: str, metric: Metric, reading: Reading) -> Regions:
    """Return what a KPI card shows."""
    return kpi(metric).regions(Anchor(page, f"{page}-{metric.key}"), reading)


def rows_address(view: View) -> str:
    """Return where the rows behind a figure are: in the Explorer, under the same filters."""
    return address(ROWS_PATH, view.filters.to_query())


def _missing(metric: Metric, view: View) -> str:
    """Return "no revenue in these files" where the metric rests on what they do not have."""
    missing = sorted(metric.formula.uses & view.ledger.unmeasured)
    return f"no {' and '.join(missing).replace('_', ' ')} in these files" if missing else ""


def _whole_periods(view: View, course: Frame) -> Frame:
    """Return the course without a first or last week the selection only touches, where others remain."""
    days = course["period"].to_list()
    length = days[1] - days[0] if len(days) > 1 else dt.timedelta(days=1)
    window = queries.window_of(view.ledger, view.filters)
    first = int(days[0] < window.start)
    last = len(days) - int(window.end - days[-1] < length - dt.timedelta(days=1))
    return course.slice(first, last - first) if last - first > LEAST_POINTS else course


def _before(view: View, metrics: tuple[str, ...]) -> Totals:
    """Return the totals of the period compared with; each None without one."""
    earlier = queries.compared(view.ledger, view.filters)
    if earlier is None:
        return dict.fromkeys(metrics)
    return queries.totals(view.ledger, earlier, metrics=metrics, assumed=view.assumed)


def _aside(metric: Metric, now: Totals, before: float | None, view: View) -> str:
    """Return the quiet words under a value: what it was before, else how it is made up."""
    baseline = f"assumes {view.assumed.baseline * 100:.0f} % baseline"
    assumption = baseline if "baseline" in metric.formula.assumes else ""
    value = now[metric.key]
    if before is not None:
        words = f"vs {metric.unit.short(before)}"
        return f"{words} · {assumption}" if assumption else f"{words} before"
    if assumption:
        return assumption
    if metric.key == "orders":
        return f"AOV {REGISTRY['aov'].unit.short(now['aov'])}"
    if metric.additive and value is not None:
        return f"{metric.unit.short(value / queries.window_of(view.ledger, view.filters).days)} a day"
    return metric.formula.text.replace("_", " ")
