"""Lists every campaign of the selection with its days, people and metrics."""

from collections.abc import Callable

import polars as pl
from dash.development.base_component import Component

from influencer_roi.filters import Filters
from influencer_roi.pages.view import NOTHING_HERE, View
from influencer_roi.queries.campaigns import named, summary
from influencer_roi.ui import components
from influencer_roi.ui.grid import Column, table
from influencer_roi.ui.regions import Regions
from influencer_roi.ui.words import plural, some, span

NAME = "list"
COLUMNS: tuple[Column | str, ...] = (
    Column("campaign", "Campaign", kind="link", width=205, href="href", pinned=True),
    Column(
        "brand", "Brand", width=125, meaning="The brand that earns most in the campaign, and how many more"
    ),
    Column("first_day", "First day", kind="day", width=115, meaning="The first day with an order or a post"),
    Column("last_day", "Last day", kind="day", width=115, meaning="The last day with an order or a post"),
    Column("influencers", "Influencers", kind="number", width=115, meaning="How many influencers took part"),
    "posts",
    "orders",
    "revenue",
    "spend",
    "roas",
    "roas_vs_average",
    "cpa",
    "aov",
    "engagement_rate",
)
Address = Callable[[Filters], str]


def table_frame(page: str, *, width: str) -> Component:
    """Return the frame of the table of campaigns."""
    return components.card(
        page, NAME, "What did each campaign do?", table(f"{page}-grid", COLUMNS), width=width
    )


def table_regions(view: View, address: Address) -> Regions:
    """Return the rows of the table, raw; each name leads to `address`, the page with that campaign alone."""
    rows = summary(view.ledger, view.filters, assumed=view.assumed)
    lines = [
        {
            **{key: row[key] for key in _KEYS if key in row},
            "brand": some(row["brands"], 1),
            "first_day": row["first_day"] and row["first_day"].isoformat(),
            "last_day": row["last_day"] and row["last_day"].isoformat(),
            "href": address(view.filters.choosing(campaign=(row["campaign"],))),
        }
        for row in rows.to_dicts()
    ]
    return {
        f"{view.page}-grid.rowData": lines,
        **components.card_regions(view.page, NAME, _sentence(rows), view.rows_query("campaign")),
    }


_KEYS = tuple(column if isinstance(column, str) else column.field for column in COLUMNS)


def _sentence(rows: pl.DataFrame) -> str:
    """Return how many campaigns there are, and over which days."""
    dated = rows.drop_nulls("first_day")
    if dated.is_empty():
        return NOTHING_HERE
    first, last = min(dated["first_day"]), max(dated["last_day"])
    return (
        f"{plural(named(rows).height, 'campaign')}, {span(first, last)}. A name leads to that campaign alone."
    )
