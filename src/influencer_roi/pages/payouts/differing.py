"""Names the agreements whose payout is not rate × units, those furthest from it first."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from influencer_roi.metrics.units import COUNT, RUPEES
from influencer_roi.pages.payouts import file
from influencer_roi.queries import payouts
from influencer_roi.ui.cards import Card, Shown
from influencer_roi.ui.leaves import Anchor, Leaves, Slots, Template
from influencer_roi.ui.markup import page_link
from influencer_roi.ui.tables import profiles
from influencer_roi.ui.view import View
from influencer_roi.ui.words import plural

MOST = 4


@dataclass(frozen=True)
class Differing:
    """An agreement: whose it is and where their profile is, how far from agreed, why."""

    who: str = ""
    href: str = ""
    apart: str = ""
    why: str = ""


def _draw(leaf: Leaves[Differing]) -> list[Component | str]:
    name = leaf("who", page_link(), children=lambda one: one.who, href=lambda one: one.href)
    apart = leaf("apart", html.B(className="n"), children=lambda one: one.apart)
    why = leaf("why", html.P(), children=lambda one: one.why)
    return [html.Div([name, apart]), why]


SLOTS = Slots(Template(_draw), Differing(), MOST)


def _frame(at: Anchor) -> Component:
    foot = html.P(html.A(id=f"{at}-csv"), className="foot")
    return html.Div([html.Ul(SLOTS.frame(at), className="insights differing"), foot])


def _fill(view: View, at: Anchor) -> Shown:
    """Return the agreements furthest from rate × units, and a link to all of them."""
    rows = payouts.agreed_with(view.ledger, view.filters)
    apart = rows.filter(~rows["agrees"].fill_null(value=True)).head(MOST)
    leads = profiles(view)
    found = [
        Differing(row["name"], leads(row) or "", _signed(row["difference"]), " ".join(_why(row)))
        for row in apart.to_dicts()
    ]
    body = {
        **SLOTS.regions(at, found),
        f"{at}-csv.children": f"{plural(rows.height, 'agreement')} as CSV",
        f"{at}-csv.href": f"/download/agreements.csv?{view.filters.to_query()}",
        f"{at}-csv.hidden": rows.is_empty(),
    }
    return Shown(file.sentence(view, rows), view.rows_query("influencer_id"), body)


CARD = Card("differing", "Is each payout what was agreed?", "w4", _frame, _fill)


def _signed(amount: float) -> str:
    return f"{'+' if amount > 0 else ''}{_rupees(amount)}"


def _rupees(amount: float | None) -> str:
    return RUPEES.exact(amount).removesuffix(".00")


def _why(row: Mapping[str, float | None]) -> Iterator[str]:
    """Yield what was stated beside what the rate gives, and how many orders the file states instead."""
    rate, expected, stated = (_rupees(row[name]) for name in ("rate", "expected", "stated"))
    yield f"Stated {stated}; {rate} {str(row['basis']).lower()} × {COUNT.exact(row['units'])} is {expected}."
    count = row["orders_stated"]
    if count is not None and "order" in str(row["basis"]).lower() and abs(count - (row["units"] or 0)) >= 1:
        yield f"The file states {plural(round(count), 'order')}."
