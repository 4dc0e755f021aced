"""Answers what people without a payout earned, and what ROAS is without them."""

from dataclasses import dataclass

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.memo import memo
from influencer_roi.model.names import NO_PAYOUT


@dataclass(frozen=True)
class Unpaid:
    """How many people earned without a payout, how many rupees, and what ROAS is without them.

    `alone` is the id of the only one, empty where they are several.
    """

    people: int
    revenue: float
    roas_without: float
    alone: str = ""


@memo(queries.KEPT_ANSWERS)
def unpaid(ledger: Ledger, filters: Filters) -> Unpaid | None:
    """Return what people nobody paid earned; None where none of them did, or ROAS is nothing without them."""
    if NO_PAYOUT not in _bases(ledger, filters) or "revenue" in ledger.unmeasured:
        return None
    without = queries.totals(ledger, filters, metrics=queries.AT_HEAD)["roas_paid"]
    if without is None:
        return None
    people = queries.slices(ledger, filters, by="influencer_id", metrics=("revenue",), keep=("paid_revenue",))
    revenue = people["revenue"] - people["paid_revenue"]
    earned = revenue.filter(revenue > 0)
    if earned.is_empty():
        return None
    alone = str(people["influencer_id"].filter(revenue > 0).item()) if len(earned) == 1 else ""
    return Unpaid(len(earned), float(earned.sum()), without, alone)


def paid_only(ledger: Ledger, filters: Filters) -> Filters:
    """Return filters that let the bases in force through, but not people without a payout."""
    return filters.choosing(basis=tuple(one for one in _bases(ledger, filters) if one != NO_PAYOUT))


def _bases(ledger: Ledger, filters: Filters) -> tuple[str, ...]:
    return filters["basis"] or ledger.values("basis")
