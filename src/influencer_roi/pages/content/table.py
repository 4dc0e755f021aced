"""Lists the posts of a selection, the ones with most credited revenue first."""

import polars as pl
from dash import html
from dash.development.base_component import Component

from influencer_roi import queries
from influencer_roi.pages.content.post import LONGEST_CAPTION
from influencer_roi.pages.influencers.table import profile_hrefs
from influencer_roi.pages.view import NOTHING_HERE, View
from influencer_roi.queries import content
from influencer_roi.ui import components
from influencer_roi.ui.figures import Json
from influencer_roi.ui.grid import Column, table
from influencer_roi.ui.regions import Regions
from influencer_roi.ui.words import plural, some

NAME = "list"
MOST_LISTED = 1_000
DECIMALS = 6
COLUMNS: tuple[Column | str, ...] = (
    Column("date", "Date", "day", 105, "The day the post was published."),
    Column("name", "Influencer", "link", 135, "The influencer; the link opens the profile.", "href"),
    Column("platform", "Platform", width=105),
    Column("caption", "Caption", width=210),
    Column("url", "Post", "post", 90, "Opens the post beside this page."),
    Column("revenue", "Revenue credited", "money", 165, "Revenue of this selection credited to the post."),
    Column("orders", "Orders credited", "number", 155, "Orders of this selection credited to the post."),
    "spend",
    "roas",
    "reach",
    "likes",
    "comments",
    "engagement_rate",
    Column("brand", "Brand", width=150, meaning="The brands it stands for here, most revenue first."),
    Column(
        "campaign", "Campaign", width=210, meaning="The campaigns it stands for here, most revenue first."
    ),
)
_FIELDS = tuple(one if isinstance(one, str) else one.field for one in COLUMNS)


def table_frame(page: str, *, width: str) -> Component:
    """Return the frame of the posts table."""
    place = f"{page}-{NAME}"
    csv = html.A("Download CSV", id=f"{place}-csv", className="ghost content-csv")
    return components.card(page, NAME, "All posts", table(f"{place}-grid", COLUMNS), width=width, tools=[csv])


def table_regions(view: View) -> Regions:
    """Return the rows of the table; what is beyond the most a browser takes is in the CSV."""
    rows = content.post_rows(view.ledger, view.filters)
    listed = content.with_texts(queries.ranked(rows, rank_by="revenue", top=MOST_LISTED), view.ledger)
    place, query = f"{view.page}-{NAME}", view.rows_query("post_id")
    return {
        **components.card_regions(view.page, NAME, _sentence(rows.height, listed.height), query),
        f"{place}-csv.href": f"/download/slices.csv?{query}",
        f"{place}-grid.rowData": _row_data(view, listed),
    }


def _row_data(view: View, listed: pl.DataFrame) -> list[dict[str, Json]]:
    """Return rows for the browser: days as ISO texts, values a post is shared over as a few words."""
    valued = content.with_values(listed, view.ledger, view.filters, of=("brand", "campaign"))
    shown = valued.select(_FIELDS).with_columns(
        pl.col("date").cast(pl.String),
        pl.col("caption").str.slice(0, LONGEST_CAPTION),
        pl.col(pl.Float64).round(DECIMALS),
    )
    people = valued["influencer_id"]
    hrefs = profile_hrefs(view.filters, people.unique())
    return [
        {
            **row,
            "brand": some(row["brand"]),
            "campaign": some(row["campaign"]),
            "href": hrefs[influencer],
        }
        for row, influencer in zip(shown.iter_rows(named=True), people, strict=True)
    ]


def _sentence(found: int, listed: int) -> str:
    """Return how many posts there are and how many the table leaves out."""
    if not found:
        return NOTHING_HERE
    which = "published in this selection or credited with its orders"
    if found > listed:
        left = found - listed
        return (
            f"The {listed:,} posts with most revenue of {found:,} {which}; "
            f"the CSV has the other {left:,} too."
        )
    return f"{plural(found, 'post')} {which}, most revenue first."
