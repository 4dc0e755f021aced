"""Finds what deserves a look in a selection, and says it in a sentence with a link."""

from collections.abc import Iterator
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.metrics.units import RUPEES, TIMES
from influencer_roi.model.dimensions import WEEKDAYS
from influencer_roi.pages.view import reaching
from influencer_roi.queries import overview, weekdays
from influencer_roi.ui.cards import Block
from influencer_roi.ui.components import panel
from influencer_roi.ui.leaves import Anchor, Leaves, Slots, Template
from influencer_roi.ui.markup import address, page_link
from influencer_roi.ui.regions import Regions
from influencer_roi.ui.view import View
from influencer_roi.ui.words import plural

NAMED_IN_LINK = 50


@dataclass(frozen=True)
class Insight:
    """A sentence worth reading, and the link that shows what is behind it."""

    text: str
    link: str = ""
    href: str = ""


def insights(size: int) -> Block:
    """Return the card of insights: so many sentences at most, each with a link to what is behind it."""
    slots = Slots(Template(_item), Insight(""), size)

    def frame(page: str, _: Ledger) -> Component:
        at = Anchor(page, f"{page}-insight")
        parts = [
            html.P("Computed from this selection.", className="say"),
            html.Ul(slots.frame(at), className="insights"),
            html.P("Nothing stands out here.", id=f"{at}-none", className="empty"),
        ]
        return panel("What deserves a look?", parts, width="w6")

    def regions(view: View) -> Regions:
        at, found = Anchor(view.page, f"{view.page}-insight"), insights_of(view)
        return {f"{at}-none.hidden": bool(found), **slots.regions(at, found)}

    return Block(frame, regions)


def _item(leaf: Leaves[Insight]) -> list[Component | str]:
    link = leaf(
        "link",
        page_link(),
        hidden=lambda insight: not insight.link,
        children=lambda insight: insight.link,
        href=lambda insight: insight.href,
    )
    return [leaf("text", html.Span(), children=lambda insight: insight.text), " ", link]


def insights_of(view: View) -> list[Insight]:
    """Return the insights of a selection, the ones about most money first."""
    return [*_deals(view), *_sold_nothing(view), *_weekday(view)]


def _deals(view: View) -> Iterator[Insight]:
    """Yield how per-post and per-order deals compare, and the money in per-post deals that lose it."""
    deals = overview.deals(view.ledger, view.filters)
    if deals is None:
        return
    per_post, per_order = TIMES.short(deals.per_post), TIMES.short(deals.per_order)
    text = f"Per-post deals return {per_post}, per-order deals {per_order}"
    if deals.losing is not None:
        text += f": {RUPEES.short(deals.losing)} sits in per-post deals below 1×"
    yield Insight(f"{text}.", "See them", _link(view.filters.choosing(basis=(overview.PER_POST,))))


def _sold_nothing(view: View) -> Iterator[Insight]:
    """Yield who was paid and sold nothing."""
    idle = overview.idle(view.ledger, view.filters)
    count, spend = idle.height, RUPEES.short(float(idle["spend"].sum()))
    if not count:
        return
    were = "was" if count == 1 else "were"
    text = f"{plural(count, 'influencer')} {were} paid {spend} and sold nothing here."
    if count > NAMED_IN_LINK:
        yield Insight(text)
        return
    yield Insight(text, "Review", _link(view.filters.choosing(influencer_id=tuple(idle["influencer_id"]))))


def _weekday(view: View) -> Iterator[Insight]:
    """Yield the weekday whose posts reach more people than the average post, clearly and not by chance."""
    rows = weekdays.weekdays(view.ledger, view.filters, metrics=("reach", "posts"))
    leader = weekdays.leading_weekday(rows, of="reach_per_post")
    if leader is None or rows.height < len(WEEKDAYS):
        return
    if weekdays.stands_out(view.ledger, view.filters, leader, of="reach_per_post"):
        yield Insight(f"{reaching(leader)}.")


def _link(filters: Filters) -> str:
    return address("/", filters.to_query())
