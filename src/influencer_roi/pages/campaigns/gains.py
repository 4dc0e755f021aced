"""Shows which campaigns gain and which lose: bars to both sides of a zero line."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from influencer_roi.metrics.units import RUPEES, TIMES
from influencer_roi.metrics.vocabulary import DEFAULT, Assumptions
from influencer_roi.model.notation import worded
from influencer_roi.queries import Frame
from influencer_roi.queries.campaigns import (
    AVERAGE,
    INCREMENTAL,
    below_zero,
    ends,
    gains,
    named,
    spoken,
    summary,
)
from influencer_roi.ui.boards import Line, Style, extra_leaf, figure_leaf, name_leaf, sub_leaf
from influencer_roi.ui.cards import Card, Shown
from influencer_roi.ui.choice import Choice
from influencer_roi.ui.leaves import Anchor, Leaves
from influencer_roi.ui.lines import WIDEST, Row, likely
from influencer_roi.ui.markup import share
from influencer_roi.ui.rows_links import all_rows
from influencer_roi.ui.view import View
from influencer_roi.ui.words import NO_CAMPAIGN_SPENT, NOTHING_HERE, plural

EACH_END = 5
ROWS = 2 * EACH_END
GAIN, LOSS = "var(--bar)", "var(--bad)"
MEASURE = Choice("Measure gains by", {INCREMENTAL: "beyond the baseline", AVERAGE: "against the average"})
_STEPS = {str(percent): f"{percent} %" for percent in range(0, 55, 5)}


@dataclass(frozen=True)
class Baseline(Choice):
    """The choice of a baseline in percent, which starts at the one the settings assume."""

    def assuming(self, assumed: Assumptions) -> "Baseline":
        """Return the choice as it starts under these assumptions."""
        start = f"{assumed.baseline * 100:g}"
        return replace(self, options={start: f"{start} %", **_STEPS})


BASELINE = Baseline("Assumed baseline", {}).assuming(DEFAULT)


def _draw(at: Anchor) -> Component:
    """Return the board of gains, the slider of the assumed baseline above it."""
    return html.Div([_slider(f"{at.page}-baseline"), BOARD.frame(at)], className="gains")


def _fill(view: View, at: Anchor) -> Shown:
    """Return all campaigns with spend, or those at both ends where they are many."""
    measure = view.choices["measure"]
    query = view.rows_query("campaign")
    rows = summary(view.ledger, view.filters, assumed=view.assumed)
    found = gains(named(rows), measure, assumed=view.assumed)
    shown = ends(found, each=EACH_END).to_dicts()
    lines = [_line(view, row, measure, _reach(shown)) for row in shown]
    paid = view.of_spend(NO_CAMPAIGN_SPENT, rows["roas"].to_list())
    empty = NOTHING_HERE if rows.is_empty() else paid
    more = all_rows("All campaigns", query, found=found.height, size=ROWS)
    body = {
        f"{view.page}-baseline-words.children": f"{view.assumed.baseline * 100:.0f} %",
        **BOARD.regions(at, lines, empty=empty, more=more),
    }
    return Shown(view.of_revenue(_sentence(found, measure)), query, body)


CARD = Card(
    "gains",
    "Which campaigns gain, which lose?",
    "w6",
    _draw,
    _fill,
    choices={"measure": MEASURE},
    tools_under=True,
)


def _slider(identity: str) -> Component:
    """Return the slider of the baseline, which holds texts like any choice, and the words beside it."""
    return html.Div(
        [
            dbc.Label(BASELINE.label, html_for=identity),
            dbc.Input(id=identity, type="range", min=0, max=50, step=5, debounce=150),
            html.Output(id=f"{identity}-words", htmlFor=identity),
            html.Span("of revenue would have come anyway", className="muted"),
        ],
        className="baseline",
    )


def _line(view: View, row: Row, measure: str, reach: tuple[float, float]) -> Line:
    def at(value: float) -> float:
        low, high = reach
        return min(1.0, max(0.0, (value - low) / (high - low)))

    return Line(
        value=str(row["campaign"]),
        name=str(row["campaign"]),
        sub=f"{RUPEES.short(row['spend'])} spent · ROAS {TIMES.short(row['roas'])}",
        length=at(row["gain"]),
        colour=GAIN if row["gain"] >= 0 else LOSS,
        figure=(RUPEES if measure == INCREMENTAL else TIMES).short(row["gain"]),
        extra=likely(row),
        interval=(0.0, 0.0) if row.get("gain_low") is None else (at(row["gain_low"]), at(row["gain_high"])),
        second=(at(0.0), ""),
        pressed=view.presses("campaign", str(row["campaign"])),
    )


def _reach(rows: Sequence[Row]) -> tuple[float, float]:
    """Return what the ends of a bar stand for: zero, every gain, and intervals within reason."""
    widest = WIDEST * max((abs(row["gain"]) for row in rows), default=0.0)
    gains, known = [row["gain"] for row in rows], [row for row in rows if row.get("gain_low") is not None]
    low = min([0.0, *gains, *(max(row["gain_low"], -widest) for row in known)])
    high = max([0.0, *gains, *(min(row["gain_high"], widest) for row in known)])
    return (low, high) if high > low else (low, low + 1.0)


def _sentence(found: Frame, measure: str) -> str:
    """Return how many campaigns lie below zero, and what the bars are."""
    if found.is_empty():
        return ""
    beyond = f"; the {EACH_END} best and the {EACH_END} worst" if found.height > ROWS else ""
    if measure == INCREMENTAL:
        count = _count(found, ("earn back", "earns back"), "the spend")
        bars = worded("rupees gained per rupee spent")
        return f"{count}, with the baseline taken off. Bars: {bars}{beyond}."
    average = TIMES.short(float(found["roas"][0]) - float(found["roas_vs_average"][0]))
    count = _count(found, ("return", "returns"), f"the average of {average}")
    return f"{count}. Bars: ROAS less that average{beyond}."


def _count(found: Frame, verb: tuple[str, str], bar: str) -> str:
    """Return how many campaigns stay below the bar, as their figures show it."""
    below = below_zero(found)
    if found.height == 1:
        return f"{spoken(found['campaign'][0])} {verb[1]} {'less than' if below else 'at least'} {bar}"
    return f"{below or 'None'} of {plural(found.height, 'campaign')} {verb[below < 2]} less than {bar}"


def _draw_row(leaf: Leaves[Line]) -> list[Component]:
    """Return a row whose bar runs from the zero line, `second`, to where its gain lies, `length`."""
    bar = [
        leaf(
            "bar",
            html.I(),
            style=lambda line: {**_between(line.second[0], line.length), "background": line.colour},
        ),
        leaf("thin", html.U(), style=lambda line: _between(*line.interval)),
        leaf("zero", html.Span(className="zero"), style=lambda line: {"left": share(line.second[0])}),
    ]
    name = html.Span([name_leaf(leaf), sub_leaf(leaf)])
    return [name, html.Span(bar, className="bar"), figure_leaf(leaf), extra_leaf(leaf)]


def _between(one: float, other: float) -> dict[str, str]:
    left, right = sorted((one, other))
    return {"left": share(left), "width": share(min(right, 1.0) - max(left, 0.0))}


BOARD = Style("board", "line", _draw_row).board("campaign", size=ROWS)
