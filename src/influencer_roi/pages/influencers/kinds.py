"""Compares kinds of influencers: categories, follower tiers, genders, personas."""

from urllib.parse import urlencode

from dash import html
from dash.development.base_component import Component

from influencer_roi.filters import TOGETHER
from influencer_roi.metrics.units import RUPEES, TIMES
from influencer_roi.model.dimensions import DIMENSIONS
from influencer_roi.queries import Frame
from influencer_roi.queries.influencer_rows import KINDS, kinds
from influencer_roi.queries.neighbours import parts
from influencer_roi.queries.ranking import valued
from influencer_roi.ui.boards import BARS, Line
from influencer_roi.ui.cards import Card, Shown
from influencer_roi.ui.grid import Column, Table
from influencer_roi.ui.leaves import Anchor
from influencer_roi.ui.lines import Row, hue_of, scale_of
from influencer_roi.ui.markup import address
from influencer_roi.ui.page import Choice
from influencer_roi.ui.theme import ACCENT
from influencer_roi.ui.view import View
from influencer_roi.ui.words import plural

ROWS = 8
GROUP = Choice(
    "Kind of influencer",
    {
        "category": "by category",
        "tier": "by followers",
        "gender": "by gender",
        "persona": "by persona",
    },
)
BOARD = BARS.board("", size=ROWS)
TABLE = Table(
    (
        Column(
            "kind", "Kind", "link", 165, "The kind of influencer; the link chooses it", "href", pinned=True
        ),
        "roas",
        "revenue",
        "spend",
        Column("influencers", "Influencers", "number", 130, "How many influencers of this kind take part"),
        "roi",
        "orders",
        "cpa",
        "engagement_rate",
        "new_customers",
    ),
    height=380,
)


def _draw(at: Anchor) -> Component:
    """Return a board beside a table."""
    parts = [html.Div(part, className="w6") for part in (BOARD.frame(at), TABLE.frame(at))]
    return html.Div(parts, className="cards")


def _fill(view: View, at: Anchor) -> Shown:
    """Return the kinds of one way to group: bars of the paid ones, all of them in the table."""
    group = view.choices["group"]
    found = kinds(view.ledger, view.filters, by=group, assumed=view.assumed)
    paid = valued(found, "roas")
    hidden = found.height - min(paid.height, ROWS)
    more = f"and {hidden:,} more in the table" if hidden > 0 and paid.height else ""
    columns = dict.fromkeys((*TABLE.fields, *KINDS[group]))
    rows = found.select(name for name in columns if name != "href").iter_rows(named=True)
    body = {
        **BOARD.regions(at, _lines(view, paid, group), empty=view.empty, more=more),
        **TABLE.regions(at, [{**row, "href": _href(view, row, group)} for row in rows]),
    }
    by = group if group in DIMENSIONS else KINDS[group][0]
    return Shown(view.of_spend(_sentence(paid, group), paid["roas"].to_list()), view.rows_query(by), body)


CARD = Card("kinds", "Which kind of influencer pays off?", "w12", _draw, _fill, choices={"group": GROUP})


def _lines(view: View, paid: Frame, group: str) -> list[Line]:
    shown = paid.head(ROWS).to_dicts()
    scale, hue = scale_of(shown), hue_of(view, "category")
    of_category = "category" in KINDS[group]
    return [
        scale.bar(
            row,
            Line(
                value=row["kind"] if group in DIMENSIONS else _together(row, group),
                name=row["kind"],
                figure="",
                sub=plural(row["influencers"], "influencer"),
                colour=hue(row["category"]) if of_category else ACCENT,
                extra=RUPEES.short(row["revenue"]),
                pressed=_pressed(view, row, group),
                dimension=group if group in DIMENSIONS else TOGETHER,
            ),
        )
        for row in shown
    ]


def _together(row: Row, group: str) -> str:
    """Return the values a kind stands for, as an address states them."""
    of = {name: parts(str(row[name])) if name == "tier" else [str(row[name])] for name in KINDS[group]}
    return urlencode(of, doseq=True)


def _pressed(view: View, row: Row, group: str) -> bool:
    return all(view.presses(name, str(row[name])) for name in KINDS[group])


def _href(view: View, row: Row, group: str) -> str:
    """Return the address of this page with only this kind chosen, or let go where it was."""
    others = view.filters.without(KINDS[group]).to_query()
    picked = "" if _pressed(view, row, group) else _together(row, group)
    choice = urlencode([("group", group)] if group != GROUP.default else [])
    return address("/influencers", others, picked, choice)


def _sentence(paid: Frame, group: str) -> str:
    """Return which kind returns most and which sells most."""
    opening = "A persona is a category and a gender. " if group == "persona" else ""
    if paid.is_empty():
        return f"No {group} has spend in this selection."
    best = paid.row(0, named=True)
    most = paid.sort("revenue", descending=True, maintain_order=True).row(0, named=True)
    if paid.height == 1:
        return f"{opening}{best['kind']} is the only {group} with spend: ROAS {TIMES.short(best['roas'])}."
    returns = f"{opening}{best['kind']} returns most per rupee ({TIMES.short(best['roas'])})"
    if most["kind"] == best["kind"]:
        return f"{returns} and sells most."
    return f"{returns}; {most['kind']} sells most, at {TIMES.short(most['roas'])}."
