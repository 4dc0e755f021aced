"""Says in one sentence how the selection did, and in a second what that hangs on."""

from collections.abc import Callable
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from influencer_roi import queries
from influencer_roi.metrics.units import RUPEES, TIMES, grouped
from influencer_roi.pages.beside import compared_whole, named, part_words
from influencer_roi.pages.needed_words import in_short
from influencer_roi.pages.view import head_totals
from influencer_roi.queries.dating import still_earning
from influencer_roi.queries.evidence.needed import needed
from influencer_roi.queries.unpaid import Unpaid, paid_only, unpaid
from influencer_roi.ui.cards import Block
from influencer_roi.ui.leaves import Anchor, Leaves, Template
from influencer_roi.ui.markup import marked, page_link
from influencer_roi.ui.view import NO_REVENUE, View
from influencer_roi.ui.withheld import selection_words
from influencer_roi.ui.words import NOTHING_HERE, capital, day, people

ASKED = ("revenue", "spend", "roas", "profit")
NEAR = 0.1
WHOLE_FROM = 0.0995


@dataclass(frozen=True)
class Verdict:
    """The sentence, and what stands under it: words, a link within them, words again."""

    sentence: str
    before: str = ""
    link: str = ""
    href: str = ""
    after: str = ""


def _draw(leaf: Leaves[Verdict]) -> list[Component]:
    link = leaf(
        "link",
        page_link(),
        children=lambda one: one.link,
        href=lambda one: one.href,
        hidden=lambda one: not one.link,
    )
    below = [
        leaf("before", html.Span(), children=lambda one: one.before),
        link,
        leaf("after", html.Span(), children=lambda one: one.after),
    ]
    sentence = leaf("sentence", html.P(), children=lambda one: one.sentence)
    second = leaf("below", html.P(below), hidden=lambda one: not (one.before or one.link or one.after))
    return [marked(html.Section([sentence, second], className="verdict"), **{"aria-label": "Verdict"})]


TEMPLATE: Template[Verdict] = Template(_draw)


def verdict(judge: Callable[[View], Verdict]) -> Block:
    """Return the verdict of a page, as `judge` finds it."""
    return Block(
        lambda page, _: _draw(Leaves(Anchor(page, f"{page}-verdict")))[0],
        lambda view: TEMPLATE.regions(Anchor(view.page, f"{view.page}-verdict"), judge(view)),
    )


def verdict_of(view: View) -> Verdict:
    """Return the verdict on a selection."""
    if "revenue" in view.ledger.unmeasured:
        return Verdict(NO_REVENUE)
    if queries.is_empty(view.ledger, view.filters):
        return Verdict(NOTHING_HERE)
    now = head_totals(view, view.filters)
    earning = still_earning(view.ledger, view.filters)
    then = f"; posts since {day(earning[0])} are still earning" if earning else _change(view, now)
    return _hanging(view, capital(f"{_result(view, now)}{then}."), now)


def _result(view: View, now: queries.Totals) -> str:
    """Return "July made money: ₹11.1 L on ₹3.73 L of spend, ROAS 2.99×, ₹1.28 L profit at 45 % margin"."""
    revenue, spend, roas, profit = (now[key] for key in ASKED)
    who, earned = named(view), RUPEES.short(revenue)
    if spend is None or profit is None:
        return f"{who} earned {earned}"
    if roas is None:
        return f"{who} earned {earned}, and nothing was spent"
    made = "made money" if profit > 0 else "lost money" if profit < 0 else "broke even"
    left = f"{RUPEES.short(abs(profit))} {'profit' if profit >= 0 else 'loss'} at {margin_words(view)}"
    return f"{who} {made}: {earned} on {RUPEES.short(spend)} of spend, ROAS {TIMES.short(roas)}, {left}"


def margin_words(view: View) -> str:
    """Return "45 % margin"."""
    return f"{view.assumed.margin * 100:g} % margin"


def _change(view: View, now: queries.Totals) -> str:
    """Return "; revenue is 6.5 % below June, profit 14 %" where both are told of whole periods."""
    other = compared_whole(view)
    if other is None:
        return ""
    then = head_totals(view, other.filters)
    sold, earned = (_share(now[key], then[key]) for key in ("revenue", "profit"))
    if sold is None:
        return ""
    words = f"; revenue is {_moved_words(sold, other.name)}"
    if now["profit"] is None or then["profit"] is None:
        return words
    if earned is None:
        return f"{words}, profit was {RUPEES.short(then['profit'])}"
    if not (sold and earned):
        return f"{words}, profit is {_moved_words(earned, other.name)}"
    same = _way(earned) == _way(sold)
    return f"{words}, profit {_far(earned)}" + ("" if same else f" {_way(earned)}")


def _moved_words(share: float, name: str) -> str:
    """Return "6.5 % below June", or "as in June"."""
    return f"{_far(share)} {_way(share)} {name}" if share else f"as in {name}"


def _share(now: float | None, then: float | None) -> float | None:
    """Return by what share of itself an amount moved; None where that says nothing."""
    return (now - then) / then if now is not None and then is not None and then > 0 <= now else None


def _far(share: float) -> str:
    """Return "6.5 %", or "14 %" of a change of ten and more."""
    return f"{grouped(abs(share) * 100, 1 if abs(share) < WHOLE_FROM else 0)} %"


def _way(share: float) -> str:
    return "above" if share > 0 else "below"


def _hanging(view: View, sentence: str, now: queries.Totals) -> Verdict:
    """Return the verdict with what it hangs on: people nobody paid, the needed share, days the data lack."""
    part, withheld = part_words(view), selection_words(view.ledger, view.filters)
    if withheld:
        return Verdict(sentence, withheld)
    found = unpaid(view.ledger, view.filters) if now["spend"] is not None else None
    earning = still_earning(view.ledger, view.filters)
    must = "" if earning else in_short(needed(view.ledger, view.filters, assumed=view.assumed))
    if found is not None and now["spend"]:
        link = f"{people(found.people)} nobody paid"
        href = f"?{paid_only(view.ledger, view.filters).to_query()}"
        before = f"Without the {RUPEES.short(found.revenue)} that "
        after = _joined(f" sold, {_without(view, found, now['spend'])}.", must, part)
        return Verdict(sentence, before, link, href, after)
    if now["roas"] is None:
        return Verdict(sentence, part)
    return Verdict(sentence, _joined(f"Money breaks even at a ROAS of {even_words(view)}.", must, part))


def _joined(*sentences: str) -> str:
    return " ".join(one for one in sentences if one)


def _without(view: View, found: Unpaid, spend: float) -> str:
    """Return "ROAS is 2.31×, just above the break-even of 2.22×, and profit ₹14,865"."""
    even = view.assumed.break_even
    far = (found.roas_without - even) / even
    just = "just " if abs(far) < NEAR else ""
    profit = found.roas_without * spend * view.assumed.margin - spend
    kept = f"profit {RUPEES.short(profit)}" if profit >= 0 else f"{RUPEES.short(-profit)} is lost"
    roas, even_at = TIMES.short(found.roas_without), even_words(view)
    return f"ROAS is {roas}, {just}{_way(far)} the break-even of {even_at}, and {kept}"


def even_words(view: View) -> str:
    """Return the ROAS at which the margin pays the spend back, "2.22×"."""
    return TIMES.short(view.assumed.break_even)
