"""Shows which platforms, brands, categories or tiers the spend goes to, and what each brings back."""

import polars as pl
from dash.development.base_component import Component

from influencer_roi import queries
from influencer_roi.metrics.units import RUPEES, TIMES
from influencer_roi.model.dimensions import DIMENSIONS
from influencer_roi.pages.view import CORE, NOTHING_HERE, View, more
from influencer_roi.ui import components
from influencer_roi.ui.boards import PAIRS, Line, board, board_regions
from influencer_roi.ui.page import Choice
from influencer_roi.ui.regions import Regions
from influencer_roi.ui.theme import OTHER, colours

NAME = "groups"
ROWS = 6
GROUP = Choice(
    "Split spend by",
    {"platform": "by platform", "category": "by category", "brand": "by brand", "tier": "by followers"},
)


def groups_frame(page: str, *, width: str) -> Component:
    """Return the frame of the split of spend."""
    return components.card(
        page,
        NAME,
        "Who gets the spend, and what comes back?",
        board(PAIRS, f"{page}-{NAME}", page=page, dimension=GROUP.default, size=ROWS),
        width=width,
        tools=[components.choice(page, "group", GROUP.label, GROUP.options)],
    )


def groups_regions(view: View, group: str) -> Regions:
    """Return what the split of spend shows: revenue over spend by the chosen dimension, most spend first."""
    split = queries.leaderboard(
        view.ledger, view.filters, by=group, metrics=CORE, rank_by="spend", top=None
    ).cast({group: pl.String})
    rows = split.to_dicts()
    hues = colours(view.ledger, group)
    longest = max((max(row["revenue"] or 0.0, row["spend"]) for row in rows[:ROWS]), default=0.0) or 1.0
    lines = [
        Line(
            value=row[group],
            name=row[group],
            extra=f"ROAS {TIMES.short(row['roas'])}",
            length=(row["revenue"] or 0.0) / longest,
            colour=hues.get(row[group], OTHER),
            figure=RUPEES.short(row["revenue"]),
            second=(row["spend"] / longest, RUPEES.short(row["spend"])),
            pressed=view.presses(group, row[group]),
        )
        for row in rows
    ]
    base = f"{view.page}-{NAME}"
    return {
        **components.card_regions(
            view.page, NAME, view.of_revenue(_sentence(split, group)), view.rows_query(group)
        ),
        **board_regions(
            PAIRS, base, lines[:ROWS], size=ROWS, empty=NOTHING_HERE, more=more(len(lines), ROWS)
        ),
        **{f"{base}-{number}-line.data-dimension": group for number in range(ROWS)},
    }


def part(amount: float, total: float) -> str:
    """Return a share in full percent."""
    return f"{amount / total * 100:.0f} %" if total > 0 else "none"


def _sentence(split: pl.DataFrame, group: str) -> str:
    """Return who takes most of the spend and what part of revenue it brings, and who returns most."""
    spend, revenue = float(split["spend"].sum()), float(split["revenue"].sum())
    if spend <= 0:
        return "Nothing was spent in this selection."
    first = split.row(0, named=True)
    if split.height == 1:
        return f"{first[group]} takes all of the spend and returns {TIMES.short(first['roas'])}."
    brought = part(first["revenue"], revenue)
    message = f"{first[group]} takes {part(first['spend'], spend)} of spend and brings {brought} of revenue"
    best = queries.ranked(split, rank_by="roas").row(0, named=True)
    if split["roas"].count() == 1:
        return f"{message}."
    if best[group] == first[group]:
        return f"{message}, more per rupee than any other {DIMENSIONS[group].label.lower()}."
    return f"{message}; {best[group]} returns most per rupee ({TIMES.short(best['roas'])})."
