"""Says who a profile is about: name and attributes of one influencer, or how many are summed up."""

import polars as pl
from dash import html
from dash.development.base_component import Component

from influencer_roi.metrics.units import COUNT, NOTHING
from influencer_roi.pages.view import View
from influencer_roi.queries.influencer_rows import chosen
from influencer_roi.ui.markup import marked, page_link
from influencer_roi.ui.regions import Regions
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


def facts_frame(page: str) -> Component:
    """Return the frame of the heading: name, facts, the way to all influencers."""
    facts = [
        html.Div(
            [html.Dt(label, className="muted fw-normal"), html.Dd(id=f"{page}-fact-{name}", className="mb-0")]
        )
        for name, label in FACTS.items()
    ]
    everyone = page_link("All influencers →", id=f"{page}-everyone")
    return marked(
        html.Section(
            [
                html.Header(
                    [html.H2(id=f"{page}-name", style=_LARGE), html.Div(everyone, className="tools")]
                ),
                html.P(id=f"{page}-about", className="say"),
                html.Dl(facts, id=f"{page}-facts", style=_SIDE_BY_SIDE),
            ],
            className="card-panel",
            style=_APART,
        ),
        **{"aria-label": "About the influencer"},
    )


def facts_regions(view: View) -> Regions:
    """Return who the figures are about."""
    page = view.page
    people = chosen(view.ledger, view.filters)
    alone = people.row(0, named=True) if _one_is_chosen(view) and people.height == 1 else None
    query = view.filters.without(["influencer_id"]).to_query()
    return {
        f"{page}-name.children": alone["name"] if alone else _names(view, people),
        f"{page}-about.children": _about(view) if alone else f"These figures are their sum. {ASK}",
        f"{page}-facts.hidden": alone is None,
        **{
            f"{page}-fact-{name}.children": _written(name, alone[name]) if alone else NOTHING
            for name in FACTS
        },
        f"{page}-everyone.href": f"/influencers?{query}" if query else "/influencers",
    }


def _one_is_chosen(view: View) -> bool:
    return len(view.filters["influencer_id"]) == 1


def _names(view: View, people: pl.DataFrame) -> str:
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
