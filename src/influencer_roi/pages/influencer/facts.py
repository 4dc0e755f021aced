"""Says who a profile is about: name and attributes of one influencer, or how many are summed up."""

from collections.abc import Mapping
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from influencer_roi.ledger.entries import Ledger
from influencer_roi.metrics.units import COUNT, NOTHING
from influencer_roi.queries import Frame
from influencer_roi.queries.influencer_rows import chosen
from influencer_roi.ui.cards import Block
from influencer_roi.ui.leaves import Anchor, Leaves, Template
from influencer_roi.ui.markup import address, marked, page_link
from influencer_roi.ui.view import View
from influencer_roi.ui.words import plural, some

FACTS = {
    "influencer_id": "Id",
    "platform": "Platform",
    "category": "Category",
    "gender": "Gender",
    "follower_count": "Followers",
    "tier": "Follower tier",
    "basis": "Payout basis",
}
ASK = "Choose one with the Influencer filter, or by name in the table of all influencers."
_SIDE_BY_SIDE = {
    "display": "grid",
    "gridTemplateColumns": "repeat(auto-fit, minmax(110px, 1fr))",
    "gap": "var(--gap-2) var(--gap-4)",
    "margin": "0",
}
_LARGE = {"fontSize": "var(--text-xl)"}
_APART = {"marginBottom": "var(--gap-3)"}


@dataclass(frozen=True)
class Subject:
    """Who a profile is about: one influencer, by row, or None where figures are the sum of several."""

    name: str
    about: str
    everyone: str
    row: Mapping[str, object] | None


def _frame(page: str, _: Ledger) -> Component:
    heading = html.Section(_TEMPLATE.frame(Anchor(page, page)), className="card-panel", style=_APART)
    return marked(heading, **{"aria-label": "About the influencer"})


def _draw(leaf: Leaves[Subject]) -> list[Component]:
    name = leaf("name", html.H2(style=_LARGE), children=lambda subject: subject.name)
    everyone = leaf("everyone", page_link("All influencers →"), href=lambda subject: subject.everyone)
    facts = html.Dl([_fact(leaf, key) for key in FACTS], style=_SIDE_BY_SIDE)
    return [
        html.Header([name, html.Div(everyone, className="tools")]),
        leaf("about", html.P(className="say"), children=lambda subject: subject.about),
        leaf("facts", facts, hidden=lambda subject: subject.row is None),
    ]


def _fact(leaf: Leaves[Subject], key: str) -> Component:
    def written(subject: Subject) -> str:
        return NOTHING if subject.row is None else _written(key, subject.row[key])

    value = leaf(f"fact-{key}", html.Dd(className="mb-0"), children=written)
    return html.Div([html.Dt(FACTS[key], className="muted fw-normal"), value])


_TEMPLATE = Template(_draw)
# The heading of a profile: name, facts, the way to all influencers.
HEADING = Block(_frame, lambda view: _TEMPLATE.regions(Anchor(view.page, view.page), _subject(view)))


def _subject(view: View) -> Subject:
    people = chosen(view.ledger, view.filters)
    one = len(view.filters["influencer_id"]) == 1 and people.height == 1
    row = people.row(0, named=True) if one else None
    return Subject(
        name=row["name"] if row else _names(view, people),
        about=_about(view) if row else f"These figures are their sum. {ASK}",
        everyone=address("/influencers", view.filters.without(["influencer_id"]).to_query()),
        row=row,
    )


def _names(view: View, people: Frame) -> str:
    """Return who is summed up: the chosen by name, else how many there are."""
    if people.is_empty():
        return "Nobody"
    if view.filters["influencer_id"]:
        return f"{plural(people.height, 'influencer')}: {some(people['name'].to_list())}"
    return "All influencers" if not view.filters.set_names() else plural(people.height, "influencer")


def _about(view: View) -> str:
    """Return which other filters narrow the figures."""
    others = view.filters.without(["influencer_id"]).set_names()
    return "Every filter in force narrows these figures." if others else "Everything the files hold."


def _written(name: str, value: object) -> str:
    if name == "follower_count":
        return COUNT.exact(value if isinstance(value, int | float) else None)
    return NOTHING if value is None else str(value)
