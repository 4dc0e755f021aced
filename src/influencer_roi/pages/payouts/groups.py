"""Shows which platforms, brands, categories or tiers the spend goes to, and what each brings back."""

from influencer_roi import queries
from influencer_roi.metrics.units import TIMES
from influencer_roi.model.dimensions import DIMENSIONS
from influencer_roi.model.notation import worded
from influencer_roi.queries import Frame
from influencer_roi.queries.overview import CORE
from influencer_roi.ui.boards import PAIRS
from influencer_roi.ui.cards import Card, Shown
from influencer_roi.ui.choice import Choice
from influencer_roi.ui.leaves import Anchor
from influencer_roi.ui.lines import paired_lines
from influencer_roi.ui.rows_links import all_rows
from influencer_roi.ui.view import View
from influencer_roi.ui.words import percent

ROWS = 6
GROUP = Choice(
    "Split spend by",
    {"platform": "by platform", "category": "by category", "brand": "by brand", "tier": "by followers"},
)


BOARD = PAIRS.board("", size=ROWS)


def _fill(view: View, at: Anchor) -> Shown:
    """Return revenue over spend by the chosen dimension, most spend first."""
    group = view.choices["group"]
    query = view.rows_query(group)
    split = queries.ranked(queries.slices(view.ledger, view.filters, by=group, metrics=CORE), rank_by="spend")
    lines = paired_lines(view, split.head(ROWS).to_dicts(), by=group)
    more = all_rows(f"All {split.height:,} rows", query, found=split.height, size=ROWS)
    body = BOARD.regions(at, lines, more=more)
    return Shown(view.of_revenue(_sentence(split, group)), query, body)


CARD = Card(
    "groups",
    "Who gets the spend, and what comes back?",
    "w6",
    BOARD.frame,
    _fill,
    choices={"group": GROUP},
    tools_under=True,
)


def _sentence(split: Frame, group: str) -> str:
    """Return who takes most of the spend and what part of revenue it brings, and who returns most."""
    spend, revenue = float(split["spend"].sum()), float(split["revenue"].sum())
    if spend <= 0:
        return "Nothing was spent in this selection."
    first = split.row(0, named=True)
    if split.height == 1:
        return f"{first[group]} takes all of the spend and returns {TIMES.short(first['roas'])}."
    brought = percent(first["revenue"], revenue, nothing="none")
    takes = f"{first[group]} takes {percent(first['spend'], spend)} of spend and brings {brought} of revenue"
    best = queries.ranked(split, rank_by="roas", top=1).row(0, named=True)
    if split["roas"].count() == 1:
        return f"{takes}."
    if best[group] == first[group]:
        return f"{takes}, {worded('more per rupee')} than any other {DIMENSIONS[group].label.lower()}."
    return f"{takes}; {best[group]} {worded('returns most per rupee')} ({TIMES.short(best['roas'])})."
