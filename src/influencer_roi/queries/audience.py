"""Answers why spend is not shown of a selection, to readers who see it of enough paid people only."""

from dataclasses import dataclass

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.memo import memo


@dataclass(frozen=True)
class Withheld:
    """How many paid people a selection holds, how many it takes, the filter without which there are enough.

    `cleared` is None where no single filter is in the way.
    """

    paid: int
    least: int
    cleared: str | None


@memo(queries.KEPT_SELECTIONS)
def why_no_spend(ledger: Ledger, filters: Filters) -> Withheld | None:
    """Return why the spend of a selection is not shown; None where it is."""
    least = ledger.audience.least_paid
    paid = _paid(ledger, filters) if least else 0
    if paid >= least:
        return None
    alone = (name for name in filters.set_names() if _paid(ledger, filters.without([name])) >= least)
    return Withheld(paid, least, next(alone, None))


def _paid(ledger: Ledger, filters: Filters) -> int:
    return int(queries.paid_people(ledger, filters)["people"].item())
