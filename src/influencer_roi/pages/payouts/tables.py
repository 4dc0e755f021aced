"""Prepares the rows of the payout tables: names that lead to profiles."""

from collections.abc import Mapping, Sequence

from dash import html
from dash.development.base_component import Component

from influencer_roi.queries import Frame
from influencer_roi.ui import grid
from influencer_roi.ui.figures import Json
from influencer_roi.ui.grid import Column
from influencer_roi.ui.leaves import Anchor
from influencer_roi.ui.markup import profile_address
from influencer_roi.ui.regions import Regions
from influencer_roi.ui.view import View

MOST_ROWS = 1_000


def first(rows: Frame) -> list[dict[str, Json]]:
    """Return the rows of a table there is room for."""
    return list(rows.head(MOST_ROWS).to_dicts())


def table_regions(view: View, at: Anchor, rows: Frame, shown: Sequence[Mapping[str, Json]]) -> Regions:
    """Return a table of the rows `shown`, each with the `href` of its influencer's profile."""
    rest = view.filters.without(["influencer_id"]).to_query()
    linked = [{**row, "href": profile_address(str(row["influencer_id"]), rest)} for row in shown]
    return {
        f"{at}-none.hidden": not rows.is_empty(),
        f"{at}-found.hidden": rows.is_empty(),
        **grid.table_regions(f"{at}-list", linked),
    }


def table_frame(base: str, columns: Sequence[Column | str], *below: Component, empty: str) -> Component:
    """Return the frame of a table with what stands below it; `empty` stands there instead where no row is."""
    found = [grid.table(f"{base}-list", columns), *below]
    return html.Div(
        [html.P(empty, id=f"{base}-none", className="empty"), html.Div(found, id=f"{base}-found")]
    )


def left_out(rows: Frame) -> str:
    """Return in words how many rows the table does not show."""
    if rows.height <= MOST_ROWS:
        return ""
    return f" The table shows the first {MOST_ROWS:,}."


def link_words(rows: Frame) -> str:
    """Return what the link to the rows of a table says."""
    return "Download this row (CSV)" if rows.height == 1 else f"Download these {rows.height:,} rows (CSV)"
