"""Shows the newest orders of a profile, and leads to all of them in the Explorer."""

import datetime as dt
from collections.abc import Mapping

from dash import html
from dash.development.base_component import Component

from influencer_roi import queries
from influencer_roi.metrics.units import COUNT, RUPEES
from influencer_roi.model.precedence import WINDOW_DAYS
from influencer_roi.pages.influencer.lines import Cell, Line, Lines
from influencer_roi.queries import influencer_rows
from influencer_roi.ui.cards import Card, Shown
from influencer_roi.ui.leaves import Anchor
from influencer_roi.ui.markup import address, page_link
from influencer_roi.ui.menus import file_menu
from influencer_roi.ui.view import View
from influencer_roi.ui.words import NOTHING_HERE, plural, short_day

LAST = 6
TABLE = Lines(
    ("Day", "Product", "Campaign", "Orders", "Revenue", "To post of"), texts=3, size=LAST, named=(1, 2)
)
RULE = f"Credited to the last fitting post within {WINDOW_DAYS} days unless the order names one."


def _frame(at: Anchor) -> Component:
    foot = html.P([page_link(id=f"{at}-all"), html.Span(RULE, className="muted")], className="foot beside")
    return html.Div([TABLE.frame(at), html.Div(foot, id=f"{at}-foot")])


def _fill(view: View, at: Anchor) -> Shown:
    """Return the newest orders of a selection, and where all of them are."""
    rows, found, nothing = influencer_rows.newest_orders(view.ledger, view.filters, most=LAST)
    lines = _lines(view, rows)
    body = {
        **TABLE.regions(at, lines),
        f"{at}-all.children": f"All {plural(found, 'row')}" if found > 1 else "The row",
        f"{at}-all.href": address("/explorer", "table=orders", view.filters.to_query()),
        f"{at}-foot.hidden": not found,
    }
    say = _sentence(view, lines, found) if found else nothing or NOTHING_HERE
    return Shown(say, view.filters.to_query(), body)


CARD = Card("order", "Which orders came in?", "w7", _frame, _fill, menu=file_menu("orders"))


def _lines(view: View, rows: queries.Frame) -> list[Line]:
    """Return the newest orders as lines."""
    days = influencer_rows.days_of(view.ledger, rows)
    return [_line(view, row, days) for row in rows.to_dicts()]


def _line(view: View, row: Mapping[str, object], days: Mapping[str, dt.date]) -> Line:
    def number(name: str) -> float | None:
        value = row.get(name)
        return float(value) if isinstance(value, int | float) else None

    revenue = RUPEES.exact(number("revenue")).removesuffix(".00")
    ordered, posted = (
        short_day(date, year=view.ledger.as_of.year)
        for date in (row["date"], days.get(str(row.get("post_id"))))
    )
    texts = (str(row.get(name) or "") for name in ("product", "campaign"))
    return Line(
        (
            Cell(ordered),
            *(Cell(text) for text in texts),
            Cell(COUNT.short(number("orders"))),
            Cell(revenue),
            Cell(posted or "none", tone="" if posted else "muted"),
        )
    )


def _sentence(view: View, lines: list[Line], found: int) -> str:
    """Return how many orders there are and what they bring, and when the last came in."""
    sums = queries.totals(view.ledger, view.filters, metrics=("orders", "revenue"))
    orders = plural(round(sums["orders"] or 0), "order")
    several = "" if orders == plural(found, "order") else f" in {plural(found, 'row')}"
    last = lines[0].cells[0].text
    return view.of_revenue(
        f"{orders}{several}, {RUPEES.short(sums['revenue'])} together; the last on {last}."
    )
