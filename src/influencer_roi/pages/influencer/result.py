"""Says in one sentence how a person did, and in a second what a post and an order may cost."""

import math

from influencer_roi import queries
from influencer_roi.metrics.units import RUPEES
from influencer_roi.pages.beside import named, part_words
from influencer_roi.pages.influencer.facts import names_of
from influencer_roi.pages.influencer.person import person_of
from influencer_roi.pages.verdict import Verdict
from influencer_roi.queries.negotiating import ORDER, REACH, Deal, Price, deal
from influencer_roi.ui.view import NO_REVENUE, View
from influencer_roi.ui.withheld import selection_words
from influencer_roi.ui.words import NOTHING_HERE, capital, plural

ASK = "Choose one with the Influencer filter, or by name in the table of all influencers."
ASKED = ("revenue", "spend", "profit", "posts", "orders")
PAISA = 0.005
_DEALS: dict[tuple[str, ...], tuple[str, str]] = {
    ("post",): ("posts", "post"),
    ("order",): ("orders", "order"),
}


def judged(view: View) -> Verdict:
    """Return the verdict on a person; of several, who they are and how to choose one."""
    one = person_of(view)
    known = deal(view.ledger, one, assumed=view.assumed) if one else None
    if known is None:
        return Verdict(names_of(view), f"These figures are their sum. {ASK}")
    if "revenue" in view.ledger.unmeasured:
        return Verdict(NO_REVENUE)
    if queries.is_empty(view.ledger, view.filters):
        return Verdict(NOTHING_HERE, even_words(known))
    below = selection_words(view.ledger, view.filters) or even_words(known)
    return Verdict(f"{capital(_result(view, known))}.", f"{below} {part_words(view)}".strip())


def _result(view: View, known: Deal) -> str:
    """Return "July cost ₹60,306 more than it earned: 4 posts at ₹24,340 against ₹37,054 of margin"."""
    now = queries.totals(view.ledger, view.filters, metrics=ASKED, assumed=view.assumed)
    who, revenue, spend, profit = named(view), now["revenue"] or 0.0, now["spend"], now["profit"]
    if spend is None or profit is None:
        return f"{who} earned {RUPEES.short(revenue)} with {plural(round(now['orders'] or 0.0), 'order')}"
    margin = f"{RUPEES.short(revenue * view.assumed.margin)} of margin"
    if spend <= 0:
        return f"{who} brought {margin}, and nothing was spent on it"
    paid = _paid_words(known, now, spend)
    if abs(profit) < PAISA:
        return f"{who} broke even: {paid} against {margin}"
    if profit < 0:
        return f"{who} cost {RUPEES.short(-profit)} more than it earned: {paid} against {margin}"
    return f"{who} earned {RUPEES.short(profit)} more than it cost: {margin} against {paid}"


def _paid_words(known: Deal, now: queries.Totals, spend: float) -> str:
    """Return "4 posts at ₹24,340" where that is what was spent, else "₹97,360 of spend"."""
    units, word = _DEALS.get(known.words, ("", ""))
    count = round(now[units] or 0.0) if units else 0
    if count and known.rate is not None and math.isclose(count * known.rate, spend, abs_tol=PAISA):
        return f"{plural(count, word)} at {RUPEES.short(known.rate)}"
    return f"{RUPEES.short(spend)} of spend"


def even_words(known: Deal) -> str:
    """Return "Reach is cheap here, orders are dear: over all 24 posts ₹7,840 a post … would break even."."""
    priced = ((known.even_post, "a post"), (known.even_order, "an order"))
    evens = [f"{RUPEES.short(price)} {unit}" for price, unit in priced if price is not None and price > 0]
    if not evens:
        return ""
    posts = round(known.posts)
    over = f"over all {plural(posts, 'post')}" if posts > 1 else "over the whole life of the deal"
    words = f"{over} {' or '.join(evens)} would break even."
    beside = _beside_peers(known)
    return f"{beside}: {words}" if beside else capital(words)


def _beside_peers(known: Deal) -> str:
    """Return "Reach is cheap here, orders are dear", as far as peers tell."""
    reach, orders = (_standing(known.prices.get(key)) for key in (REACH, ORDER))
    if not reach or not orders:
        return f"Reach is {reach} here" if reach else f"Orders are {orders} here" if orders else ""
    if reach == orders:
        return f"Reach and orders are {reach} here"
    return f"Reach is {reach} here, orders are {orders}"


def _standing(price: Price | None) -> str:
    """Return whether a price is "cheap" or "dear" beside half of the peers; "" where it is neither."""
    if price is None or price.now is None or price.peers is None:
        return ""
    return "cheap" if price.now < price.peers.low else "dear" if price.now > price.peers.high else ""
