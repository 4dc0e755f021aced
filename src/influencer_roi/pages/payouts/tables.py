"""Prepares the rows of the payout tables: names that lead to profiles, as high as there is to show."""

from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import quote_plus

import polars as pl
from dash import html
from dash.development.base_component import Component

from influencer_roi.pages.view import View
from influencer_roi.ui import grid
from influencer_roi.ui.grid import Column
from influencer_roi.ui.regions import Regions

MOST_ROWS = 1_000
HEIGHT = 560
_ROW, _AROUND, _LEAST = 36, 108, 2


def table_regions(view: View, name: str, rows: pl.DataFrame) -> Regions:
    """Return the first rows of a table, each with the `href` of its influencer's profile, and its height."""
    rest = view.filters.without(["influencer_id"]).to_query()
    first = rows.head(MOST_ROWS)
    links = pl.Series("href", [_href(key, rest) for key in first["influencer_id"]], pl.String)
    height = min(HEIGHT, _AROUND + _ROW * max(rows.height, _LEAST))
    base = f"{view.page}-{name}"
    return {
        f"{base}-none.hidden": not rows.is_empty(),
        f"{base}-found.hidden": rows.is_empty(),
        f"{base}-list.rowData": first.with_columns(links).to_dicts(),
        f"{base}-found.style": {"--height": f"{height}px"},
    }


def table_frame(base: str, columns: Sequence[Column | str], *below: Component, empty: str) -> Component:
    """Return the frame of a table with what stands below it; `empty` stands there instead where no row is."""
    found = [grid.table(f"{base}-list", columns, height=HEIGHT), *below]
    return html.Div(
        [html.P(empty, id=f"{base}-none", className="empty"), html.Div(found, id=f"{base}-found")]
    )


def left_out(rows: pl.DataFrame) -> str:
    """Return in words how many rows the table does not show."""
    if rows.height <= MOST_ROWS:
        return ""
    return f" The table shows the first {MOST_ROWS:,}."


def link_words(rows: pl.DataFrame) -> str:
    """Return what the link to the rows of a table says."""
    return "Download this row (CSV)" if rows.height == 1 else f"Download these {rows.height:,} rows (CSV)"


_quoted = lru_cache(maxsize=65_536)(quote_plus)


def _href(influencer: str, rest: str) -> str:
    address = f"/influencer?influencer={_quoted(influencer)}"
    return f"{address}&{rest}" if rest else address
