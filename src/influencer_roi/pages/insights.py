"""Says what deserves a look in a selection: a claim, its figures, and a link to exactly those rows."""

from collections.abc import Iterator
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from influencer_roi import queries
from influencer_roi.ledger.entries import Ledger
from influencer_roi.metrics.units import RUPEES, TIMES, grouped
from influencer_roi.model.dimensions import WEEKDAYS
from influencer_roi.model.names import NO_CAMPAIGN, NO_PAYOUT
from influencer_roi.pages.beside import Beside, compared_whole, named
from influencer_roi.pages.verdict import even_words
from influencer_roi.pages.view import head_totals, reaching
from influencer_roi.queries import findings, overview, weekdays
from influencer_roi.queries.people import names_of_people
from influencer_roi.queries.unpaid import unpaid
from influencer_roi.ui.cards import Block
from influencer_roi.ui.components import panel
from influencer_roi.ui.leaves import Anchor, Leaves, Slots, Template
from influencer_roi.ui.markup import address, page_link, profile_address
from influencer_roi.ui.regions import Regions
from influencer_roi.ui.view import View
from influencer_roi.ui.words import people, percent, plural

NAMED_IN_LINK = 50
SHARE_OF_NEWS = 0.02


@dataclass(frozen=True)
class Insight:
    """A claim, its figures, a link to the rows they are of, and the rupees it is about."""

    claim: str
    figures: str
    link: str = ""
    href: str = ""
    rupees: float = 0.0


def insights(size: int) -> Block:
    """Return the card of insights: so many at most, the largest sum first."""
    slots = Slots(Template(_item), Insight("", ""), size)

    def frame(page: str, _: Ledger) -> Component:
        at = Anchor(page, f"{page}-insight")
        parts = [
            html.P(id=f"{at}-say", className="say"),
            html.Ul(slots.frame(at), className="insights"),
            html.P("Nothing stands out here.", id=f"{at}-none", className="empty"),
        ]
        return panel("What deserves a look?", parts, width="w5")

    def regions(view: View) -> Regions:
        at, found = Anchor(view.page, f"{view.page}-insight"), insights_of(view)[:size]
        return {
            f"{at}-say.children": f"Found in the rows of {named(view)}, largest sum first.",
            f"{at}-none.hidden": bool(found),
            **slots.regions(at, found),
        }

    return Block(frame, regions)


def _item(leaf: Leaves[Insight]) -> list[Component | str]:
    link = leaf(
        "link",
        page_link(className="nw"),
        hidden=lambda one: not one.link,
        children=lambda one: f"{one.link} →",
        href=lambda one: one.href,
    )
    claim = leaf("claim", html.B(), children=lambda one: one.claim)
    figures = leaf("text", html.Span(), children=lambda one: one.figures)
    return [claim, html.P([figures, " ", link])]


def insights_of(view: View) -> list[Insight]:
    """Return the insights of a selection, the largest sum first."""
    before = compared_whole(view)
    found = (
        *_unpaid(view, before),
        *_shift(view, before),
        *_deals(view),
        *_sold_nothing(view),
        *_outside(view),
        *_silent(view),
        *_newcomers(view, before),
        *_weekday(view),
    )
    return sorted(found, key=lambda one: -round(one.rupees, 2))  # a paisa is no order


def _unpaid(view: View, other: Beside | None) -> Iterator[Insight]:
    """Yield who sold without a payout on file."""
    found = unpaid(view.ledger, view.filters)
    total = head_totals(view, view.filters)["revenue"]
    if found is None or not total:
        return
    share = f"{percent(found.revenue, total)} of {named(view)}'s revenue"
    if other is not None:
        before = unpaid(view.ledger, other.filters)
        then = head_totals(view, other.filters)["revenue"]
        if before is not None and then:
            share += f", {percent(before.revenue, then)} of {other.name}'s"
    only = view.filters.choosing(basis=(NO_PAYOUT,))
    verb = "payout" if found.people == 1 else "payouts"
    rows = address("/explorer", only.to_query(), "table=influencers")
    who, link, href = _who(view, found.alone, people(found.people), rows)
    yield Insight(
        f"{who} sold {RUPEES.short(found.revenue)} and nobody paid",
        f"{share}, and no {verb} on file.",
        link,
        href,
        found.revenue,
    )


def _shift(view: View, other: Beside | None) -> Iterator[Insight]:
    """Yield the platform that returns least, where spend moved to it."""
    found = findings.shift(view.ledger, view.filters, other.filters, by="platform") if other else None
    if found is None or other is None:
        return
    yield Insight(
        f"Money moved to {found.value}, the weakest platform",
        f"{percent(found.now, 1)} of the spend against {percent(found.then, 1)} in {other.name}, at ROAS "
        f"{TIMES.short(found.roas)}. At {other.name}'s returns the mix costs {RUPEES.short(found.cost)}.",
        "What moved, by platform",
        address("/", view.filters.to_query(), "moved=platform"),
        found.cost,
    )


