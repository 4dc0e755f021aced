"""Lists the posts of a selection, the ones with most credited revenue first."""

from dash import html
from dash.development.base_component import Component

from influencer_roi.orders.requests import Sort
from influencer_roi.pages.content.post import LONGEST_CAPTION
from influencer_roi.pages.crediting import crediting
from influencer_roi.queries import Frame, content
from influencer_roi.ui.cards import Card, Shown
from influencer_roi.ui.grid import Column
from influencer_roi.ui.leaves import Anchor
from influencer_roi.ui.tables import Framed, Table
from influencer_roi.ui.view import View
from influencer_roi.ui.words import NOTHING_HERE, plural


def _complete(view: View, rows: Frame) -> Frame:
    return content.completed(rows, view.ledger, view.filters, caption=LONGEST_CAPTION)


ROWS = Framed(
    lambda view: content.listed(content.post_rows(view.ledger, view.filters, crediting(view))),
    (Sort("revenue", descending=True),),
    (lambda view, rows: content.described(rows, view.ledger), _complete),
)
TABLE = Table(
    (
        Column("date", "Date", "day", 98, "The day the post was published."),
        Column("name", "Influencer", "link", 130, "The influencer's name; two may share one.", "href"),
        Column("platform", "Platform", width=102, dot="platform"),
        Column("caption", "Caption", "name", 310),
        Column("url", "Post", "post", 70, "Opens the post beside this page."),
        Column(
            "revenue", "Revenue credited", "money", 112, "Revenue of this selection credited to the post."
        ),
        Column("orders", "Orders credited", "number", 96, "Orders of this selection credited to the post."),
        "spend",
        "roas",
        "reach",
        "likes",
        "comments",
        "engagement_rate",
        Column("brand", "Brand", width=150, meaning="The brands it stands for here, most revenue first."),
        Column(
            "campaign", "Campaign", "name", 210, meaning="The campaigns it stands for, most revenue first."
        ),
    ),
    ROWS,
)


def _csv(at: Anchor) -> Component:
    return html.A("Download CSV", id=f"{at}-csv", className="ghost content-csv")


def _fill(view: View, at: Anchor) -> Shown:
    """Return the first posts, and how many there are."""
    query = view.rows_query("post_id")
    body = {f"{at}-csv.href": f"/download/slices.csv?{query}", **TABLE.regions(at, view)}
    return Shown(_sentence(ROWS.known(view).height), query, body)


CARD = Card("list", "All posts", "w12", TABLE.frame, _fill, tools=_csv, table=TABLE)


def _sentence(found: int) -> str:
    """Return how many posts there are."""
    if not found:
        return NOTHING_HERE
    which = "published in this selection or credited with its orders"
    return f"{plural(found, 'post')} {which}, most revenue first."
