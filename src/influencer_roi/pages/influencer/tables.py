"""Shows the rows behind a profile: posts with what they are credited, orders, payouts as stated."""

from collections.abc import Sequence

import polars as pl
from dash import html
from dash.development.base_component import Component

from influencer_roi import queries
from influencer_roi.filters import OF_ENTRIES
from influencer_roi.metrics.units import RUPEES
from influencer_roi.orders import order_book
from influencer_roi.pages.view import NOTHING_HERE, View
from influencer_roi.queries import influencer_rows
from influencer_roi.queries.influencer_rows import FirstRows
from influencer_roi.ui import components, menus
from influencer_roi.ui.figures import Json
from influencer_roi.ui.grid import Column, table
from influencer_roi.ui.markup import marked
from influencer_roi.ui.regions import Regions
from influencer_roi.ui.words import plural

HEIGHT = 380
PAYOUTS_HEIGHT = 240
ASK = "Choose an influencer to see orders one by one."
_DAY = Column("date", "Date", width=115)
_WHO = Column("name", "Influencer", width=150)
POSTS = (
    _DAY,
    Column("platform", "Platform", width=115),
    Column("caption", "Caption", width=280),
    Column("url", "Post", "post", width=100, meaning="Opens the post beside this page"),
    "reach",
    "likes",
    "comments",
    "engagement_rate",
    Column("revenue", "Credited revenue", "money", 140, "Revenue of the orders credited to this post"),
    _WHO,
)
ORDER_COLUMNS = (
    _DAY,
    Column("campaign", "Campaign", width=190),
    Column("brand", "Brand", width=125),
    Column("product", "Product", width=190),
    "orders",
    "revenue",
    Column("source", "Source", width=130, meaning="Where the order came from, as the file states it"),
    _WHO,
)
PAYOUTS = (
    Column("basis", "Payout basis", width=140, meaning="What the payout is paid for"),
    Column("rate", "Rate", "money", 120, "What one post or order is paid, as the file states it"),
    Column("orders", "Orders stated", "number", 130, "Orders as the payouts file counts them"),
    Column("total_payout", "Total payout", "money", 140, "What was paid, as the file states it"),
    _WHO,
)


def posts_frame(page: str, *, width: str) -> Component:
    """Return the frame of the posts table."""
    body = table(f"{page}-post-grid", POSTS, height=HEIGHT)
    return components.card(page, "post-list", "Which posts sold?", body, width=width)


def orders_frame(page: str, *, width: str) -> Component:
    """Return the frame of the orders table."""
    return _frame(page, "order", "Which orders came in?", ORDER_COLUMNS, width)


def payouts_frame(page: str, *, width: str) -> Component:
    """Return the frame of the payouts table."""
    return _frame(page, "payout", "What was paid, and what for?", PAYOUTS, width, height=PAYOUTS_HEIGHT)


def posts_regions(view: View) -> Regions:
    """Return the posts and how much of the revenue is credited to them."""
    posts = influencer_rows.posts(view.ledger, view.filters)
    revenue = queries.totals(view.ledger, view.filters, metrics=("revenue",))["revenue"]
    credited = f"{RUPEES.short(posts.amount)} of {RUPEES.short(revenue)} revenue is credited to posts"
    say = view.of_revenue(f"{_first(posts, 'post')}; {credited}.")
    return {
        **components.card_regions(
            view.page, "post-list", say if posts.found else NOTHING_HERE, view.rows_query("post_id")
        ),
        f"{view.page}-post-grid.rowData": _data(posts, POSTS),
    }


def orders_regions(view: View) -> Regions:
    """Return the newest order rows, and what all of them add up to."""
    orders = influencer_rows.orders(view.ledger, view.filters)
    brought = f"all of them bring {RUPEES.short(orders.amount)}"
    say = view.of_revenue(f"{_first(orders, 'order row')}; {brought}.")
    nothing = (
        (order_book(view.ledger).why_unlisted() or NOTHING_HERE) if view.filters["influencer_id"] else ASK
    )
    return {
        **menus.file_regions(view.page, "order", "orders", view.filters.to_query()),
        f"{view.page}-order-say.children": say if orders.found else nothing,
        f"{view.page}-order-grid.rowData": _data(orders, ORDER_COLUMNS),
    }


def payouts_regions(view: View) -> Regions:
    """Return the payout rows as stated, and how much of them falls into the selection."""
    payouts = influencer_rows.payouts(view.ledger, view.filters)
    of_people = view.filters.without(OF_ENTRIES)
    spend = queries.totals(view.ledger, view.filters, metrics=("spend",))["spend"]
    say = (
        f"{RUPEES.short(payouts.amount)} in {plural(payouts.found, 'payout row')}; "
        f"{RUPEES.short(spend)} of it is spend in this selection."
    )
    return {
        **menus.file_regions(view.page, "payout", "payouts", of_people.to_query()),
        f"{view.page}-payout-say.children": say if payouts.found else "No payout is recorded here.",
        f"{view.page}-payout-grid.rowData": _data(payouts, PAYOUTS),
    }


def _frame(
    page: str, name: str, title: str, columns: Sequence[Column | str], width: str, *, height: int = HEIGHT
) -> Component:
    """Return a card whose menu leads to files: its rows are no slices of the ledger."""
    return marked(
        html.Section(
            [
                html.Header(
                    [html.H2(title), html.Div(menus.file_menu(page, name, title), className="tools")]
                ),
                html.P(id=f"{page}-{name}-say", className="say"),
                table(f"{page}-{name}-grid", columns, height=height),
            ],
            className=f"card-panel {width}",
        ),
        **{"aria-label": title},
    )


def _first(rows: FirstRows, word: str) -> str:
    if rows.shown.height < rows.found:
        return f"The newest {rows.shown.height:,} of {plural(rows.found, word)}"
    return plural(rows.found, word)


def _data(rows: FirstRows, columns: Sequence[Column | str]) -> list[Json]:
    if rows.shown.is_empty():
        return []
    fields = [column if isinstance(column, str) else column.field for column in columns]
    days = [pl.col(name).dt.to_string("iso") for name in fields if name == _DAY.field]
    return list(rows.shown.select(fields).with_columns(days).to_dicts())
