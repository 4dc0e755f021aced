"""Shows which campaigns gain and which lose: bars to both sides of a zero line."""

from dataclasses import dataclass, replace

import dash_bootstrap_components as dbc
import polars as pl
from dash import html
from dash.development.base_component import Component

from influencer_roi.metrics.units import RUPEES, TIMES
from influencer_roi.metrics.vocabulary import DEFAULT, Assumptions
from influencer_roi.pages.view import NOTHING_HERE, View, more
from influencer_roi.queries.campaigns import AVERAGE, INCREMENTAL, gains, named, spoken, summary
from influencer_roi.ui import components
from influencer_roi.ui.boards import Line, Style, board, board_regions
from influencer_roi.ui.page import Choice
from influencer_roi.ui.regions import Regions
from influencer_roi.ui.words import plural

NAME = "gains"
EACH_END = 5
ROWS = 2 * EACH_END
WIDEST = 1.5
SHOWN = 0.005
GAIN, LOSS = "var(--good)", "var(--bad)"
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


def gains_frame(page: str, *, width: str) -> Component:
    """Return the frame of the board of gains, the slider of the assumed baseline above it."""
    rows = board(GAINS, f"{page}-{NAME}", page=page, dimension="campaign", size=ROWS)
    return components.card(
        page,
        NAME,
        "Which campaigns gain, which lose?",
        html.Div([_slider(f"{page}-baseline"), rows], className="gains"),
        width=width,
        tools=[components.choice(page, "measure", MEASURE.label, MEASURE.options)],
    )


def gains_regions(view: View, measure: str) -> Regions:
    """Return what the board shows: all campaigns with spend, or those at both ends where they are many."""
    found = gains(
        named(summary(view.ledger, view.filters, assumed=view.assumed)), measure, assumed=view.assumed
    )
    both = pl.concat([found.head(EACH_END), found.tail(EACH_END)]) if found.height > ROWS else found
    shown = both.to_dicts()
    low, high = _reach(shown)
    lines = [_line(view, row, measure, (low, high)) for row in shown]
    percent = f"{view.assumed.baseline * 100:.0f} %"
    place = f"{view.page}-{NAME}"
    return {
        f"{view.page}-baseline-words.children": percent,
        **components.card_regions(
            view.page, NAME, view.of_revenue(_sentence(found, measure)), view.rows_query("campaign")
        ),
        **board_regions(
            GAINS, place, lines, size=ROWS, empty=_why_empty(view), more=more(found.height, ROWS)
        ),
    }


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


def _line(view: View, row: dict[str, float], measure: str, reach: tuple[float, float]) -> Line:
    def at(value: float) -> float:
        low, high = reach
        return min(1.0, max(0.0, (value - low) / (high - low)))

    return Line(
        value=str(row["campaign"]),
        name=str(row["campaign"]),
        sub=f"{RUPEES.short(row['spend'])} spent",
        length=at(row["gain"]),
        colour=GAIN if row["gain"] >= 0 else LOSS,
        figure=(RUPEES if measure == INCREMENTAL else TIMES).short(row["gain"]),
        extra=f"ROAS {TIMES.short(row['roas'])}",
        interval=(at(row["gain_low"]), at(row["gain_high"])),
        second=(at(0.0), ""),
        pressed=view.presses("campaign", str(row["campaign"])),
    )


def _reach(rows: list[dict[str, float]]) -> tuple[float, float]:
    """Return what the ends of a bar stand for: zero, every gain, and intervals within reason."""
    widest = WIDEST * max((abs(row["gain"]) for row in rows), default=0.0)
    low = min([0.0, *(row["gain"] for row in rows), *(max(row["gain_low"], -widest) for row in rows)])
    high = max([0.0, *(row["gain"] for row in rows), *(min(row["gain_high"], widest) for row in rows)])
    return (low, high) if high > low else (low, low + 1.0)


def _sentence(found: pl.DataFrame, measure: str) -> str:
    """Return how many campaigns lie below zero, and what the bars are."""
    if found.is_empty():
        return ""
    ends = f"; the {EACH_END} best and the {EACH_END} worst" if found.height > ROWS else ""
    if measure == INCREMENTAL:
        said = _count(found, ("earn back", "earns back"), "the spend")
        return f"{said}, with the baseline taken off. Bars: rupees gained per rupee spent{ends}."
    average = TIMES.short(float(found["roas"][0]) - float(found["roas_vs_average"][0]))
    said = _count(found, ("return", "returns"), f"the average of {average}")
    return f"{said}. Bars: ROAS less that average{ends}."


def _count(found: pl.DataFrame, verb: tuple[str, str], bar: str) -> str:
    """Return how many campaigns stay below the bar, as their figures show it."""
    below = found.filter(pl.col("gain") <= -SHOWN).height
    if found.height == 1:
        return f"{spoken(found['campaign'][0])} {verb[1]} {'less than' if below else 'at least'} {bar}"
    return f"{below or 'None'} of {plural(found.height, 'campaign')} {verb[below < 2]} less than {bar}"


def _why_empty(view: View) -> str:
    empty = summary(view.ledger, view.filters, assumed=view.assumed).is_empty()
    return NOTHING_HERE if empty else view.of_revenue("No campaign has spend in this selection.")


def _draw_gain_row(base: str) -> list[Component]:
    return [
        html.Span(
            [html.Span(id=f"{base}-name", className="name"), html.Span(id=f"{base}-sub", className="sub")]
        ),
        html.Span(
            [
                html.I(id=f"{base}-bar"),
                html.U(id=f"{base}-thin"),
                html.Span(id=f"{base}-zero", className="zero"),
            ],
            className="bar",
        ),
        html.Span(id=f"{base}-figure", className="n"),
        html.Span(id=f"{base}-extra", className="n muted"),
    ]


def _fill_gain_row(base: str, line: Line) -> Regions:
    """Return a row whose bar runs from the zero line, `second`, to where its gain lies, `length`."""
    zero, _ = line.second
    return {
        f"{base}-name.children": line.name,
        f"{base}-sub.children": line.sub,
        f"{base}-bar.style": {**_between(zero, line.length), "background": line.colour},
        f"{base}-thin.style": _between(*line.interval),
        f"{base}-zero.style": {"left": f"{zero * 100:.1f}%"},
        f"{base}-figure.children": line.figure,
        f"{base}-extra.children": line.extra,
    }


def _between(one: float, other: float) -> dict[str, str]:
    left, right = sorted((one, other))
    return {"left": f"{left * 100:.1f}%", "width": f"{(right - left) * 100:.1f}%"}


GAINS = Style("board", "line", _draw_gain_row, _fill_gain_row)
