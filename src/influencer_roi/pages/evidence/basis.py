"""Shows what deals would have cost on the other basis, at what peers are paid for an order or a post."""

from collections.abc import Sequence
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from influencer_roi.metrics.units import COUNT, RUPEES, unsigned
from influencer_roi.pages.influencer.price import CAUTION
from influencer_roi.queries.evidence.other_basis import OTHER, UNITS, OtherBasis, Refused, other_basis
from influencer_roi.queries.negotiating import LEAST_PEERS, PER_ORDER, PER_POST
from influencer_roi.ui.cards import Card, Shown
from influencer_roi.ui.leaves import Anchor, Leaves, Template
from influencer_roi.ui.markup import share
from influencer_roi.ui.regions import Regions
from influencer_roi.ui.view import View
from influencer_roi.ui.words import people, plural

HUES = {PER_POST: "var(--hue-6)", PER_ORDER: "var(--hue-4)"}
BASES = (PER_POST, PER_ORDER)
NOBODY = "Nobody here is paid per post or per order alone."
LEVEL_WORDS = {("platform", "tier"): "of the same platform and tier", ("tier",): "of the tier", (): "of all"}


@dataclass(frozen=True)
class Pair:
    """What deals of a basis were paid and would have cost: title, words and bars of both, 0 to 1."""

    title: str = ""
    paid: str = ""
    paid_bar: float = 0.0
    other: str = ""
    other_name: str = ""
    other_bar: tuple[float, float] = (0.0, 0.0)
    hues: tuple[str, str] = ("transparent", "transparent")
    refused: str = ""


def _pair(leaf: Leaves[Pair]) -> list[Component]:
    title = leaf("title", html.H3(), children=lambda one: one.title)
    bars = [
        html.Span("paid"),
        html.Span(
            leaf("paid", html.I(), style=lambda one: _bar(0.0, one.paid_bar, one.hues[0])), className="bar"
        ),
        leaf("paid-words", html.Span(className="n"), children=lambda one: one.paid),
        leaf("other-name", html.Span(), children=lambda one: one.other_name),
        html.Span(
            [
                leaf("other", html.I(), style=lambda one: _bar(0.0, one.other_bar[0], one.hues[1])),
                leaf("band", html.I(className="band"), style=lambda one: _bar(*one.other_bar, one.hues[1])),
            ],
            className="bar",
        ),
        leaf("other-words", html.Span(className="n"), children=lambda one: one.other),
    ]
    rows = leaf("rows", html.Div(bars, className="bases"), hidden=lambda one: bool(one.refused))
    refused = leaf(
        "refused",
        html.P(className="muted"),
        children=lambda one: one.refused,
        hidden=lambda one: not one.refused,
    )
    return [title, rows, refused]


PAIR: Template[Pair] = Template(_pair)


def frame(at: Anchor) -> Component:
    """Return the two pairs of bars and the foot, empty."""
    pairs = [html.Div(PAIR.frame(at.below(basis)), id=f"{at}-{basis}-pair") for basis in BASES]
    return html.Div([*pairs, html.P(id=f"{at}-foot", className="foot muted")])


def fill(view: View, at: Anchor) -> Shown:
    """Return what deals were paid and would have cost; of viewers, why that is not shown."""
    found = {one.basis: one for one in other_basis(view.ledger, view.filters)}
    top = max((_largest(one) for one in found.values()), default=0.0) or 1.0
    body: Regions = {f"{at}-foot.children": foot([*found.values()])}
    for basis in BASES:
        one = found.get(basis)
        body[f"{at}-{basis}-pair.hidden"] = one is None
        body |= PAIR.regions(at.below(basis), Pair() if one is None else _shown(one, top))
    say = view.of_payouts(sentence([*found.values()]))
    return Shown(say, view.rows_query("influencer_id"), body)


CARD = Card("basis", "What would the other basis have cost?", "w4", frame, fill)


def sentence(found: Sequence[OtherBasis | Refused]) -> str:
    """Return what the orders of per-post deals would have cost, or else the posts of per-order deals."""
    priced = [one for one in found if isinstance(one, OtherBasis)]
    if not found:
        return NOBODY
    if not priced:
        return "There are too few peers on the other basis to say what a deal would cost."
    one = priced[0]
    unit = UNITS[OTHER[one.basis]]
    return (
        f"Whole life. At what peers are paid per {OTHER[one.basis]}, these {COUNT.short(round(one.units))} "
        f"{unit} would have cost {cost_words(one)} instead of {RUPEES.short(one.paid)}."
    )


def cost_words(one: OtherBasis) -> str:
    """Return "about ₹1.84 L to 3.41 L, ₹2.71 L in the middle,"; the band alone where no middle is told."""
    band = f"about {RUPEES.short(one.low)} to {unsigned(RUPEES.short(one.high))}"
    middle = None if one.middle is None else RUPEES.short(one.middle)
    apart = middle not in (None, RUPEES.short(one.low), RUPEES.short(one.high))
    return f"{band}, {middle} in the middle," if apart else band


def foot(found: Sequence[OtherBasis | Refused]) -> str:
    """Return whose peers priced how many deals, and what peers do not say."""
    levels: dict[tuple[str, ...], int] = {}
    for one in found:
        for level, deals in one.levels.items() if isinstance(one, OtherBasis) else ():
            levels[level] = levels.get(level, 0) + deals
    if not levels:
        return ""
    parts = [f"{LEVEL_WORDS[level]} for {plural(deals, 'deal')}" for level, deals in levels.items()]
    unpriced = sum(one.unpriced for one in found if isinstance(one, OtherBasis))
    left = f" {plural(unpriced, 'deal')} without a post or an order cannot be priced." if unpriced else ""
    return f"Peers {', '.join(parts)}.{left} {CAUTION}"


def refused_words(one: Refused) -> str:
    """Return how many peers there are, and how many more are needed."""
    peers = f"{people(one.peers)} paid per {OTHER[one.basis]}"
    return f"{peers}: {LEAST_PEERS} are needed, {one.more} more."


def _shown(one: OtherBasis | Refused, top: float) -> Pair:
    title = f"{plural(one.deals, 'deal')} per {one.basis}"
    if isinstance(one, Refused):
        return Pair(title=title, refused=refused_words(one))
    other = OTHER[one.basis]
    return Pair(
        title,
        RUPEES.short(one.paid),
        one.paid / top,
        f"{RUPEES.short(one.low)} – {unsigned(RUPEES.short(one.high))}",
        f"per {other}",
        (one.low / top, one.high / top),
        (HUES[one.basis], HUES[other]),
    )


def _largest(one: OtherBasis | Refused) -> float:
    return max(one.paid, one.high) if isinstance(one, OtherBasis) else 0.0


def _bar(start: float, end: float, colour: str) -> dict[str, str]:
    return {"left": share(start), "width": share(end - start), "background": colour}
