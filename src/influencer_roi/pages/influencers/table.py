"""Lists every influencer of a selection, each with a link to the profile."""

from influencer_roi.orders.requests import Sort
from influencer_roi.pages.beside import beside
from influencer_roi.pages.shares import against
from influencer_roi.queries import Frame
from influencer_roi.queries.attributes import described
from influencer_roi.queries.comparing import MOVES, with_moves
from influencer_roi.queries.influencer_rows import people
from influencer_roi.ui.cards import Card, Shown
from influencer_roi.ui.grid import Column
from influencer_roi.ui.leaves import Anchor
from influencer_roi.ui.lines import with_likely
from influencer_roi.ui.tables import Framed, Table
from influencer_roi.ui.view import View
from influencer_roi.ui.words import NOTHING_HERE, plural

# The highest score first; who has none by revenue. Rows stand by id.
ORDER = (Sort("score", descending=True), Sort("revenue", descending=True))


def _complete(view: View, rows: Frame) -> Frame:
    moved = with_moves(rows, view.ledger, view.filters, by="influencer_id", assumed=view.assumed)
    return with_likely(moved)


ROWS = Framed(
    lambda view: people(view.ledger, view.filters, assumed=view.assumed),
    ORDER,
    (lambda view, rows: described(rows, view.ledger), _complete),
)
TABLE = Table(
    (
        Column("name", "Name", "link", 165, "It opens the profile", "href", pinned=True, dot="platform"),
        "roas",
        Column("roas_moved", "vs", "times_moved", 76, "How ROAS changed since the days compared with"),
        Column("likely", "Likely", "likely", 74, "Where the true ROAS plausibly lies, at 95 %"),
        Column("verdict", "Says", "text", 122, "The likely ROAS against break-even, or why there is none"),
        Column("score", "Score", "rate", 62, "ROAS drawn towards platform and tier as few posts demand"),
        "spend",
        "revenue",
        Column("revenue_moved", "vs", "rupees_moved", 104, "What revenue gained or lost since those days"),
        "roi",
        "orders",
        "posts",
        "engagement_rate",
        "cpa",
        "new_customers",
        Column("platform", "Platform", "text", 115, "The influencer's own platform", dot="platform"),
        Column("category", "Category", "text", 120, "What the influencer talks about"),
        Column("follower_count", "Followers", "number", 115, "How many followed the influencer"),
        Column("basis", "Payout basis", "text", 130, "What the influencer is paid for", dot="basis"),
        Column("influencer_id", "Id", "text", 110, "The influencer's id in the files"),
    ),
    ROWS,
)


def _fill(view: View, at: Anchor) -> Shown:
    """Return how many there are, and the first of them."""
    rows = ROWS.known(view)
    heads = TABLE.headed(dict.fromkeys(MOVES, against(beside(view))), rows)
    body = TABLE.regions(at, view, columns=heads)
    return Shown(_sentence(rows.height), view.rows_query("influencer_id"), body)


CARD = Card("people", "How does everyone do?", "w12", TABLE.frame, _fill, table=TABLE)


def _sentence(found: int) -> str:
    """Return how many there are; names lead to profiles."""
    if not found:
        return NOTHING_HERE
    return f"{plural(found, 'influencer')}, the highest score first; a name opens the profile."
