"""Says how much the choice of a rule of credit decides: what it moves between posts, window by window."""

from dataclasses import dataclass

from influencer_roi.filters import Filters
from influencer_roi.ledger.cubes import Floats, add
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.memo import memo
from influencer_roi.queries.credit import rupees_moved
from influencer_roi.queries.credit_rules import WINDOWS
from influencer_roi.queries.cuts import KEPT_SELECTIONS
from influencer_roi.queries.evidence import over_all_days
from influencer_roi.queries.touching import SPOT, Fit, before, spots, spotted_touches


@dataclass(frozen=True)
class Sensitivity:
    """Shares of revenue in a window: credited alike under each rule, moved by a rule, credited to none."""

    window: int
    alike: float
    moves: float
    not_credited: float


def sensitivity(ledger: Ledger, filters: Filters) -> tuple[Sensitivity, ...]:
    """Return what a rule decides in each window, over all days there are; nothing without revenue.

    Brands are no condition here.
    """
    return _sensitivity(*over_all_days(ledger, filters))


@memo(KEPT_SELECTIONS)
def _sensitivity(ledger: Ledger, filters: Filters) -> tuple[Sensitivity, ...]:
    rows = spotted_touches(ledger, filters).select(SPOT, "revenue").collect(engine="in-memory")
    size = len(spots(ledger).days)
    amounts = add(rows[SPOT].to_numpy(), rows["revenue"].fill_null(0.0).to_numpy(), size)
    whole = float(amounts.sum())
    return tuple(_within(ledger, window, amounts, whole) for window in WINDOWS) if whole > 0 else ()


def _within(ledger: Ledger, window: int, amounts: Floats, whole: float) -> Sensitivity:
    """Return what a rule decides in one window of the amounts sold at each spot."""
    posts = before(ledger, window, Fit.ANY)
    moves = rupees_moved(ledger, amounts, posts)
    touched = float(amounts[posts.spans.lengths > 0].sum())
    return Sensitivity(window, (touched - moves) / whole, moves / whole, 1 - touched / whole)
