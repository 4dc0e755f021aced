"""Holds a plot as a value: a graph, and the store of its figure, which the browser draws in its theme."""

from collections.abc import Sequence
from dataclasses import dataclass

from dash import dcc, html
from dash.development.base_component import Component

from influencer_roi.ui.figures import Figure, graph
from influencer_roi.ui.leaves import Anchor
from influencer_roi.ui.regions import Regions


@dataclass(frozen=True)
class Plot:
    """A graph of fixed height, in pixels; `name` is what its id ends with, if anything."""

    height: int
    name: str = "plot"

    def frame(self, at: Anchor) -> list[Component]:
        """Return the graph and its store, both empty."""
        identity = self._id(at)
        return [graph(identity, height=self.height), dcc.Store(id=f"{identity}-source")]

    def regions(self, at: Anchor, figure: Figure) -> Regions:
        """Return what the graph shows."""
        return {f"{self._id(at)}-source.data": figure}

    def _id(self, at: Anchor) -> str:
        return f"{at}-{self.name}" if self.name else str(at)


def rolling(parts: Sequence[Component], *, least: int) -> Component:
    """Return what stays at least so many pixels wide, and rolls inside its card where there is less room."""
    return html.Div([*parts], className="rolls", style={"--least": f"{least}px"}, tabIndex="0")
