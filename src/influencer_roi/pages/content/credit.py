"""Shows how the revenue of orders came to posts: recorded, inferred or not credited."""

from dash import html
from dash.development.base_component import Component

from influencer_roi.metrics.units import COUNT, PERCENT, RUPEES
from influencer_roi.pages.view import NOTHING_HERE, View
from influencer_roi.queries import content
from influencer_roi.queries.content import INFERRED, NOT_CREDITED, RECORDED
from influencer_roi.ui import components
from influencer_roi.ui.regions import Regions

NAME = "credit"
_MEANINGS = {
    RECORDED: "The order names the post.",
    INFERRED: "The influencer's last fitting post of the 30 days before the order.",
    NOT_CREDITED: "Neither: the revenue counts, but for no post.",
}
_IN_WORDS = ("comes from orders that name their post", "is inferred", "is credited to no post")
_COLOURS = {RECORDED: "var(--accent)", INFERRED: "var(--hue-4)", NOT_CREDITED: "var(--quiet)"}


def credit_frame(page: str, *, width: str) -> Component:
    """Return the frame of the credit board: one bar in three parts, and a column for each."""
    place = f"{page}-{NAME}"
    parts = [html.I(id=f"{place}-{slot}-part") for slot in range(len(content.CREDITS))]
    columns = [
        html.Li(_column(f"{place}-{slot}", name), id=f"{place}-{slot}")
        for slot, name in enumerate(content.CREDITS)
    ]
    body = html.Div(
        [
            html.Div(parts, id=f"{place}-bar", className="content-parts"),
            html.Ol(columns, id=f"{place}-columns", className="content-credits"),
            html.P(id=f"{place}-empty", className="empty"),
        ]
    )
    return components.card(page, NAME, "Which revenue do posts get credit for?", body, width=width)


def credit_regions(view: View) -> Regions:
    """Return revenue, orders and share of each way an order comes to its post."""
    rows = content.credit_rows(view.ledger, view.filters).to_dicts()
    place, nothing = f"{view.page}-{NAME}", not any(row["orders"] or row["revenue"] for row in rows)
    values: Regions = {
        **components.card_regions(
            view.page, NAME, view.of_revenue(_sentence(rows)), view.rows_query("post_id")
        ),
        f"{place}-bar.hidden": nothing,
        f"{place}-columns.hidden": nothing,
        f"{place}-empty.hidden": not nothing,
        f"{place}-empty.children": NOTHING_HERE,
    }
    for slot, row in enumerate(rows):
        base, share = f"{place}-{slot}", row["share"]
        width = min(1.0, max(0.0, share or 0.0)) * 100
        values |= {
            f"{base}-part.style": {"width": f"{width:.1f}%", "background": _COLOURS[row["credited"]]},
            f"{base}-figure.children": RUPEES.short(row["revenue"]),
            f"{base}-figure.title": RUPEES.exact(row["revenue"]),
            f"{base}-share.children": "" if share is None else f"{PERCENT.short(share)} of revenue",
            f"{base}-orders.children": _orders(row["orders"]),
        }
    return values


def _column(base: str, name: str) -> list[Component]:
    return [
        html.Span([html.Span(className="dot", style={"background": _COLOURS[name]}), name], className="name"),
        html.Div(
            [html.Strong(id=f"{base}-figure"), html.Span(id=f"{base}-share", className="muted")],
            className="content-figure",
        ),
        html.Span(id=f"{base}-orders"),
        html.Span(_MEANINGS[name], className="muted"),
    ]


def _orders(count: float) -> str:
    return f"{COUNT.short(count)} {'order' if count == 1 else 'orders'}"


def _sentence(rows: list[dict[str, float | None]]) -> str:
    """Return how much revenue orders name a post for, how much is inferred, how much is credited to none."""
    parts = [
        f"{PERCENT.short(row['share'])} {words}"
        for row, words in zip(rows, _IN_WORDS, strict=True)
        if row["share"]
    ]
    return f"Of revenue, {', '.join(parts)}." if parts else "No revenue in this selection."
