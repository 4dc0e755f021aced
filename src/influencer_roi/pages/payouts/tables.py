"""Draws the payout tables: each with a link to its rows, and what stands instead of it where no row is."""

from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from influencer_roi.queries import Frame
from influencer_roi.ui.leaves import Anchor
from influencer_roi.ui.regions import Regions
from influencer_roi.ui.tables import Table
from influencer_roi.ui.view import View


@dataclass(frozen=True, eq=False)
class LinkedTable(Table):
    """A table with a link to its rows below it; `empty` stands there instead where no row is."""

    name: str = "list"
    empty: str = ""

    def frame(self, at: Anchor) -> Component:
        """Return the table and what stands instead of it."""
        link = html.A(id=f"{at}-csv", className="ghost", style={"marginTop": "12px"})
        found = html.Div([super().frame(at), link], id=f"{at}-found")
        return html.Div([html.P(self.empty, id=f"{at}-none", className="empty"), found])

    def linked(self, at: Anchor, view: View, rows: Frame, file: str) -> Regions:
        """Return a table of all these rows, which a file holds, or that there is none."""
        none = rows.is_empty()
        words = "this row" if rows.height == 1 else f"these {rows.height:,} rows"
        return {
            f"{at}-none.hidden": not none,
            f"{at}-found.hidden": none,
            f"{at}-csv.children": f"Download {words} (CSV)",
            f"{at}-csv.href": f"/download/{file}",
            **self.regions(at, view),
        }
