"""Says what a desk is, a page about everything that is loaded, where data is changed; and draws its frame."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dash import dcc, html
from dash.development.base_component import Component

from influencer_roi.model.roles import Act, refused
from influencer_roi.ui.figures import Json
from influencer_roi.ui.nodes import Node, el
from influencer_roi.ui.plain import Plain
from influencer_roi.ui.rail import Listed, rail, standing_in

Submission = Mapping[str, Json]  # what a reader did, as the browser tells it, unchecked


@dataclass(frozen=True, kw_only=True, eq=False)
class Desk(Listed):
    """A page without filters, drawn anew at each answer, for those who may do the `act`."""

    act: Act
    group: str = "data"


@dataclass(frozen=True)
class Shown:
    """What a desk shows now: its nodes, and the query of the address that leads back to it."""

    nodes: list[Node]
    query: str = ""


def desk_layout(desk: Desk, pages: Sequence[Listed], desks: Sequence[Listed], shown: Shown) -> Component:
    """Return a desk drawn whole; what the browser tells goes into `-asked`, what comes back into `-body`."""
    stores = [dcc.Store(id=f"{desk.key}-asked"), dcc.Store(id=f"{desk.key}-address")]
    main = html.Main(Plain(shown.nodes, id=f"{desk.key}-body"), id="main", className="main desk")
    return html.Div([rail(desk, pages, desks), main, *stores], className="frame")


def desk_top(desk: Desk, about: str, *links: Node) -> Node:
    """Return the top bar of a desk: its question, what it is about, links and the switch of themes."""
    words = "Switch theme"
    theme = el("button", "◐", className="ghost icon", title=words, data_act="theme", aria_label=words)
    return el(
        "div",
        el("h1", desk.question, id="question", tabIndex=-1),
        el("span", about, className="asof"),
        el("div", [*links, theme], className="actions"),
        className="top",
    )


def closed_desk(desk: Desk, pages: Sequence[Listed], desks: Sequence[Listed]) -> Component:
    """Return what stands in place of a desk for who may not use it."""
    main = standing_in(desk, html.P(refused(desk.act)))
    return html.Div([rail(desk, pages, desks), main], className="frame")
