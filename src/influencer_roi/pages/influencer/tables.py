"""Shows the rows behind a profile: posts with what they are credited, payouts as stated."""

from influencer_roi import queries
from influencer_roi.filters import OF_ENTRIES
from influencer_roi.metrics.units import RUPEES
from influencer_roi.queries import influencer_rows
from influencer_roi.queries.rows import NO_PAYOUTS
from influencer_roi.ui.cards import Card, Shown
from influencer_roi.ui.grid import Column
from influencer_roi.ui.leaves import Anchor
from influencer_roi.ui.menus import file_menu
from influencer_roi.ui.tables import Framed, Table, nowhere
from influencer_roi.ui.view import View
from influencer_roi.ui.words import NOTHING_HERE, plural

_DAY = Column("date", "Date", "day", 98)
_WHO = Column("name", "Influencer", width=150)


POST_TABLE = Table(
    (
        _DAY,
        Column("platform", "Platform", width=98),
        Column("caption", "Caption", "name", 310),
        Column("url", "Post", "post", width=100, meaning="Opens the post beside this page"),
        "reach",
        "likes",
        "comments",
        "engagement_rate",
        Column("revenue", "Credited revenue", "money", 140, "Revenue of the orders credited to this post"),
        _WHO,
    ),
    Framed(lambda view: influencer_rows.posts(view.ledger, view.filters).rows),
    nowhere,
    most=10,
)
PAYOUT_TABLE = Table(
    (
        Column("basis", "Payout basis", width=115, meaning="What the payout is paid for"),
        Column("rate", "Rate", "money", 95, "What one post or order is paid, as the file states it"),
        Column("total_payout", "Total payout", "money", 110, "What was paid, as the file states it"),
        Column("orders", "Orders stated", "number", 100, "Orders as the payouts file counts them"),
        _WHO,
    ),
    Framed(lambda view: influencer_rows.payouts(view.ledger, view.filters).rows),
    nowhere,
    most=10,
)


def _fill_posts(view: View, at: Anchor) -> Shown:
    """Return the posts and how much of the revenue is credited to them."""
    posts = influencer_rows.posts(view.ledger, view.filters)
    revenue = queries.totals(view.ledger, view.filters, metrics=("revenue",))["revenue"]
    credited = f"{RUPEES.short(posts.amount)} of {RUPEES.short(revenue)} revenue is credited to posts"
    say = view.of_revenue(f"{plural(posts.found, 'post')}; {credited}.")
    return Shown(
        say if posts.found else NOTHING_HERE, view.rows_query("post_id"), POST_TABLE.regions(at, view)
    )


def _fill_payouts(view: View, at: Anchor) -> Shown:
    """Return the payout rows as stated, and how much of them falls into the selection."""
    payouts = influencer_rows.payouts(view.ledger, view.filters)
    spend = queries.totals(view.ledger, view.filters, metrics=("spend",))["spend"]
    say = (
        f"{RUPEES.short(payouts.amount)} in {plural(payouts.found, 'payout row')}; "
        f"{RUPEES.short(spend)} of it is spend in this selection."
    )
    query = view.filters.without(OF_ENTRIES).to_query()
    nothing = "No payout is recorded here." if view.ledger.audience.sees_payouts else NO_PAYOUTS
    return Shown(say if payouts.found else nothing, query, PAYOUT_TABLE.regions(at, view))


POSTS = Card("post", "Which posts sold?", "w12", POST_TABLE.frame, _fill_posts, table=POST_TABLE)
PAYOUTS = Card(
    "payout",
    "What was paid, and what for?",
    "w5",
    PAYOUT_TABLE.frame,
    _fill_payouts,
    menu=file_menu("payouts"),
    table=PAYOUT_TABLE,
)