def _deals(view: View) -> Iterator[Insight]:
    """Yield the money in per-post deals that lose it, beside what both kinds of deals return."""
    deals = overview.deals(view.ledger, view.filters, view.assumed)
    if deals is None or deals.losing is None:
        return
    per_post, per_order = TIMES.short(deals.per_post), TIMES.short(deals.per_order)
    yield Insight(
        f"{RUPEES.short(deals.losing)} sits in per-post deals below {even_words(view)}",
        f"Per-post deals return {per_post}, per-order deals {per_order}.",
        "See the per-post deals",
        address("/", view.filters.choosing(basis=(overview.PER_POST,)).to_query()),
        deals.losing,
    )


def _sold_nothing(view: View) -> Iterator[Insight]:
    """Yield who was paid and sold nothing."""
    idle = overview.idle(view.ledger, view.filters, view.assumed)
    if not idle.height:
        return
    spend = float(idle["spend"].sum())
    few = idle.height <= NAMED_IN_LINK
    ids = tuple(queries.ranked(idle, rank_by="spend")["influencer_id"]) if few else ()
    only = view.filters.choosing(influencer_id=ids) if few else view.filters
    alone, page = ids[0] if len(ids) == 1 else "", address("/influencers", only.to_query())
    who, link, href = _who(view, alone, plural(idle.height, "influencer"), page)
    yield Insight(
        f"{who} {'was' if idle.height == 1 else 'were'} paid {RUPEES.short(spend)} and sold nothing",
        f"Not one tracked order in {named(view)}.",
        link if few else "",
        href,
        spend,
    )


def _outside(view: View) -> Iterator[Insight]:
    """Yield spend on posts outside any campaign that brought no order."""
    spend = findings.unsold_outside(view.ledger, view.filters)
    if spend <= 0:
        return
    only = view.filters.choosing(campaign=(NO_CAMPAIGN,))
    yield Insight(
        "Posts outside any campaign brought no order",
        f"{RUPEES.short(spend)} in {named(view)}.",
        "See the posts",
        address("/content", only.to_query()),
        spend,
    )


def _silent(view: View) -> Iterator[Insight]:
    """Yield the campaigns that had spend and no order."""
    silent = findings.unsold_campaigns(view.ledger, view.filters)
    if not silent:
        return
    spend, few = sum(silent.values()), len(silent) <= NAMED_IN_LINK
    only = view.filters.choosing(campaign=tuple(silent)) if few else view.filters
    yield Insight(
        f"{plural(len(silent), 'campaign')} had spend and no order",
        f"{RUPEES.short(spend)} on posts billed to them in {named(view)}.",
        "See the campaigns" if few else "",
        address("/campaigns", only.to_query()),
        spend,
    )


def _newcomers(view: View, other: Beside | None) -> Iterator[Insight]:
    """Yield that new customers became fewer, or more, in number and among those who order alike."""
    now = findings.newcomers(view.ledger, view.filters, view.assumed)
    then = findings.newcomers(view.ledger, other.filters, view.assumed) if other else None
    if now is None or then is None or other is None:
        return
    shares = now[0] / now[1], then[0] / then[1]
    both_ways = (shares[0] - shares[1]) * (round(now[0]) - round(then[0]))
    if abs(shares[0] - shares[1]) < SHARE_OF_NEWS or both_ways <= 0:
        return
    yield Insight(
        f"{'More' if shares[0] > shares[1] else 'Fewer'} new customers",
        f"{percent(shares[0], 1)} of orders, {percent(shares[1], 1)} in {other.name}: "
        f"{people(round(now[0]))} against {grouped(round(then[0]))}.",
    )


def _weekday(view: View) -> Iterator[Insight]:
    """Yield the weekday whose posts reach more people than the average post, clearly and not by chance."""
    rows = weekdays.weekdays(view.ledger, view.filters, metrics=("reach", "posts"))
    leader = weekdays.leading_weekday(rows, of="reach_per_post")
    if leader is None or rows.height < len(WEEKDAYS):
        return
    if weekdays.stands_out(view.ledger, view.filters, leader, of="reach_per_post"):
        yield Insight(f"{leader.weekday} posts reach more people", f"{reaching(leader)}.")


def _who(view: View, alone: str, counted: str, several: str) -> tuple[str, str, str]:
    """Return one person by name, several counted, and in words and address a link to who they are."""
    if not alone:
        return counted, "See who", several
    name, _ = names_of_people(view.ledger).get(alone, (alone, ""))
    query = view.filters.without(["influencer_id"]).to_query()
    return name, "See the profile", profile_address(alone, query)
