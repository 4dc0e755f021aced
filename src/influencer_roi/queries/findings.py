"""Finds what deserves a look in a selection: money that went unseen, unpaid, or where it earns least."""

from dataclasses import dataclass

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.memo import memo
from influencer_roi.metrics.values import floats
from influencer_roi.metrics.vocabulary import DEFAULT, Assumptions
from influencer_roi.model.names import NO_CAMPAIGN
from influencer_roi.queries.moved import moved, split
from influencer_roi.queries.picking import best_of

LEAST_SHIFT = 0.05  # of the spend


@dataclass(frozen=True)
class Shift:
    """Spend that moved to the value that returns least: shares of spend then and now, what the mix costs."""

    value: str
    then: float
    now: float
    roas: float
    cost: float


def unsold_campaigns(ledger: Ledger, filters: Filters) -> dict[str, float]:
    """Return the spend of each campaign with spend and no order, the most first."""
    return {name: spend for name, spend in _unsold(ledger, filters).items() if name != NO_CAMPAIGN}


def unsold_outside(ledger: Ledger, filters: Filters) -> float:
    """Return the rupees spent outside any campaign where that brought no order, else 0."""
    return _unsold(ledger, filters).get(NO_CAMPAIGN, 0.0)


@memo(queries.KEPT_SELECTIONS)
def _unsold(ledger: Ledger, filters: Filters) -> dict[str, float]:
    rows = queries.slices(ledger, filters, by="campaign", metrics=queries.ON_BOARDS)
    spend = floats(rows["spend"])
    silent = best_of((spend > 0) & (floats(rows["orders"]) <= 0), spend)
    return dict(zip(rows["campaign"][silent].to_list(), spend[silent].tolist(), strict=True))


def shift(ledger: Ledger, filters: Filters, before: Filters, *, by: str) -> Shift | None:
    """Return the value of `by` that returns least per rupee now, where 5 % of the spend and more moved to it.

    `cost` is the mix of all values at their old ROAS, in rupees of revenue. None where no such shift costs.
    """
    rows = moved(ledger, filters, before, by=by)
    parts, spent = split(rows), queries.sum_of(rows, "spend")
    then = queries.sum_of(rows, "spend_before")
    paid = rows[best_of(floats(rows["spend"]) > 0, -floats(rows["roas"]))]
    if parts is None or not spent or not then or paid.height < 2:
        return None
    weakest = paid.row(0, named=True)
    shares = weakest["spend_before"] / then, weakest["spend"] / spent
    if shares[1] - shares[0] < LEAST_SHIFT or parts.mix >= 0:
        return None
    return Shift(str(weakest[by]), *shares, weakest["roas"], -parts.mix)


def newcomers(ledger: Ledger, filters: Filters, assumed: Assumptions = DEFAULT) -> tuple[float, float] | None:
    """Return new customers and orders of a selection; None where there are no orders, or nobody can tell."""
    found = queries.totals(ledger, filters, metrics=queries.AT_HEAD, assumed=assumed)
    new, orders = found["new_customers"], found["orders"]
    return (new, orders) if new is not None and orders else None
