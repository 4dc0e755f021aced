"""Lists every influencer of a selection, each with a link to the profile."""

from influencer_roi.queries.influencer_rows import people
from influencer_roi.ui.cards import Card, Shown
from influencer_roi.ui.grid import Column, Table
from influencer_roi.ui.leaves import Anchor
from influencer_roi.ui.markup import profile_address
from influencer_roi.ui.view import View
from influencer_roi.ui.words import NOTHING_HERE, plural

MOST_ROWS = 2_000
TABLE = Table(
    (
        Column(
            "name", "Name", "link", 170, "The influencer; the link opens the profile", "href", pinned=True
        ),
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
    ),
    height=520,
)


def _fill(view: View, at: Anchor) -> Shown:
    """Return who there is, most revenue first."""
    rows = people(view.ledger, view.filters)
    shown = rows.sort("revenue", "influencer_id", descending=[True, False]).head(MOST_ROWS)
    query = view.filters.without(["influencer_id"]).to_query()
    lines = [
        {**row, "href": profile_address(row["influencer_id"], query)}
        for row in shown.select(TABLE.fields).iter_rows(named=True)
    ]
    say = _sentence(rows.height, shown.height)
    return Shown(say, view.rows_query("influencer_id"), TABLE.regions(at, lines))


CARD = Card("people", "How does everyone do?", "w12", TABLE.frame, _fill)


def _sentence(found: int, shown: int) -> str:
    """Return how many there are; names lead to profiles."""
    if not found:
        return NOTHING_HERE
    if shown < found:
        return f"The {shown:,} of {found:,} influencers with the most revenue; the CSV has all."
    return f"{plural(found, 'influencer')}, most revenue first; a name opens the profile."
