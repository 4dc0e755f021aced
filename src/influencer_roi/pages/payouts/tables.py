"""Draws the payout tables: each with what stands instead of it where no row is."""

from dash import html
from dash.development.base_component import Component

from influencer_roi.queries import Frame
from influencer_roi.ui.leaves import Anchor
from influencer_roi.ui.regions import Regions
from influencer_roi.ui.tables import Table
from influencer_roi.ui.view import View

NAME = "list"


def table_regions(table: Table, rows: Frame, view: View, at: Anchor) -> Regions:
    """Return a table of all these rows, or that there is none."""
    none = rows.is_empty()
    return {f"{at}-none.hidden": not none, f"{at}-found.hidden": none, **table.regions(at, view)}


def table_frame(table: Table, at: Anchor, *below: Component, empty: str) -> Component:
    """Return the frame of a table with what stands below it; `empty` stands there instead where no row is."""
    found = html.Div([table.frame(at), *below], id=f"{at}-found")
    return html.Div([html.P(empty, id=f"{at}-none", className="empty"), found])


def link_words(rows: Frame) -> str:
    """Return what the link to the rows of a table says."""
    return "Download this row (CSV)" if rows.height == 1 else f"Download these {rows.height:,} rows (CSV)"
