"""Draws the pictures of the gates: a plot with a foot below it, grey where the gate is shut."""

from dash import html
from dash.development.base_component import Component

from influencer_roi.ui.figures import Figure, nothing
from influencer_roi.ui.leaves import Anchor
from influencer_roi.ui.plot import Plot
from influencer_roi.ui.regions import Regions

PLOT = Plot(280)
NOT_KNOWN = (nothing(PLOT.height), "")


def frame(at: Anchor) -> Component:
    """Return the plot and its foot, empty."""
    return html.Div([*PLOT.frame(at), html.P(id=f"{at}-foot", className="foot muted")], id=f"{at}-body")


def regions(at: Anchor, figure: Figure, foot: str, *, shut: bool) -> Regions:
    """Return what both show."""
    looks: Regions = {f"{at}-body.className": "shut" if shut else "", f"{at}-foot.children": foot}
    return {**PLOT.regions(at, figure), **looks}
