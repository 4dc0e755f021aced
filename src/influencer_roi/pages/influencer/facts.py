"""Says who a profile is about in one line: name and attributes of one person, the way to all."""

from collections.abc import Callable
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from influencer_roi.ledger.entries import Ledger
from influencer_roi.metrics.units import COUNT, NOTHING, RUPEES
from influencer_roi.model.names import UNKNOWN
from influencer_roi.pages.influencer.person import person_of
from influencer_roi.queries import Frame
from influencer_roi.queries.negotiating import Deal, deal
from influencer_roi.queries.selection import chosen
from influencer_roi.ui.cards import Block
from influencer_roi.ui.leaves import Anchor, Leaves, Template
from influencer_roi.ui.lines import hue_of
from influencer_roi.ui.markup import address, marked, page_link
from influencer_roi.ui.view import View
from influencer_roi.ui.words import day, lowered, plural, some

FACTS = {
    "influencer_id": "Id",
    "platform": "Platform",
    "category": "Category",
    "gender": "Gender",
    "follower_count": "Followers",
    "basis": "Deal",
    "first_post": "First post",
}
_DOTTED = ("platform", "basis")


@dataclass(frozen=True)
class Subject:
    """Who a profile is about: the name, and of one person each of FACTS in words, and the colours of dots."""

    name: str
    everyone: str
    facts: dict[str, str]
    hues: dict[str, str]


def _frame(page: str, _: Ledger) -> Component:
    heading = html.Section(_TEMPLATE.frame(Anchor(page, page)), className="person")
    return marked(heading, **{"aria-label": "About the influencer"})


def _draw(leaf: Leaves[Subject]) -> list[Component]:
    name = leaf(
        "name",
        html.H2(),
        children=lambda subject: subject.name,
        hidden=lambda subject: not subject.facts,
    )
    everyone = leaf("everyone", page_link("← All influencers"), href=lambda subject: subject.everyone)
    facts = leaf("facts", html.Dl([_fact(leaf, key) for key in FACTS]), hidden=lambda one: not one.facts)
    return [name, facts, everyone]


def _fact(leaf: Leaves[Subject], key: str) -> Component:
    value = leaf(f"fact-{key}", html.Dd(), children=lambda subject: subject.facts.get(key, NOTHING))
    words: list[Component | str] = [FACTS[key]]
    if key in _DOTTED:
        words += [" ", leaf(f"dot-{key}", html.I(className="dot"), style=_background(key))]
    parts: list[Component] = [html.Dt(words), value]
    return leaf(f"stated-{key}", html.Div(parts), hidden=lambda subject: not subject.facts.get(key))


def _background(key: str) -> Callable[[Subject], dict[str, str]]:
    return lambda subject: {"background": subject.hues.get(key, "transparent")}


_TEMPLATE = Template(_draw)
# The line of facts of a profile; where several are summed up, the way to all of them alone.
HEADING = Block(_frame, lambda view: _TEMPLATE.regions(Anchor(view.page, view.page), _subject(view)))


def _subject(view: View) -> Subject:
    people, one = chosen(view.ledger, view.filters), person_of(view)
    known = deal(view.ledger, one, assumed=view.assumed) if one else None
    row = people.row(0, named=True) if known else {}
    return Subject(
        name=str(row["name"]) if row else names_of(view),
        everyone=address("/influencers", view.filters.without(["influencer_id"]).to_query()),
        facts=_written(row, known) if known else {},
        hues={key: hue_of(view, key)(str(row[key])) for key in _DOTTED if row},
    )


def chosen_days(view: View) -> str:
    """Return what the profile of one person asks."""
    return f"How does {chosen(view.ledger, view.filters)['name'].item()} do?" if person_of(view) else ""


def names_of(view: View) -> str:
    """Return who is summed up: the chosen by name, else how many there are."""
    people: Frame = chosen(view.ledger, view.filters)
    if people.is_empty():
        return "Nobody"
    if view.filters["influencer_id"]:
        return f"{plural(people.height, 'influencer')}: {some(people['name'].to_list())}"
    narrowed = any(name for name in view.filters.set_names() if name not in ("start", "end"))
    return plural(people.height, "influencer") if narrowed else "All influencers"


def _written(row: dict[str, object], known: Deal) -> dict[str, str]:
    """Return each fact in words; "" is one that is not known."""
    followers = row["follower_count"]
    tier = "" if known.tier == UNKNOWN else known.tier.lower()
    count = COUNT.short(followers) if isinstance(followers, int | float) else ""
    plain = {key: _known(row[key]) for key in ("influencer_id", "platform", "category", "gender")}
    rate = RUPEES.short(known.rate) if known.rate is not None else ""
    return {
        **plain,
        "follower_count": ", ".join(part for part in (count, tier) if part),
        "basis": ", ".join(part for part in (lowered(_known(row["basis"])), rate) if part),
        "first_post": day(known.first) if known.first else "",
    }


def _known(value: object) -> str:
    return "" if value in (None, UNKNOWN) else str(value)
