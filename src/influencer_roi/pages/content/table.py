"""Lists the posts of a selection, the ones with most credited revenue first."""

from dash import html
from dash.development.base_component import Component

from influencer_roi.pages.content.post import LONGEST_CAPTION
from influencer_roi.pages.crediting import crediting
from influencer_roi.queries import Frame, content
from influencer_roi.ui.cards import Card, Shown
from influencer_roi.ui.figures import Json
from influencer_roi.ui.grid import Column, Table
from influencer_roi.ui.leaves import Anchor
from influencer_roi.ui.markup import profile_address
from influencer_roi.ui.view import View
from influencer_roi.ui.words import NOTHING_HERE, plural, some

MOST_LISTED = 1_000
TABLE = Table(
    (
        Column("date", "Date", "day", 105, "The day the post was published."),
        Column("name", "Influencer", "link", 135, "The influencer; the link opens the profile.", "href"),
        Column("platform", "Platform", width=105),
        Column("caption", "Caption", width=210),
        Column("url", "Post", "post", 90, "Opens the post beside this page."),
        Column(
            "revenue", "Revenue credited", "money", 165, "Revenue of this selection credited to the post."
        ),
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
)


def _csv(at: Anchor) -> Component:
    return html.A("Download CSV", id=f"{at}-csv", className="ghost content-csv")


def _fill(view: View, at: Anchor) -> Shown:
    """Return the rows of the table; what is beyond the most a browser takes is in the CSV."""
    rows = content.post_rows(view.ledger, view.filters, crediting(view))
    listed = content.listed(rows, view.ledger, view.filters, top=MOST_LISTED, caption=LONGEST_CAPTION)
    query = view.rows_query("post_id")
    body = {f"{at}-csv.href": f"/download/slices.csv?{query}", **TABLE.regions(at, _rows(view, listed))}
    return Shown(_sentence(rows.height, listed.height), query, body)


CARD = Card("list", "All posts", "w12", TABLE.frame, _fill, tools=_csv)


def _rows(view: View, listed: Frame) -> list[Json]:
    """Return rows for the browser: values a post is shared over as a few words, the way to the profile."""
    query = view.filters.without(["influencer_id"]).to_query()
    shown = zip(listed.select(TABLE.fields).to_dicts(), listed["influencer_id"].to_list(), strict=True)
    return [
        {
            **row,
            "brand": some(row["brand"]),
            "campaign": some(row["campaign"]),
            "href": profile_address(influencer, query),
        }
        for row, influencer in shown
    ]


def _sentence(found: int, listed: int) -> str:
    """Return how many posts there are and how many the table leaves out."""
    if not found:
        return NOTHING_HERE
    which = "published in this selection or credited with its orders"
    if found > listed:
        return (
            f"The {listed:,} posts with most revenue of {found:,} {which}; "
            f"the CSV has the other {found - listed:,} too."
        )
    return f"{plural(found, 'post')} {which}, most revenue first."
