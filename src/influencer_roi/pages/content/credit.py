"""Shows how the revenue of orders came to posts: recorded, inferred or not credited."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from influencer_roi.metrics.units import COUNT, PERCENT, RUPEES
from influencer_roi.pages.crediting import CHOICES, crediting
from influencer_roi.queries import content
from influencer_roi.queries.content import INFERRED, NOT_CREDITED, RECORDED
from influencer_roi.queries.credit import LEAST_MOVED, moved_by_rule
from influencer_roi.queries.credit_rules import NAMES, Crediting, Rule
from influencer_roi.queries.touching import Fit
from influencer_roi.ui.cards import Card, Shown
from influencer_roi.ui.leaves import Anchor, Leaves, Template
from influencer_roi.ui.lines import Row
from influencer_roi.ui.markup import address, page_link, share
from influencer_roi.ui.regions import Regions
from influencer_roi.ui.view import View
from influencer_roi.ui.words import NOTHING_HERE

_MEANINGS = {
    RECORDED: "The order names the post.",
    INFERRED: "",  # as the rule says
    NOT_CREDITED: "Neither: the revenue counts, but for no post.",
}
_IN_WORDS = ("comes from orders that name their post", "is inferred", "is credited to no post")
_COLOURS = {RECORDED: "var(--accent)", INFERRED: "var(--hue-4)", NOT_CREDITED: "var(--quiet)"}


def _draw(at: Anchor) -> Component:
    """Return one bar in three parts, and a column for each."""
    ways = [(at.below(str(number)), way) for number, way in enumerate(content.CREDITS)]
    parts = [part for anchor, way in ways for part in _part(way).frame(anchor)]
    columns = [html.Li(_column(way).frame(anchor), id=str(anchor)) for anchor, way in ways]
    return html.Div(
        [
            html.Div(parts, id=f"{at}-bar", className="content-parts"),
            html.Ol(columns, id=f"{at}-columns", className="content-credits"),
            html.P(id=f"{at}-empty", className="empty"),
            html.P([html.Span(id=f"{at}-moves"), page_link(id=f"{at}-evidence")], className="foot"),
        ]
    )


def _fill(view: View, at: Anchor) -> Shown:
    """Return revenue, orders and share of each way an order comes to its post, and what the rule moves."""
    how = crediting(view)
    found = content.credit_rows(view.ledger, view.filters, how)
    rows = [{**row, "means": _means(row["credited"], how)} for row in found.to_dicts()]
    nothing = not any(row["orders"] or row["revenue"] for row in rows)
    body: Regions = {
        f"{at}-bar.hidden": nothing,
        f"{at}-columns.hidden": nothing,
        f"{at}-empty.hidden": not nothing,
        f"{at}-empty.children": NOTHING_HERE,
        f"{at}-moves.children": _moves(view, how),
        f"{at}-evidence.children": "How much can these numbers carry?",
        f"{at}-evidence.href": address("/evidence", view.filters.to_query()),
    }
    for number, (way, row) in enumerate(zip(content.CREDITS, rows, strict=True)):
        anchor = at.below(str(number))
        body |= {**_part(way).regions(anchor, row), **_column(way).regions(anchor, row)}
    return Shown(view.of_revenue(_sentence(rows)), view.rows_query("post_id"), body)


CARD = Card(
    "credit",
    "Which revenue do posts get credit for?",
    "w12",
    _draw,
    _fill,
    choices=CHOICES,
)


def _means(way: str, how: Crediting) -> str:
    """Return what a way is: the rule's own words where the rule says whose an order is."""
    if way != INFERRED:
        return _MEANINGS[way]
    if how.rule is Rule.STANDARD:
        return f"The influencer's last fitting post of the {how.window} days before the order."
    if how.rule is Rule.RECORDED:
        return "This rule infers nothing."
    return f"Credited to {NAMES[how.rule]}, of the {how.window} days before the order."


def _moves(view: View, how: Crediting) -> str:
    """Return what a choice of rule moves in these data, as the rules are and were brands to play no part."""
    fitting, any_brand = (moved_by_rule(view.ledger, how.window, fit=fit) for fit in (Fit.BRAND, Fit.ANY))
    if fitting is None or any_brand is None:
        return ""
    least = f"under {PERCENT.short(LEAST_MOVED)}"
    share, other = (least if one < LEAST_MOVED else PERCENT.short(one) for one in (fitting, any_brand))
    beside = f" ({other} if posts of any brand were credited)" if other != share else ""
    return f"Over {how.window} days, the choice of rule moves {share} of revenue between posts{beside}. "


def _part(way: str) -> Template[Row]:
    """Return the part of the bar that one way takes."""

    def style(row: Row) -> dict[str, str]:
        return {"width": share(row["share"] or 0.0), "background": _COLOURS[way]}

    return Template(lambda leaf: [leaf("part", html.I(), style=style)])


def _column(way: str) -> Template[Row]:
    """Return what stands under the bar for one way."""

    def draw(leaf: Leaves[Row]) -> list[Component]:
        figure = leaf(
            "figure",
            html.Strong(),
            children=lambda row: RUPEES.short(row["revenue"]),
            title=lambda row: RUPEES.exact(row["revenue"]),
        )
        share = leaf("share", html.Span(className="muted"), children=_share)
        dot = html.Span(className="dot", style={"background": _COLOURS[way]})
        return [
            html.Span([dot, way], className="name"),
            html.Div([figure, share], className="content-figure"),
            leaf("orders", html.Span(), children=_orders),
            leaf("means", html.Span(className="muted"), children=lambda row: row["means"]),
        ]

    return Template(draw)


def _share(row: Row) -> str:
    share: float | None = row["share"]
    return "" if share is None else f"{PERCENT.short(share)} of revenue"


def _orders(row: Row) -> str:
    return f"{COUNT.short(row['orders'])} {'order' if row['orders'] == 1 else 'orders'}"


def _sentence(rows: Sequence[Row]) -> str:
    """Return how much revenue orders name a post for, how much is inferred, how much is credited to none."""
    parts = [
        f"{PERCENT.short(row['share'])} {words}"
        for row, words in zip(rows, _IN_WORDS, strict=True)
        if row["share"]
    ]
    return f"Of revenue, {', '.join(parts)}." if parts else "No revenue in this selection."
