"""Compares kinds of influencers: categories, follower tiers, genders, personas."""

from collections.abc import Sequence
from urllib.parse import urlencode

from influencer_roi.filters import TOGETHER
from influencer_roi.metrics.units import TIMES
from influencer_roi.model.dimensions import DIMENSIONS
from influencer_roi.pages.beside import Beside, beside
from influencer_roi.pages.influencers.forest import returned_before, roas_change
from influencer_roi.pages.shares import against, profit_cell, returned_cell
from influencer_roi.queries import Frame
from influencer_roi.queries.influencer_rows import KINDS, kinds
from influencer_roi.queries.neighbours import parts
from influencer_roi.queries.ranking import valued
from influencer_roi.ui.cards import Card, Shown
from influencer_roi.ui.leaves import Anchor
from influencer_roi.ui.lines import Row, hue_of, likely
from influencer_roi.ui.page import Choice
from influencer_roi.ui.rows_links import NO_LINK, rows_link
from influencer_roi.ui.standings import LOSS, Bar, Cell, Standing, Standings, track
from influencer_roi.ui.view import View
from influencer_roi.ui.words import people

ROWS = 10
GROUP = Choice(
    "Kind of influencer",
    {"category": "Category", "tier": "Followers", "gender": "Gender", "persona": "Persona"},
)
BOARD = Standings("kind", track, ("Kind", "", "ROAS", "", "Profit"), ROWS)


def _fill(view: View, at: Anchor) -> Shown:
    """Return the kinds of one way to group, the highest ROAS first; those nobody paid stand last."""
    group, other = view.choices["group"], beside(view)
    found = kinds(view.ledger, view.filters, by=group, assumed=view.assumed)
    known = valued(found, "revenue")
    rows = known.head(ROWS).to_dicts()
    by = group if group in DIMENSIONS else KINDS[group][0]
    query = view.rows_query(by)
    body = BOARD.regions(
        at,
        _standings(view, rows, group, other),
        heads=("Kind", "", "ROAS", against(other) if group in DIMENSIONS else "", "Profit"),
        empty=view.empty,
        more=rows_link("All kinds", query) if known.height > ROWS and group in DIMENSIONS else NO_LINK,
    )
    paid = valued(found, "roas")
    return Shown(view.of_spend(_sentence(paid, group), paid["roas"].to_list()), query, body)


CARD = Card(
    "kinds",
    "Which kind pays off?",
    "w5",
    BOARD.frame,
    _fill,
    choices={"group": GROUP},
    tools_under=True,
)


def _standings(view: View, rows: Sequence[Row], group: str, other: Beside | None) -> list[Standing]:
    even = view.assumed.break_even
    full = max(even * 1.2, *(row["roas"] or 0.0 for row in rows), 0.0)
    then, hue = returned_before(view, group, other) if group in DIMENSIONS else {}, hue_of(view, "category")
    coloured = "category" in KINDS[group]
    return [
        Standing(
            str(row["kind"]) if group in DIMENSIONS else _together(row, group),
            str(row["kind"]),
            (
                returned_cell(view, row, likely(row) if row["spend"] else ""),
                roas_change(row, then.get(str(row["kind"])), other),
                _profit(view, row),
            ),
            people(int(row["influencers"])),
            hue(str(row["category"])) if coloured else "transparent",
            (Bar((row["roas"] or 0.0) / full, tone=LOSS if (row["roas"] or 0.0) < even else ""),),
            even / full,
            _pressed(view, row, group),
            group if group in DIMENSIONS else TOGETHER,
        )
        for row in rows
    ]


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
        return f"No {group} has spend in this selection."
    best = paid.row(0, named=True)
    most = paid.sort("revenue", descending=True, maintain_order=True).row(0, named=True)
    if paid.height == 1:
        return f"{opening}{best['kind']} is the only {group} with spend: ROAS {TIMES.short(best['roas'])}."
    returns = f"{opening}{best['kind']} returns most per rupee ({TIMES.short(best['roas'])})"
    if most["kind"] == best["kind"]:
        return f"{returns} and sells most."
    return f"{returns}; {most['kind']} sells most, at {TIMES.short(most['roas'])}."
