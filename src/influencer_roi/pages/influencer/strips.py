"""Draws one price of a deal on a line: the half of the peers, where it breaks even, where it is now."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from influencer_roi.metrics.units import RUPEES, unsigned
from influencer_roi.queries.negotiating import Price
from influencer_roi.ui.leaves import Leaves, Template

ROOM = 1.03
A_LETTER = 2.3  # per cent of the line
APART = 2.0
WHOLE_FROM = 10.0
Place = float | None


@dataclass(frozen=True)
class Strip:
    """One price: its title, whose peers there are, places on the line in per cent (None is none), words.

    `label_at` is "left" where the words of the price begin at its dot, "right" where they end there, "above"
    where there is no room below. `result` says how far it is from break-even, or from the peers.
    """

    title: str = ""
    sub: str = ""
    low: Place = None
    middle: Place = None
    high: Place = None
    even: Place = None
    now: Place = None
    peers_words: str = ""
    now_words: str = ""
    label_at: str = "left"
    result: str = ""
    result_words: str = ""
    tone: str = ""
    alt: str = ""


BLANK = Strip()


def drawn(price: Price, *, title: str, sub: str) -> Strip:
    """Return a price as it is drawn, on a line that begins at 0."""
    peers = price.peers
    amounts = (price.now, price.even, peers.high if peers else None)
    top = max((amount for amount in amounts if amount is not None), default=0.0) * ROOM

    def place(amount: float | None) -> Place:
        return None if amount is None or top <= 0 else min(100.0, max(0.0, amount / top * 100))

    low, middle, high = (
        place(one) for one in ((peers.low, peers.middle, peers.high) if peers else (None,) * 3)
    )
    words = f"{rupees(peers.low)} – {unsigned(rupees(peers.high))}" if peers else ""
    now_words = "" if price.now is None else rupees(price.now)
    result, result_words, tone = _result(price)
    return Strip(
        title,
        sub,
        low,
        middle,
        high,
        place(price.even),
        place(price.now),
        words,
        now_words,
        _label_at(place(price.now), now_words, begins(low, words), words),
        result,
        result_words,
        tone,
        _alt(price, title),
    )


def rupees(amount: float | None) -> str:
    """Return an amount in whole rupees from ten on: a paisa is no part of a price."""
    few = amount is None or abs(amount) < WHOLE_FROM
    return RUPEES.short(amount if few or amount is None else float(math.floor(amount + 0.5)))


def _result(price: Price) -> tuple[str, str, str]:
    """Return how far a price is from break-even, or from the half of its peers, and whether that is good."""
    now, even, peers = price.now, price.even, price.peers
    if now is None:
        return "", "no price so far", ""
    if even is not None:
        above = now > even
        words = "above break-even" if above else "below break-even"
        return rupees(abs(now - even)), words, "bad" if above else "good"
    if peers is None:
        return "", "", ""
    if now < peers.low:
        return rupees(peers.low - now), "under most peers", "good"
    if now > peers.high:
        return rupees(now - peers.high), "over most peers", "bad"
    return "", "like most peers", ""


def begins(low: Place, words: str) -> Place:
    """Return where the words of the peers begin: under their lower end, or as far before as they need."""
    return None if low is None else max(0.0, min(low, 100 - len(words) * A_LETTER))


def _label_at(now: Place, words: str, low: Place, beside: str) -> str:
    """Return where the words of the price keep clear of the peers' and inside the line."""
    if now is None:
        return "left"
    size, taken = len(words) * A_LETTER, (low or 0.0, (low or 0.0) + len(beside) * A_LETTER)
    for name, start in (("right", now - size), ("left", now)):
        inside = start >= 0 and start + size <= 100
        if inside and (low is None or start + size + APART < taken[0] or start - APART > taken[1]):
            return name
    return "above"


def _alt(price: Price, title: str) -> str:
    """Return the line in words."""
    peers = price.peers
    words = [f"{title}: now {rupees(price.now)}"]
    words += [f"break-even {rupees(price.even)}"] if price.even is not None else []
    if peers:
        low, middle, high = (rupees(one) for one in (peers.low, peers.middle, peers.high))
        words.append(f"half of {peers.count} peers from {low} to {high}, the middle one {middle}")
    return "; ".join(words)


def _draw(leaf: Leaves[Strip]) -> list[Component]:
    line: list[Component] = [
        leaf("half", html.I(className="half"), style=_between),
        leaf("middle", html.I(className="middle"), style=_left(lambda one: one.middle)),
        leaf("even", html.I(className="even"), style=_left(lambda one: one.even)),
        leaf("now", html.I(className="now"), style=_left(lambda one: one.now)),
        leaf(
            "peers-words",
            html.Small(),
            children=lambda one: one.peers_words,
            style=_left(lambda one: begins(one.low, one.peers_words)),
        ),
        leaf(
            "now-words",
            html.Small(),
            children=lambda one: one.now_words,
            className=lambda one: f"strong {one.label_at}",
            style=_words_at,
        ),
    ]
    picture = leaf("line", html.Div(line, className="offer-line", role="img"), aria_label=lambda one: one.alt)
    title = leaf("title", html.B(), children=lambda one: one.title)
    sub = leaf("sub", html.Small(className="muted"), children=lambda one: one.sub)
    result = leaf(
        "result",
        html.Span(),
        children=lambda one: one.result,
        className=lambda one: one.tone,
    )
    words = leaf("result-words", html.Small(className="muted"), children=lambda one: one.result_words)
    return [html.Div([title, sub]), picture, html.Div([result, words], className="r")]


STRIP: Template[Strip] = Template(_draw)


def _left(read: Callable[[Strip], Place]) -> Callable[[Strip], dict[str, str]]:
    def style(one: Strip) -> dict[str, str]:
        place = read(one)
        return {"display": "none"} if place is None else {"left": f"{place:.1f}%"}

    return style


def _between(one: Strip) -> dict[str, str]:
    if one.low is None or one.high is None:
        return {"display": "none"}
    return {"left": f"{one.low:.1f}%", "width": f"{one.high - one.low:.1f}%"}


def _words_at(one: Strip) -> dict[str, str]:
    if one.now is None:
        return {"display": "none"}
    ends = one.label_at == "right" or (one.label_at == "above" and one.now > 50)
    return {"right": f"{100 - one.now:.1f}%"} if ends else {"left": f"{one.now:.1f}%"}
