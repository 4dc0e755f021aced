"""Shows the figures in rupees of a profile, each beside its months so far, and the band it lies in."""

from collections.abc import Iterator
from functools import partial

from dash import html
from dash.development.base_component import Component

from influencer_roi import queries
from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.metrics.vocabulary import Bands, Metric
from influencer_roi.model.calendar import month_days
from influencer_roi.pages.kpis import at, kpi_frame, kpi_row
from influencer_roi.pages.view import head_totals
from influencer_roi.queries import Frame
from influencer_roi.queries.months import leading_up
from influencer_roi.ui.cards import Block
from influencer_roi.ui.leaves import Anchor
from influencer_roi.ui.pictures import COLUMNS, Column, Columns
from influencer_roi.ui.regions import Regions
from influencer_roi.ui.view import View

MOST_MONTHS = 12


def monthly(*metrics: str) -> Block:
    """Return a strip of figures, each with its months up to the last day chosen, those chosen solid."""
    return Block(
        lambda page, _: kpi_frame(page, [REGISTRY[key] for key in metrics], _beside, style="strip monthly"),
        partial(_regions, metrics),
    )


def _beside(anchor: Anchor) -> list[Component]:
    band = html.Span(id=f"{anchor}-band", className="band")
    return [band, html.Div(COLUMNS.frame(anchor.below("picture")), className="by-month")]


def _regions(metrics: tuple[str, ...], view: View) -> Regions:
    found = kpi_row(view, metrics)
    now = head_totals(view, view.filters)
    rows = leading_up(view.ledger, view.filters, metrics=metrics, assumed=view.assumed).tail(MOST_MONTHS)
    for metric in (REGISTRY[key] for key in metrics):
        anchor = at(view.page, metric)
        columns = list(_columns(view, metric, rows))
        words = f"{metric.label} by month: {'; '.join(one.title for one in columns) or 'nothing to show'}"
        found |= COLUMNS.regions(anchor.below("picture"), Columns(columns, words))
        found |= _band(anchor, metric.bands, now[metric.key])
    return found


def _columns(view: View, metric: Metric, rows: Frame) -> Iterator[Column]:
    """Yield one column per month; one that the chosen days end in is there in part."""
    chosen = queries.window_of(view.ledger, view.filters)
    for month, amount in rows.select("period", metric.key).iter_rows():
        first, last = month_days(month)
        part = first <= chosen.end < last
        days = f"{month:%B %Y}{', in part' if part else ''}"
        yield Column(amount or 0.0, f"{days} {metric.unit.short(amount)}", part, last < chosen.start)


def _band(anchor: Anchor, bands: Bands | None, value: float | None) -> Regions:
    """Return the word of the band a figure lies in, none where it has no bands."""
    word = (bands.word(value) or "").lower() if bands else ""
    return {f"{anchor}-band.children": word, f"{anchor}-band.className": f"band {word}".strip()}
