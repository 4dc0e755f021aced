"""Lists every influencer of a selection, each with a link to the profile."""

from collections.abc import Iterable
from urllib.parse import urlencode

import polars as pl
from dash.development.base_component import Component

from influencer_roi.filters import Filters
from influencer_roi.pages.view import NOTHING_HERE, View
from influencer_roi.ui import components
from influencer_roi.ui.grid import Column, table
from influencer_roi.ui.regions import Regions
from influencer_roi.ui.words import plural

NAME = "people"
HEIGHT = 520
MOST_ROWS = 2_000
COLUMNS = (
    Column("name", "Name", "link", 170, "The influencer; the link opens the profile", "href", pinned=True),
    Column("platform", "Platform", "text", 115, "The influencer's own platform"),
    Column("category", "Category", "text", 120, "What the influencer talks about"),
    Column("follower_count", "Followers", "number", 115, "How many followed the influencer"),
    "revenue",
    "spend",
    "roas",
    "roi",
    "orders",
    "posts",
    "engagement_rate",
    "cpa",
    "new_customers",
    Column("basis", "Payout basis", "text", 130, "What the influencer is paid for"),
    Column("influencer_id", "Id", "text", 110, "The influencer's id in the files"),
)


def table_frame(page: str, *, width: str) -> Component:
    """Return the frame of the table."""
    body = table(f"{page}-{NAME}-grid", COLUMNS, height=HEIGHT)
    return components.card(page, NAME, "How does everyone do?", body, width=width)


def table_regions(view: View, rows: pl.DataFrame) -> Regions:
    """Return the rows of the table, most revenue first; `rows` has one row per influencer."""
    shown = rows.sort("revenue", "influencer_id", descending=[True, False]).head(MOST_ROWS)
    fields = [column if isinstance(column, str) else column.field for column in COLUMNS]
    rest = view.filters.without(["influencer_id"])
    query = rest.to_query()
    return {
        **components.card_regions(view.page, NAME, _sentence(rows, shown), view.rows_query("influencer_id")),
        f"{view.page}-{NAME}-grid.rowData": [
            {**row, "href": _href(row["influencer_id"], query)}
            for row in shown.select(fields).iter_rows(named=True)
        ],
    }


def profile_href(filters: Filters, influencer_id: str) -> str:
    """Return the address of a profile under the other filters in force."""
    return _href(influencer_id, filters.without(["influencer_id"]).to_query())


def profile_hrefs(filters: Filters, influencer_ids: Iterable[str]) -> dict[str, str]:
    """Return the address of each profile; the filters are written once for all of them."""
    query = filters.without(["influencer_id"]).to_query()
    return {influencer: _href(influencer, query) for influencer in influencer_ids}


def _href(influencer_id: str, query: str) -> str:
    chosen = urlencode({"influencer": influencer_id})
    return f"/influencer?{chosen}&{query}" if query else f"/influencer?{chosen}"


def _sentence(rows: pl.DataFrame, shown: pl.DataFrame) -> str:
    """Return how many there are; names lead to profiles."""
    if rows.is_empty():
        return NOTHING_HERE
    if shown.height < rows.height:
        return f"The {shown.height:,} of {rows.height:,} influencers with the most revenue; the CSV has all."
    return f"{plural(rows.height, 'influencer')}, most revenue first; a name opens the profile."
