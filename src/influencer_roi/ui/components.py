"""Draws the figures of a page: large cards, cells of a strip; and the shell of every card."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from dash import html
from dash.development.base_component import Component

from influencer_roi.metrics.units import NOTHING, Unit
from influencer_roi.metrics.vocabulary import Better, Metric
from influencer_roi.model.notation import worded
from influencer_roi.ui.leaves import Leaves, Template
from influencer_roi.ui.markup import marked, page_link
from influencer_roi.ui.words import NOT_FOR_VIEWERS

# Where the rows behind a figure are shown, under the same filters.
ROWS_PATH = "/explorer"
EARNING = "still earning"
ARROWS = {1: "▲", -1: "▼", 0: "■"}


@dataclass(frozen=True)
class Amount:
    """A figure that is no metric, for it does not add up over slices."""

    key: str
    label: str
    made_of: str
    unit: Unit
    meaning: str
    better: Better = Better.NEITHER
    nothing: str = "nothing in this selection"


Defined = Metric | Amount


@dataclass(frozen=True)
class Reading:
    """What a figure shows: the value, what it was before (None where no change is told), words beside it.

    `then` names what it was, "June ₹11.9 L"; `foot` says what it is made of. `missing` says which measure
    these files do not have, where the metric rests on one; `rows` is where the rows behind it are; `withheld`
    says that readers may not see the value; `earning` that it is not complete, so that no change is told.
    """

    value: float | None
    before: float | None = None
    then: str = ""
    foot: str = ""
    missing: str = ""
    rows: str = ROWS_PATH
    withheld: bool = False
    earning: bool = False


@lru_cache(maxsize=256)
def large(metric: Defined, *inside: Component) -> Template[Reading]:
    """Return the large card of a metric, with a picture, and with what else stands inside it."""
    return Template(lambda leaf: [_large(leaf, metric, inside)])


@lru_cache(maxsize=256)
def small(metric: Defined, *below: Component) -> Template[Reading]:
    """Return the cell of a metric in a strip of figures, with what stands below it."""
    return Template(lambda leaf: [_small(leaf, metric, below)])


def _large(leaf: Leaves[Reading], metric: Defined, inside: Sequence[Component]) -> Component:
    then = leaf("then", html.Span(), children=lambda reading: reading.then)
    foot = leaf(
        "foot",
        html.Span(className="foot"),
        children=lambda reading: _why_nothing(metric, reading) or reading.foot,
        hidden=lambda reading: not (_why_nothing(metric, reading) or reading.foot),
    )
    beside = html.Span([_change(leaf, metric), then], className="vs")
    parts = [_defined(leaf, metric), _value(leaf, metric), beside, *inside, foot]
    return marked(html.Article(parts, className="kpi"), **{"aria-label": metric.label})


def _small(leaf: Leaves[Reading], metric: Defined, below: Sequence[Component]) -> Component:
    value = html.Div([_value(leaf, metric), _change(leaf, metric)], className="v")
    words = leaf(
        "foot",
        html.Span(className="s"),
        children=lambda reading: _why_nothing(metric, reading) or reading.foot or reading.then,
    )
    cell = html.Article([_defined(leaf, metric), value, words, *below])
    return marked(cell, **{"aria-label": metric.label})


def _value(leaf: Leaves[Reading], metric: Defined) -> Component:
    value = leaf(
        "value",
        html.Strong(),
        children=lambda reading: NOT_FOR_VIEWERS if reading.withheld else metric.unit.short(reading.value),
        className=lambda reading: "withheld" if reading.withheld else "",
        title=lambda reading: _why_nothing(metric, reading) or metric.unit.exact(reading.value),
    )
    link = page_link(value, href=ROWS_PATH, className="figure")
    return leaf("rows", link, href=lambda reading: reading.rows)


def _change(leaf: Leaves[Reading], metric: Defined) -> Component:
    return leaf(
        "change",
        html.Span(className="delta"),
        children=lambda reading: change_words(metric, reading)[0],
        className=lambda reading: f"delta {change_words(metric, reading)[1]}",
    )


def _why_nothing(metric: Defined, reading: Reading) -> str:
    return (reading.missing or metric.nothing) if reading.value is None else ""


def _defined(leaf: Leaves[Reading], metric: Defined) -> Component:
    """Return a metric's label with its definition on hover and focus."""
    formula = html.B(metric.made_of)
    tip = leaf("tip", html.Span([worded(metric.meaning), formula], className="tip", role="tooltip"))
    words = {"aria-label": f"What is {metric.label}?", "aria-describedby": str(getattr(tip, "id", ""))}
    info = marked(html.Button("i", className="info"), **words)
    return html.Span([metric.label, info, tip], className="label")


def change_words(metric: Defined, reading: Reading) -> tuple[str, str]:
    """Return "▲ 12.4 %" and whether that is good, bad or neutral; that it is still earning; else no words.

    What is too little to be written is no change: ■ 0.0 %.
    """
    now, before = reading.value, reading.before
    if reading.earning and now is not None:
        return EARNING, "warn"
    if now is None or before is None:
        return "", "neutral"
    size = metric.unit.change(now, before)
    if size == NOTHING:
        return "", "neutral"
    way = ((now > before) - (now < before)) * any(digit in "123456789" for digit in size)
    verdict = {1: "good", -1: "bad", 0: "neutral"}[way * metric.better.value]
    return f"{ARROWS[way]} {size}", verdict


def panel(
    title: str, parts: Sequence[Component], *, width: str, titled: str = "", tools: Sequence[Component] = ()
) -> Component:
    """Return the shell of a card: what it answers, its tools at the right, its parts below.

    `titled` is the id of a title that is not the same under every selection.
    """
    corner = [html.Div([*tools], className="tools")] if tools else []
    heading = html.H2(title, id=titled) if titled else html.H2(title)
    section = html.Section([html.Header([heading, *corner]), *parts], className=f"card-panel {width}")
    return marked(section, **{"aria-label": title})
