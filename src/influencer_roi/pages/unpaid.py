"""Says beside ROAS what it is without the revenue of people nobody paid."""

from dash.development.base_component import Component

from influencer_roi.metrics.units import RUPEES, TIMES
from influencer_roi.queries.unpaid import Unpaid, paid_only, unpaid
from influencer_roi.ui.markup import page_link
from influencer_roi.ui.regions import Regions
from influencer_roi.ui.view import View
from influencer_roi.ui.words import people

NAME = "roas-unpaid"


def unpaid_frame(page: str) -> Component:
    """Return the frame of the sentence: a link to the same page without those people."""
    return page_link(id=f"{page}-{NAME}", className="beside")


def unpaid_regions(view: View) -> Regions:
    """Return "2.03× without the ₹7.5 L of 2 people nobody paid"; hidden where nobody unpaid earned."""
    base, found = f"{view.page}-{NAME}", unpaid(view.ledger, view.filters)
    return {
        f"{base}.children": _sentence(found) if found else "",
        f"{base}.hidden": found is None,
        f"{base}.href": f"?{paid_only(view.ledger, view.filters).to_query()}",
    }


def _sentence(found: Unpaid) -> str:
    amount = RUPEES.short(found.revenue)
    return f"{TIMES.short(found.roas_without)} without the {amount} of {people(found.people)} nobody paid"
