"""Says how much the choice of a rule of credit decides: what it moves between posts, window by window."""

from dataclasses import dataclass

import numpy as np

from influencer_roi.filters import READINGS, Filters
from influencer_roi.ledger.cubes import add, names_of
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.memo import memo
from influencer_roi.queries.credit_rules import WINDOWS, Rule, divided
from influencer_roi.queries.cuts import KEPT_SELECTIONS
from influencer_roi.queries.touching import SPOT, Fit, before, spotted_touches


@dataclass(frozen=True)
class Sensitivity:
    """Shares of revenue in a window: credited alike under each rule, moved by a rule, credited to none."""

    window: int
    alike: float
    moves: float
    not_credited: float


@memo(KEPT_SELECTIONS)
def sensitivity(ledger: Ledger, filters: Filters) -> tuple[Sensitivity, ...]:
    """Return what a rule decides in each window; nothing without revenue.

    What has to move from the posts that first touch credits to those that last touch does is what a rule can
    move: between these lie the others. Brands are no condition here.
    """
    by_order = ledger.by_order or ledger
    rows = spotted_touches(by_order, filters.without(READINGS)).select(SPOT, "revenue").collect()
    whole = float(rows["revenue"].sum())
    if whole <= 0:
        return ()
    spots, revenue = rows[SPOT].to_numpy(), rows["revenue"].fill_null(0.0).to_numpy()
    size = len(names_of(by_order.entries["post_id"]))
    found = []
    for window in WINDOWS:
        posts = before(by_order, window, Fit.ANY)
        amounts = add(spots, revenue, len(posts.spans.low))
        first, last = (divided(amounts, posts.spans, rule) for rule in (Rule.FIRST, Rule.LAST))
        moves = float(np.abs(add(posts.posts, first - last, size)).sum() / 2)
        touched = float(amounts[posts.spans.lengths > 0].sum())
        found.append(Sensitivity(window, (touched - moves) / whole, moves / whole, 1 - touched / whole))
    return tuple(found)
