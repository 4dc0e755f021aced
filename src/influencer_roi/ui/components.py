"""Draws KPI cards, the shell of every card, and the ways to download a page."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from dash import html
from dash.development.base_component import Component

from influencer_roi.metrics.units import NOTHING
from influencer_roi.metrics.vocabulary import Better, Metric
from influencer_roi.ui.leaves import Leaves, Template
from influencer_roi.ui.markup import marked, page_link
from influencer_roi.ui.spark import spark_style
from influencer_roi.ui.words import NOT_FOR_VIEWERS

# Where the rows behind a figure are shown, under the same filters.
ROWS_PATH = "/explorer"
ARROWS = {1: "▲", -1: "▼", 0: "■"}
_BAND_CLASSES = ("poor", "average", "good")


@dataclass(frozen=True)
class Reading:
    """What a KPI card shows: the value, what it was before (None where nothing to compare), its course.

    `missing` says which measure these files do not have, where the metric rests on one; `rows` is where the
    rows behind it are; `withheld` says that readers may not see the value.
    """

    value: float | None
    before: float | None
    course: Sequence[float | None]
    aside: str
    missing: str = ""
    rows: str = ROWS_PATH
    withheld: bool = False


@lru_cache(maxsize=256)
def kpi(metric: Metric, *below: Component) -> Template[Reading]:
    """Return the KPI card of a metric, with what stands below its value and change."""
    return Template(lambda leaf: [_kpi(leaf, metric, below)])


def _kpi(leaf: Leaves[Reading], metric: Metric, below: Sequence[Component]) -> Component:
    value = leaf(
        "value",
        html.Strong(),
        children=lambda reading: NOT_FOR_VIEWERS if reading.withheld else metric.unit.short(reading.value),
        className=lambda reading: "withheld" if reading.withheld else "",
        title=lambda reading: _why_nothing(metric, reading) or metric.unit.exact(reading.value),
    )
    band = leaf(
        "band",
        html.Span(className="band"),
        children=lambda reading: (metric.bands and metric.bands.word(reading.value)) or "",
        className=lambda reading: f"band {_BAND_CLASSES[_band(metric, reading.value)]}",
    )
    rows = leaf(
        "rows", page_link(value, href=ROWS_PATH, className="figure"), href=lambda reading: reading.rows
    )
    parts = [
        html.Header([_defined(leaf, metric), band]),
        html.Div([rows, _spark(leaf, metric)], className="row-value"),
        html.Footer([*_beside(leaf, metric)]),
        *below,
    ]
    return marked(html.Article(parts, className="kpi"), **{"aria-label": metric.label})


def _beside(leaf: Leaves[Reading], metric: Metric) -> "tuple[Component | str, ...]":
    """Return how a value changed, and the words beside it."""
    change = leaf(
        "change",
        html.Span(),
        children=lambda reading: change_words(metric, reading)[0],
        className=lambda reading: change_words(metric, reading)[1],
    )
    aside = leaf(
        "aside",
        html.Span(className="muted"),
        children=lambda reading: _why_nothing(metric, reading) or reading.aside,
    )
    return change, " ", aside


def _why_nothing(metric: Metric, reading: Reading) -> str:
    return (reading.missing or metric.nothing) if reading.value is None else ""


def _band(metric: Metric, value: float | None) -> int:
    """Return which band a value falls into, from the poor one up; the middle one where there is none."""
    return metric.bands.place(value) if metric.bands and value is not None else 1


def _defined(leaf: Leaves[Reading], metric: Metric) -> Component:
    """Return a metric's label with its definition on hover and focus."""
    formula = html.B(metric.formula.text.replace("_", " "))
    tip = leaf("tip", html.Span([metric.meaning, formula], className="tip", role="tooltip"))
    words = {"aria-label": f"What is {metric.label}?", "aria-describedby": str(getattr(tip, "id", ""))}
    info = marked(html.Button("i", className="info"), **words)
    return html.Span([metric.label, info, tip], className="label")


def _spark(leaf: Leaves[Reading], metric: Metric) -> Component:
    style = "spark quiet" if metric.better is Better.NEITHER else "spark"
    image = html.Span(className=style, role="img")
    spark = leaf("spark", image, style=lambda reading: spark_style(reading.course))
    return marked(spark, **{"aria-label": f"{metric.label} over time"})


def change_words(metric: Metric, reading: Reading) -> tuple[str, str]:
    """Return "▲ 12.4 %" and whether that is good, bad or neutral; no words without a comparison."""
    now, before = reading.value, reading.before
    if now is None or before is None:
        return "", "neutral"
    way = (now > before) - (now < before)
    size = metric.unit.change(now, before)
    if size == NOTHING:
        return "", "neutral"
    verdict = {1: "good", -1: "bad", 0: "neutral"}[way * metric.better.value]
    return f"{ARROWS[way]} {size}", verdict


def panel(
    title: str, parts: Sequence[Component], *, width: str, tools: Sequence[Component] = ()
) -> Component:
    """Return the shell of a card: what it answers, its tools at the right, its parts below."""
    corner = [html.Div([*tools], className="tools")] if tools else []
    section = html.Section([html.Header([html.H2(title), *corner]), *parts], className=f"card-panel {width}")
    return marked(section, **{"aria-label": title})


def downloads(page: str) -> list[Component]:
    """Return the ways to take home the ledger rows behind the page, under its filters."""
    base = f"{page}-download"
    rows = html.A(
        "Download", id=base, className="ghost", title="The ledger rows behind this page, with its filters"
    )
    others = [
        html.A("CSV with definitions", id=f"{base}-about"),
        html.A("Excel workbook", id=f"{base}-workbook"),
        html.A("Parquet", id=f"{base}-parquet"),
    ]
    summary = marked(html.Summary("⋯"), **{"aria-label": "Other ways to download"})
    return [rows, html.Details([summary, html.Div(others, className="pane right")], className="menu dots")]
