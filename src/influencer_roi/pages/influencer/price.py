"""Shows what the next deal with a person may cost: where it breaks even, and what peers are paid."""

from dataclasses import dataclass, field

from dash import html
from dash.development.base_component import Component

from influencer_roi.metrics.units import COUNT, NOTHING, RUPEES, grouped, unsigned
from influencer_roi.pages.influencer.again import AGAIN, gate_of
from influencer_roi.pages.influencer.person import person_of
from influencer_roi.pages.influencer.strips import BLANK, STRIP, Strip, drawn
from influencer_roi.pages.verdict import margin_words
from influencer_roi.queries.evidence.other_basis import OTHER, OtherBasis, Refused, other_of
from influencer_roi.queries.negotiating import FEE, LEAST_PEERS, ORDER, PRICES, REACH, Deal, deal, of_person
from influencer_roi.ui.cards import Card, Shown
from influencer_roi.ui.leaves import Anchor, Leaves, Template
from influencer_roi.ui.regions import Regions
from influencer_roi.ui.view import View
from influencer_roi.ui.withheld import OF_PEOPLE
from influencer_roi.ui.words import NOT_FOR_VIEWERS, capital, people, plural

NEAR = 0.05
TITLES = {FEE: "Fee per post", ORDER: "Cost per order", REACH: "Cost per 1,000 reached"}
KNOWN_BY = {FEE: "paid per post", ORDER: "paid per order", REACH: "with reach"}
CAUTION = "Who is paid by order is not chance; creators may decline, and may post differently."


NO_OTHER = ("", "", "")


@dataclass(frozen=True)
class Offer:
    """What a card says of the next deal: two break-evens with what they are made of, and the foot.

    `other` is the price on the other basis: its title, the price, what it is of.
    """

    per_post: str = NOTHING
    post_made_of: str = ""
    per_order: str = NOTHING
    order_made_of: str = ""
    foot: str = ""
    locked: bool = False
    other: tuple[str, str, str] = NO_OTHER
    strips: dict[str, Strip] = field(default_factory=dict)


def _lead(leaf: Leaves[Offer]) -> Component:
    per_post = leaf("even-post", html.B(), children=lambda one: one.per_post)
    post_made_of = leaf("even-post-of", html.P(), children=lambda one: one.post_made_of)
    per_order = leaf("even-order", html.B(), children=lambda one: one.per_order)
    order_made_of = leaf("even-order-of", html.P(), children=lambda one: one.order_made_of)
    other = [
        leaf("other-title", html.P(), children=lambda one: one.other[0]),
        leaf("other", html.B(), children=lambda one: one.other[1]),
        leaf("other-of", html.P(), children=lambda one: one.other[2]),
    ]
    return html.Div(
        [
            html.Div([html.P("Break-even per post"), per_post, post_made_of]),
            html.Div([html.P("Break-even per order"), per_order, order_made_of]),
            leaf("other-part", html.Div(other), hidden=lambda one: not one.other[0]),
        ],
        className="lead",
    )


def _draw(leaf: Leaves[Offer]) -> list[Component]:
    key = html.P(
        [
            html.Span([html.I(className="now"), "this deal"]),
            html.Span([html.I(className="even"), "break-even"]),
            html.Span([html.I(className="half"), "half of the peers, middle one marked"]),
        ],
        className="marks",
    )
    return [
        _lead(leaf),
        leaf("key", html.Div(key), hidden=lambda one: one.locked),
        leaf(
            "locked",
            html.P(NOT_FOR_VIEWERS, className="withheld"),
            hidden=lambda one: not one.locked,
        ),
    ]


OFFER: Template[Offer] = Template(_draw)


def _frame(at: Anchor) -> Component:
    rows = [
        html.Li(STRIP.frame(at.below(key)), id=f"{at}-{key}-row", className="offer-row") for key in PRICES
    ]
    foot = html.P(id=f"{at}-foot", className="foot muted")
    parts = [*OFFER.frame(at), html.Ol(rows, className="offer-rows"), *AGAIN.frame(at), foot]
    return html.Div(parts, className="offer")


def _fill(view: View, at: Anchor) -> Shown:
    """Return where the next deal breaks even, and each price of this one beside that of peers."""
    person = person_of(view)
    known = deal(view.ledger, person, assumed=view.assumed) if person else None
    if person is None or known is None:
        return Shown("", "", _regions(view, at, Offer()))
    offer = Offer(
        per_post=RUPEES.short(known.even_post),
        post_made_of=_made_of(view, known.per_post, "no post with revenue so far"),
        per_order=RUPEES.short(known.even_order),
        order_made_of=_made_of(view, known.per_order, "no order so far", unit=" an order"),
        foot=_foot(known),
        locked=not known.prices,
        strips={key: _strip(known, key) for key in known.prices},
        other=other_words(other_of(view.ledger, person)),
    )
    query = f"by=month&{of_person(person).to_query()}"
    return Shown(view.of_revenue(_sentence(view, known)), query, _regions(view, at, offer))


CARD = Card("deal", "What may the next deal cost?", "w7", _frame, _fill)


