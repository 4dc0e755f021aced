"""Draws cards: KPI cards, chart cards, insights; each frame with the regions that fill it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from influencer_roi.metrics.units import NOTHING
from influencer_roi.metrics.vocabulary import Better, Metric
from influencer_roi.ui.markup import marked, page_link
from influencer_roi.ui.menus import corner_menu
from influencer_roi.ui.regions import Regions
from influencer_roi.ui.spark import spark_style

# Where the rows behind a figure are shown, under the same filters.
ROWS_PATH = "/explorer"
ARROWS = {1: "▲", -1: "▼", 0: "■"}
_BAND_CLASSES = ("poor", "average", "good")


@dataclass(frozen=True)
class Reading:
    """What a KPI card shows: the value, what it was before (None where nothing to compare), its course.

    `missing` says which measure these files do not have, where the metric rests on one.
    """

    value: float | None
    before: float | None
    course: Sequence[float | None]
    aside: str
    missing: str = ""


@dataclass(frozen=True)
class Insight:
    """A sentence worth reading, and the link that shows what is behind it."""

    text: str
    link: str = ""
    href: str = ""


def kpi_card(page: str, metric: Metric) -> Component:
    """Return the frame of a KPI card."""
    base = f"{page}-{metric.key}"
    value = html.Strong(id=f"{base}-value")
    rows = page_link(value, id=f"{base}-rows", href=ROWS_PATH, className="figure")
    change, aside = html.Span(id=f"{base}-change"), html.Span(id=f"{base}-aside", className="muted")
    card = html.Article(
        [
            html.Header([_defined(base, metric), html.Span(id=f"{base}-band", className="band")]),
            html.Div([rows, _spark(base, metric)], className="row-value"),
            html.Footer([change, " ", aside]),
        ],
        className="kpi",
    )
    return marked(card, **{"aria-label": metric.label})


def _defined(base: str, metric: Metric) -> Component:
    """Return a metric's label with its definition on hover and focus."""
    info = marked(
        html.Button("i", className="info"),
        **{"aria-label": f"What is {metric.label}?", "aria-describedby": f"{base}-tip"},
    )
    formula = html.B(metric.formula.text.replace("_", " "))
    tip = html.Span([metric.meaning, formula], id=f"{base}-tip", className="tip", role="tooltip")
    return html.Span([metric.label, info, tip], className="label")


def _spark(base: str, metric: Metric) -> Component:
    style = "spark quiet" if metric.better is Better.NEITHER else "spark"
    image = html.Span(id=f"{base}-spark", className=style, role="img")
    return marked(image, **{"aria-label": f"{metric.label} over time"})


def kpi_regions(page: str, metric: Metric, reading: Reading) -> Regions:
    """Return what a KPI card shows."""
    base = f"{page}-{metric.key}"
    band = metric.bands.word(reading.value) if metric.bands else None
    place = metric.bands.place(reading.value) if metric.bands and reading.value is not None else 1
    words, direction = change_words(metric, reading)
    nothing = reading.missing or metric.nothing
    return {
        f"{base}-value.children": metric.unit.short(reading.value),
        f"{base}-value.title": nothing if reading.value is None else metric.unit.exact(reading.value),
        f"{base}-band.children": band or "",
        f"{base}-band.className": f"band {_BAND_CLASSES[place]}",
        f"{base}-change.children": words,
        f"{base}-change.className": direction,
        f"{base}-aside.children": nothing if reading.value is None else reading.aside,
        f"{base}-spark.style": spark_style(reading.course),
    }


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


def card(
    page: str,
    name: str,
    title: str,
    body: Component,
    *,
    width: str,
    tools: Sequence[Component] = (),
    picture: bool = False,
) -> Component:
    """Return a chart card: what it answers, a computed sentence, a corner menu, the chart itself."""
    base = f"{page}-{name}"
    items: list[Component] = [
        marked(html.A("Show as table", id=f"{base}-table"), **{"data-act": "rows"}),
        html.A("Download rows (CSV)", id=f"{base}-rows"),
        html.A("CSV with definitions", id=f"{base}-about"),
    ]
    if picture:
        items.append(
            marked(
                html.Button("Save as picture (PNG)", className="item"),
                **{"data-act": "picture", "data-name": f"{page}-{name}"},
            )
        )
    menu = corner_menu(title, items)
    return marked(
        html.Section(
            [
                html.Header([html.H2(title), html.Div([*tools, menu], className="tools")]),
                html.P(id=f"{base}-say", className="say"),
                body,
            ],
            className=f"card-panel {width}",
        ),
        **{"aria-label": title},
    )


def card_regions(page: str, name: str, say: str, query: str) -> Regions:
    """Return a card's sentence and the links to its rows; `query` names the rows."""
    return {
        f"{page}-{name}-say.children": say,
        f"{page}-{name}-table.href": f"/download/slices.json?{query}",
        f"{page}-{name}-rows.href": f"/download/slices.csv?{query}",
        f"{page}-{name}-about.href": f"/download/slices.csv?{query}&about=yes",
    }


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


def choice(
    page: str,
    name: str,
    label: str,
    options: Mapping[str, str],
    closed: Mapping[str, str] = MappingProxyType({}),
) -> Component:
    """Return the control of a page choice; `closed` values cannot be picked here, for the reason given."""
    identity = f"{page}-{name}"
    shown = [
        {"label": f"{words} ({closed[value]})", "value": value, "disabled": True}
        if value in closed
        else {"label": words, "value": value}
        for value, words in options.items()
    ]
    return html.Div(
        [
            dbc.Label(label, html_for=identity, class_name="visually-hidden"),
            dbc.Select(id=identity, options=shown),
        ]
    )


def insight_card(page: str, size: int, *, width: str) -> Component:
    """Return the frame of the card of insights: sentences, each with a link to what is behind it."""
    items = [
        html.Li(
            [html.Span(id=f"{base}-text"), " ", page_link(id=f"{base}-link")],
            id=base,
        )
        for base in (f"{page}-insight-{place}" for place in range(size))
    ]
    return marked(
        html.Section(
            [
                html.Header(html.H2("What deserves a look?")),
                html.P("Computed from this selection.", className="say"),
                html.Ul(items, className="insights"),
                html.P("Nothing stands out here.", id=f"{page}-insight-none", className="empty"),
            ],
            className=f"card-panel {width}",
        ),
        **{"aria-label": "What deserves a look?"},
    )


def insight_regions(page: str, found: Sequence[Insight], size: int) -> Regions:
    """Return what the insights say; rows beyond the last are hidden."""
    values: Regions = {f"{page}-insight-none.hidden": bool(found)}
    for place in range(size):
        insight = found[place] if place < len(found) else Insight("")
        base = f"{page}-insight-{place}"
        values |= {
            f"{base}.hidden": place >= len(found),
            f"{base}-text.children": insight.text,
            f"{base}-link.hidden": not insight.link,
            f"{base}-link.children": insight.link,
            f"{base}-link.href": insight.href,
        }
    return values
