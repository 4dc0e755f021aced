"""Shows whether the same people sell much again: orders per post early and late, one dot a person."""

from influencer_roi.metrics.units import COUNT
from influencer_roi.pages.evidence.pictures import NOT_KNOWN, PLOT, frame, regions
from influencer_roi.queries.evidence import evidence
from influencer_roi.queries.evidence.gate import State
from influencer_roi.queries.evidence.repeat import Repeat
from influencer_roi.ui.cards import Card, Shown
from influencer_roi.ui.figures import DOTTED, Figure, Json, axis_ticks, layout, note, plain_axis, value_axis
from influencer_roi.ui.leaves import Anchor
from influencer_roi.ui.view import View
from influencer_roi.ui.words import people

MOST_DOTS = 1_000


def _fill(view: View, at: Anchor) -> Shown:
    """Return one dot per person with posts in both parts of the days."""
    repeat = evidence(view.ledger, view.filters).repeat
    figure, foot = (_figure(repeat), _foot(repeat)) if repeat.people else NOT_KNOWN
    body = regions(at, figure, foot, shut=not _holds(repeat))
    return Shown(sentence(repeat), view.rows_query("influencer_id"), body)


CARD = Card("again", "The same people again?", "w3", frame, _fill, picture=True)


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


def _holds(repeat: Repeat) -> bool:
    return repeat.gate.is_open or repeat.gate.state is State.WEAK


def _foot(repeat: Repeat) -> str:
    shown = f" The first {COUNT.short(MOST_DOTS)} are drawn." if repeat.people > MOST_DOTS else ""
    return f"One dot is one person with posts in both parts.{shown}"


def _figure(repeat: Repeat) -> Figure:
    early, late = ([round(float(one), 4) for one in side[:MOST_DOTS]] for side in (repeat.early, repeat.late))
    ticks = axis_ticks(max(*early, *late, 1e-3))
    top = ticks[-1]
    dots: Json = {
        "type": "scatter",
        "mode": "markers",
        "x": early,
        "y": late,
        "marker": {"color": "var(--bar)" if _holds(repeat) else "var(--spend)", "size": 6, "opacity": 0.5},
        "hovertemplate": "%{x:.3~f} orders per post early<br>%{y:.3~f} late<extra></extra>",
    }
    same: Json = {"type": "line", "x0": 0, "y0": 0, "x1": top, "y1": top, "line": DOTTED, "layer": "below"}
    font: Json = {"size": 11, "color": "var(--ink-3)"}
    corner = {"xanchor": "right", "yanchor": "bottom"}
    axis = value_axis(ticks, COUNT, least=-0.02 * top)
    shown = layout(
        height=PLOT.height,
        margin={"l": 36, "r": 12, "t": 20, "b": 44},
        xaxis={
            **plain_axis(),
            **axis,
            "title": {"text": "early orders per post", "font": font, "standoff": 4},
        },
        yaxis=axis,
        shapes=[same],
        annotations=[note("if results repeated", top, top, corner, size=11, colour="var(--ink-3)")],
    )
    return {"data": [dots], "layout": shown}
