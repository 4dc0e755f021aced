"""Draws the corner menus of cards, and says where their files lead."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from influencer_roi.ui.markup import marked
from influencer_roi.ui.regions import Regions


def file_menu(page: str, name: str, title: str) -> Component:
    """Return the corner menu of a card whose rows are a table's: its files, plain and with definitions."""
    base = f"{page}-{name}"
    items = [
        html.A("Download rows (CSV)", id=f"{base}-rows"),
        html.A("CSV with definitions", id=f"{base}-about"),
        html.A("Excel workbook", id=f"{base}-workbook"),
        html.A("Parquet", id=f"{base}-parquet"),
    ]
    return corner_menu(title, items)


def file_regions(page: str, name: str, table: str, query: str) -> Regions:
    """Return where a card's files lead: `table` under the filters of `query`, which may be empty."""
    base, filters = f"{page}-{name}", f"{query}&" if query else ""
    return {
        f"{base}-rows.href": f"/download/{table}.csv?{query}",
        f"{base}-about.href": f"/download/{table}.csv?{filters}about=yes",
        f"{base}-workbook.href": f"/download/{table}.xlsx?{query}",
        f"{base}-parquet.href": f"/download/{table}.parquet?{query}",
    }


def corner_menu(title: str, items: Sequence[Component]) -> Component:
    """Return the corner menu of a card."""
    summary = marked(html.Summary("⋯"), **{"aria-label": f"More about: {title}"})
    return html.Details([summary, html.Div(list(items), className="pane right")], className="menu dots")
