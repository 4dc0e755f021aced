"""Lists the influencers who stay under lines the reader draws, and the money at stake with them."""

from collections.abc import Mapping
from dataclasses import asdict
from urllib.parse import urlencode

from dash import html
from dash.development.base_component import Component

from influencer_roi.metrics.units import RUPEES
from influencer_roi.orders.requests import Sort
from influencer_roi.pages.payouts.tables import LinkedTable
from influencer_roi.queries import Frame, payouts
from influencer_roi.queries.attributes import described
from influencer_roi.queries.payout_checks import shortfall
from influencer_roi.queries.payouts import Thresholds
from influencer_roi.ui.cards import Card, Shown, choice_control
from influencer_roi.ui.choice import Choice
from influencer_roi.ui.grid import Column
from influencer_roi.ui.leaves import Anchor
from influencer_roi.ui.tables import Framed
from influencer_roi.ui.view import View
from influencer_roi.ui.words import plural


class LeastSpend(Choice):
    """A choice of amounts."""

    def words(self, value: str) -> str:
        """Return what readers call one of them."""
        return f"spend from {RUPEES.short(float(value))}" if float(value) else "any spend"


ANY = "any"
LINES: dict[str, Choice] = {
    "max_roas": Choice(
        "Largest ROAS",
        {step: f"ROAS below {step}×" for step in ("0.5", "1", "1.5", "2", "3")},
        usual=f"{Thresholds().max_roas:g}",
    ),
    "min_spend": LeastSpend(
        "Least spend", {one: one for one in ("0", "1000", "5000", "10000", "50000", "100000")}
    ),
    "max_orders": Choice(
        "Most orders",
        {
            ANY: "any orders",
            "0": "no orders",
            **{step: f"at most {step} orders" for step in ("5", "10", "20", "50")},
        },
    ),
    "max_engagement": Choice(
        "Largest engagement rate",
        {ANY: "any engagement", **{step: f"engagement below {step} %" for step in ("1", "2", "3")}},
    ),
}
COLUMNS: tuple[Column | str, ...] = (
    Column("name", "Influencer", "link", width=140, href="href", pinned=True),
    Column("platform", "Platform", width=104, dot="platform"),
    Column("category", "Category", width=112),
    Column("basis", "Basis", width=90, meaning="What the influencer is paid for.", dot="basis"),
    Column("at_stake", "At stake", "money", width=100, meaning="Spend beyond the revenue it brought."),
    *payouts.RESULTS,
    Column("influencer_id", "Id", width=110),
)


def thresholds(choices: Mapping[str, str]) -> Thresholds:
    """Return the thresholds that choices stand for."""
    orders, engagement = choices["max_orders"], choices["max_engagement"]
    return Thresholds(
        max_roas=float(choices["max_roas"]),
        min_spend=float(choices["min_spend"]),
        max_orders=None if orders == ANY else float(orders),
        max_engagement=None if engagement == ANY else float(engagement) / 100,
    )


def _rows(view: View) -> Frame:
    """Return who stays under the lines."""
    return payouts.under_lines(view.ledger, view.filters, thresholds(view.choices))


# The most spend beyond revenue first. Rows stand by id.
ORDER = (Sort("at_stake", descending=True), Sort("spend", descending=True))
ROWS = Framed(_rows, ORDER, (lambda view, rows: described(rows, view.ledger),))
TABLE = LinkedTable(COLUMNS, ROWS, empty="Nobody stays under all these lines.")


def _draw(at: Anchor) -> Component:
    """Return the lines to draw, and the list."""
    lines = [choice_control(at.page, name, line) for name, line in LINES.items()]
    tools = html.Div(lines, className="tools", style={"flexWrap": "wrap", "marginBottom": "12px"})
    return html.Div([tools, TABLE.frame(at)])


def _fill(view: View, at: Anchor) -> Shown:
    """Return the first who stay under the lines, and how many do."""
    found = ROWS.known(view)
    body = TABLE.linked(at, view, found, f"underperformers.csv?{_query(view, thresholds(view.choices))}")
    return Shown(_sentence(view, found), view.rows_query("influencer_id"), body)


CARD = Card("weak", "Who does not earn their payout?", "w12", _draw, _fill, table=TABLE)


def _query(view: View, lines: Thresholds) -> str:
    """Return the URL query of exactly the listed rows: the filters and the lines drawn."""
    drawn = urlencode({name: line for name, line in asdict(lines).items() if line is not None})
    return "&".join(part for part in (view.filters.to_query(), drawn) if part)


def _sentence(view: View, found: Frame) -> str:
    """Return how many stay under the lines, what went to them and what did not come back."""
    paid = payouts.paid_count(view.ledger, view.filters)
    if not paid:
        return "Nobody was paid in this selection."
    if found.is_empty():
        return f"Of {plural(paid, 'paid influencer')}, none stays under all these lines."
    stay = "stays" if found.height == 1 else "stay"
    spend = RUPEES.short(float(found["spend"].sum()))
    message = f"{found.height:,} of {plural(paid, 'paid influencer')} {stay} under these lines: paid {spend}"
    return f"{message}, {_shortfall(found)}."


def _shortfall(found: Frame) -> str:
    """Return by how much revenue falls short of what was paid, and for how many where not for all."""
    short = shortfall(found)
    if not short.people:
        return "and their revenue covers it"
    whose = "their revenue" if short.people == found.height else f"the revenue of {short.people:,} of them"
    return f"and {whose} falls {RUPEES.short(short.money)} short of it"
