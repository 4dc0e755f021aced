"""Lists every influencer of a selection, each with a link to the profile."""

from influencer_roi.pages.beside import beside
from influencer_roi.pages.shares import against
from influencer_roi.queries.comparing import NO_MOVES, moves_of
from influencer_roi.queries.influencer_rows import people
from influencer_roi.ui.cards import Card, Shown
from influencer_roi.ui.grid import Column, Table
from influencer_roi.ui.leaves import Anchor
from influencer_roi.ui.lines import likely
from influencer_roi.ui.markup import profile_address
from influencer_roi.ui.view import View
from influencer_roi.ui.withheld import locked_columns
from influencer_roi.ui.words import NOTHING_HERE, plural

MOST_ROWS = 2_000
TABLE = Table(
    (
        Column(
            "name", "Name", "link", 170, "The influencer; the link opens the profile", "href", pinned=True
        ),
        "roas",
        Column("roas_moved", "vs", "times_moved", 95, "How ROAS changed since the days compared with"),
        Column("likely", "Likely", "text", 105, "Where the true ROAS plausibly lies, at 95 %"),
        Column("verdict", "Says", "text", 130, "The likely ROAS against break-even, or why there is none"),
        Column("score", "Score", "number", 100, "ROAS drawn towards platform and tier as few posts demand"),
        "spend",
        "revenue",
        Column("revenue_moved", "vs", "rupees_moved", 115, "What revenue gained or lost since those days"),
        "roi",
        "orders",
        "posts",
        "engagement_rate",
        "cpa",
        "new_customers",
        Column("platform", "Platform", "text", 115, "The influencer's own platform"),
        Column("category", "Category", "text", 120, "What the influencer talks about"),
        Column("follower_count", "Followers", "number", 115, "How many followed the influencer"),
        Column("basis", "Payout basis", "text", 130, "What the influencer is paid for"),
        Column("influencer_id", "Id", "text", 110, "The influencer's id in the files"),
    )
)


def _fill(view: View, at: Anchor) -> Shown:
    """Return who there is, the highest score first; who has none by revenue."""
    rows = people(view.ledger, view.filters, assumed=view.assumed)
    order = ["score", "revenue", "influencer_id"]
    shown = rows.sort(order, descending=[True, True, False], nulls_last=True).head(MOST_ROWS)
    query = view.filters.without(["influencer_id"]).to_query()
    known, other = [name for name in TABLE.fields if name in shown.columns], beside(view)
    moves = moves_of(view.ledger, view.filters, by="influencer_id", assumed=view.assumed)
    lines = [
        {
            **{name: row[name] for name in known},
            **moves.get(row["influencer_id"], NO_MOVES),
            "likely": likely(row),
            "href": profile_address(row["influencer_id"], query),
        }
        for row in shown.to_dicts()
    ]
    heads = TABLE.headed(dict.fromkeys(NO_MOVES, against(other)))
    body = {
        **TABLE.regions(at, lines),
        f"{at}-grid.columnDefs": heads if view.ledger.audience.sees_payouts else locked_columns(heads),
    }
    return Shown(_sentence(rows.height, shown.height), view.rows_query("influencer_id"), body)


CARD = Card("people", "How does everyone do?", "w12", TABLE.frame, _fill)


def _sentence(found: int, shown: int) -> str:
    """Return how many there are; names lead to profiles."""
    if not found:
        return NOTHING_HERE
    if shown < found:
        return f"The {shown:,} of {found:,} influencers with the highest score; the CSV has all."
    return f"{plural(found, 'influencer')}, the highest score first; a name opens the profile."
