"""Compares kinds of influencers: categories, follower tiers, genders, personas."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from dash import html
from dash.development.base_component import Component

from influencer_roi.filters import TOGETHER
from influencer_roi.metrics.units import TIMES
from influencer_roi.model.dimensions import DIMENSIONS
from influencer_roi.model.notation import worded
from influencer_roi.pages.beside import Beside, beside
from influencer_roi.pages.influencers.forest import returned_before, roas_change
from influencer_roi.pages.shares import against, profit_cell, returned_cell
from influencer_roi.queries import Frame
from influencer_roi.queries.influencer_rows import KINDS, kinds
from influencer_roi.queries.neighbours import parts
from influencer_roi.queries.ranking import valued
from influencer_roi.ui.cards import Card, Shown
from influencer_roi.ui.choice import Choice
from influencer_roi.ui.leaves import Anchor
from influencer_roi.ui.lines import Row, hue_of, likely
from influencer_roi.ui.regions import Regions
from influencer_roi.ui.rows_links import NO_LINK, rows_link
from influencer_roi.ui.standings import LOSS, Bar, Cell, Standing, Standings, track
from influencer_roi.ui.view import View
from influencer_roi.ui.words import lowered, people

ROWS = 10
HUED = ("category", "platform")  # kinds with colours of their own
GROUP = Choice(
    "Kind of influencer",
    {"category": "Followers and category", "gender": "Platform and gender", "persona": "Persona"},
)
# Which kinds each choice cuts by: one board under the other.
CUTS: Mapping[str, tuple[str, ...]] = {
    "category": ("tier", "category"),
    "gender": ("platform", "gender"),
    "persona": ("persona",),
}
BOARD = Standings("kind", track, ("Kind", "", "ROAS", "", "Profit"), ROWS)
SECOND = "also"


def _draw(at: Anchor) -> Component:
    """Return one board under the other; the second is hidden where there is one cut."""
    second = html.Div(BOARD.frame(at.below(SECOND)), id=f"{at}-second")
    return html.Div([BOARD.frame(at), second])


def _fill(view: View, at: Anchor) -> Shown:
    """Return the kinds of each cut, the highest ROAS first; those nobody paid stand last."""
    cuts, other = CUTS[view.choices["group"]], beside(view)
    found = {by: kinds(view.ledger, view.filters, by=by, assumed=view.assumed) for by in cuts}
    first, second = cuts[0], next(iter(cuts[1:]), "")
    body = {
        **_board(view, at, first, found[first], other),
        **_board(view, at.below(SECOND), second, found.get(second, found[first].clear()), other),
        f"{at}-second.hidden": not second,
    }
    paid = {by: valued(rows, "roas") for by, rows in found.items()}
    words = " ".join(_sentence(rows, by) for by, rows in paid.items())
    query = view.rows_query(KINDS[cuts[-1]][0])
    return Shown(view.of_spend(words, [roas for rows in paid.values() for roas in rows["roas"]]), query, body)


CARD = Card(
    "kinds",
    "Which kind pays off?",
    "w5",
    _draw,
    _fill,
    choices={"group": GROUP},
    tools_under=True,
)


def _board(view: View, at: Anchor, by: str, found: Frame, other: Beside | None) -> Regions:
    """Return one cut; none has no rows and no words."""
    known = valued(found, "revenue")
    alone = by in DIMENSIONS
    label = f"By {lowered(DIMENSIONS[by].label)}" if alone else "By category and gender"
    return BOARD.regions(
        at,
        _standings(view, known.head(ROWS).to_dicts(), by, other),
        heads=(label, "", "ROAS", against(other) if alone else "", "Profit"),
        empty=view.empty,
        more=rows_link("All of them", view.rows_query(by)) if known.height > ROWS and alone else NO_LINK,
    )


def _standings(view: View, rows: Sequence[Row], group: str, other: Beside | None) -> list[Standing]:
    even = view.assumed.break_even
    full = max(even * 1.2, *(row["roas"] or 0.0 for row in rows), 0.0)
    alone = group in DIMENSIONS
    then = returned_before(view, group, other) if alone else {}
    hued = next((name for name in HUED if name in KINDS.get(group, ())), "")
    hue = hue_of(view, hued) if hued else None
    return [
        Standing(
            str(row["kind"]) if alone else _together(row, group),
            str(row["kind"]),
            (
                returned_cell(view, row, likely(row) if row["spend"] else ""),
                roas_change(row, then.get(str(row["kind"])), other),
                _profit(view, row),
            ),
            _sub(row, group),
            hue(str(row[hued])) if hue else "transparent",
            (Bar((row["roas"] or 0.0) / full, tone=LOSS if (row["roas"] or 0.0) < even else ""),),
            even / full,
            _pressed(view, row, group),
            group if alone else TOGETHER,
        )
        for row in rows
    ]


def _sub(row: Row, group: str) -> str:
    """Return how many people a kind is, and how many follow each where it is a tier."""
    followed = (
        [DIMENSIONS[group].words.get(one, "") for one in parts(str(row["kind"]))] if group == "tier" else []
    )
    return " · ".join([people(int(row["influencers"])), *filter(None, followed)])


def _profit(view: View, row: Row) -> Cell:
    """Return what the margin leaves of revenue after the spend; empty where that is hidden."""
    spend: float | None = row["spend"]
    return (
        Cell("") if spend is None else profit_cell({"profit": row["revenue"] * view.assumed.margin - spend})
    )


def _together(row: Row, group: str) -> str:
    """Return the values a kind stands for, as an address states them."""
    of = {name: parts(str(row[name])) if name == "tier" else [str(row[name])] for name in KINDS[group]}
    return urlencode(of, doseq=True)


def _pressed(view: View, row: Row, group: str) -> bool:
    return all(view.presses(name, str(row[name])) for name in KINDS[group])


def _sentence(paid: Frame, group: str) -> str:
    """Return which kind returns most and which sells most."""
    opening = "A persona is a category and a gender. " if group == "persona" else ""
    if group == "persona" and paid.height > ROWS:
        opening = f"{opening}The {ROWS} of {paid.height} with the highest ROAS. "
    if paid.is_empty():
        return f"No {_one(group)} has spend in this selection."
    best = paid.row(0, named=True)
    most = paid.sort("revenue", descending=True, maintain_order=True).row(0, named=True)
    if paid.height == 1:
        return (
            f"{opening}{best['kind']} is the only {_one(group)} with spend: ROAS {TIMES.short(best['roas'])}."
        )
    returns = f"{opening}{best['kind']} {worded('returns most per rupee')} ({TIMES.short(best['roas'])})"
    if most["kind"] == best["kind"]:
        return f"{returns} and sells most."
    return f"{returns}; {most['kind']} sells most, at {TIMES.short(most['roas'])}."


def _one(group: str) -> str:
    """Return what one kind is called."""
    return "follower tier" if group == "tier" else group
