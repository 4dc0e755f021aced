"""Shows whether the same people sell much again: orders per post early and late, one dot a person."""

from dash import html
from dash.development.base_component import Component

from influencer_roi.metrics.units import COUNT
from influencer_roi.queries.evidence import evidence
from influencer_roi.queries.evidence.gate import State
from influencer_roi.queries.evidence.repeat import Repeat
from influencer_roi.ui.cards import Card, Shown
from influencer_roi.ui.figures import Figure, Json, axis_ticks, layout, nothing, plain_axis, value_axis
from influencer_roi.ui.leaves import Anchor
from influencer_roi.ui.plot import Plot
from influencer_roi.ui.view import View
from influencer_roi.ui.words import people

PLOT = Plot(280)
MOST_DOTS = 1_000


def _draw(at: Anchor) -> Component:
    foot = html.P(id=f"{at}-foot", className="foot muted")
    return html.Div([*PLOT.frame(at), foot], id=f"{at}-body")


def _fill(view: View, at: Anchor) -> Shown:
    """Return one dot per person with posts in both parts of the days."""
    repeat = evidence(view.ledger, view.filters).repeat
    body = {
        **PLOT.regions(at, _figure(repeat) if repeat.people else nothing(PLOT.height)),
        f"{at}-body.className": "" if repeat.gate.is_open or repeat.gate.state is State.WEAK else "shut",
        f"{at}-foot.children": _foot(repeat) if repeat.people else "",
    }
    return Shown(sentence(repeat), view.rows_query("influencer_id"), body)


CARD = Card("again", "The same people again?", "w3", _draw, _fill, picture=True)


def sentence(repeat: Repeat) -> str:
    """Return how the later results lie beside the earlier ones."""
    if repeat.gate.state is State.THIN:
        return repeat.gate.says
    rises = {
        State.OPEN: "It rises: who sold more early sold more late.",
        State.WEAK: "It rises a little.",
        State.CLOSED: "It does not rise.",
    }
    return (
        f"{people(repeat.people)}: orders per post early (across) and later (up). {rises[repeat.gate.state]}"
    )


def _foot(repeat: Repeat) -> str:
    shown = f" The first {COUNT.short(MOST_DOTS)} are drawn." if repeat.people > MOST_DOTS else ""
    return f"One dot is one person with posts in both parts.{shown}"


def _figure(repeat: Repeat) -> Figure:
    early, late = ([round(float(one), 4) for one in side[:MOST_DOTS]] for side in (repeat.early, repeat.late))
    ticks = axis_ticks(max(*early, *late, 1e-3))
    top = ticks[-1]
    open_ = repeat.gate.is_open or repeat.gate.state is State.WEAK
    dots: Json = {
        "type": "scatter",
        "mode": "markers",
        "x": early,
        "y": late,
        "marker": {"color": "var(--bar)" if open_ else "var(--spend)", "size": 6, "opacity": 0.5},
        "hovertemplate": "%{x:.3~f} orders per post early<br>%{y:.3~f} late<extra></extra>",
    }
    line: Json = {"color": "var(--line-strong)", "width": 1, "dash": "dot"}
    same: Json = {"type": "line", "x0": 0, "y0": 0, "x1": top, "y1": top, "line": line, "layer": "below"}
    font: Json = {"size": 11, "color": "var(--ink-3)"}
    note: Json = {
        "text": "if results repeated",
        "x": top,
        "y": top,
        "xanchor": "right",
        "yanchor": "bottom",
        "showarrow": False,
        "font": font,
    }
    axis = value_axis(ticks, COUNT, least=-0.02 * top)
    frame = layout(
        height=PLOT.height,
        margin={"l": 36, "r": 12, "t": 20, "b": 44},
        xaxis={
            **plain_axis(),
            **axis,
            "title": {"text": "early orders per post", "font": font, "standoff": 4},
        },
        yaxis=axis,
        shapes=[same],
        annotations=[note],
    )
    return {"data": [dots], "layout": frame}