def _regions(view: View, at: Anchor, offer: Offer) -> Regions:
    found = {**OFFER.regions(at, offer), f"{at}-foot.children": offer.foot}
    found |= AGAIN.regions(at, gate_of(view.ledger))
    for key in PRICES:
        found[f"{at}-{key}-row.hidden"] = key not in offer.strips
        found |= STRIP.regions(at.below(key), offer.strips.get(key, BLANK))
    return found


def other_words(found: OtherBasis | Refused | None) -> tuple[str, str, str]:
    """Return the title of the price on the other basis, that price, and what it is of; none without one."""
    if found is None:
        return NO_OTHER
    other = OTHER[found.basis]
    title = f"At peers' price per {other}"
    if isinstance(found, Refused):
        few = f"{people(found.peers)} paid so: {LEAST_PEERS} are needed, {found.more} more"
        return title, NOTHING, few
    if not found.deals:
        return title, NOTHING, f"no {other} so far"
    low, high = RUPEES.short(found.low), unsigned(RUPEES.short(found.high))
    units = plural(round(found.units), other)
    made_of = f"for the {units} that cost {RUPEES.short(found.paid)}"
    return title, f"{low} – {high}", made_of


def _made_of(view: View, amount: float | None, nothing: str, *, unit: str = "") -> str:
    """Return "₹17,421 × 45 % margin"."""
    return nothing if amount is None else f"{RUPEES.short(amount)}{unit} × {margin_words(view)}"


def _strip(known: Deal, key: str) -> Strip:
    price = known.prices[key]
    title = "Cost per post" if key == FEE and known.words != ("post",) else TITLES[key]
    return drawn(price, title=title, sub=_peers_words(known, key))


def _peers_words(known: Deal, key: str) -> str:
    """Return "8 macro peers paid per post"; of too few, how many there are."""
    price = known.prices[key]
    if price.peers is None:
        return f"{plural(price.known, 'peer')} {KNOWN_BY[key]}: too few" if price.known else "no peers"
    shared = {"platform": known.platform, "tier": known.tier.lower()}
    words = " ".join(shared[name] for name in price.peers.level)
    return f"{price.peers.count} {words} peers {KNOWN_BY[key]}".replace("  ", " ")


def _sentence(view: View, known: Deal) -> str:
    """Return what a post brought on average, and how the fee compares with what it earned back."""
    return f"{_brought(view, known)} {_compared(view, known)}".strip()


def _brought(view: View, known: Deal) -> str:
    posts, orders = round(known.posts), round(known.orders)
    if posts < 1 and orders < 1:
        return "Neither a post nor an order so far: there is nothing to work out a price from."
    if posts < 1 or known.per_post is None:
        return f"No post so far; {plural(orders, 'order')} brought {RUPEES.short(known.per_order)} each."
    year = "" if known.first is None or known.first.year == view.ledger.as_of.year else f" {known.first:%Y}"
    since = "" if known.first is None else f" since {known.first:%B}{year}"
    each = f"{RUPEES.short(known.per_post)} and {COUNT.short(known.orders / known.posts)} orders"
    if posts == 1:
        return f"The one post{since} brought {each}."
    return f"Over {plural(posts, 'post')}{since} a post brought {each} on average."


def _compared(view: View, known: Deal) -> str:
    """Return "The agreed fee is 3.1 times what a post has earned back."."""
    if not view.ledger.audience.sees_payouts:
        return OF_PEOPLE
    if not known.paid:
        return "No payout is recorded here."
    per_order = known.words == ("order",)
    price = known.prices[ORDER if per_order else FEE]
    if price.now is None or price.even is None:
        return ""
    cost, unit = ("The cost of an order", "an order") if per_order else (_fee_words(known), "a post")
    return _times_words(price.now, price.even, cost, unit)


def _fee_words(known: Deal) -> str:
    agreed = known.words == ("post",) and known.rate is not None
    return "The agreed fee" if agreed else "The cost of a post"


def _times_words(now: float, even: float, cost: str, unit: str) -> str:
    """Return how many times what a unit earned back it costs, or the other way round."""
    if even <= 0:
        return f"{capital(unit)} has earned nothing back."
    if abs(now / even - 1) < NEAR:
        return f"{cost} is about what {unit} has earned back."
    if now > even:
        return f"{cost} is {grouped(now / even, 1)} times what {unit} has earned back."
    return f"{capital(unit)} has earned back {grouped(even / now, 1)} times what it costs."


def _foot(known: Deal) -> str:
    """Return who peers are, and what they do not say."""
    found = [price.peers for price in known.prices.values() if price.peers]
    if not known.prices:
        return ""
    if not found:
        return f"Peers are paid people but this one; with fewer than {LEAST_PEERS} nothing is said of them."
    if all(not peers.level for peers in found):
        few = f"fewer than {LEAST_PEERS} share the platform or the tier"
        return f"Peers: all paid people but this one; {few}. {CAUTION}"
    nearest = f"of the same platform and tier where there are {LEAST_PEERS}, else of the tier, else all"
    return f"Peers: paid people but this one, {nearest}. {CAUTION}"
