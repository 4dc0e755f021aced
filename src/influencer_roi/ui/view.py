"""Holds what every part of a page needs to know: the page, the ledger, the selection, the assumptions."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.metrics.vocabulary import Assumptions

NO_REVENUE = "These files have no revenue."


@dataclass(frozen=True)
class View:
    """One selection of one page; `picked` is the URL query of choices its files must know too."""

    page: str
    ledger: Ledger
    filters: Filters
    assumed: Assumptions
    picked: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)

    def rows_query(self, by: str, *, sort: str = "") -> str:
        """Return the URL query of the rows behind a card, one per value of `by`; the best by `sort` first."""
        parts = (f"by={by}", sort and f"sort={sort}", self.picked, self.filters.to_query())
        return "&".join(part for part in parts if part)

    def of_revenue(self, sentence: str) -> str:
        """Return a sentence that rests on revenue; where the files have none, that instead."""
        return NO_REVENUE if "revenue" in self.ledger.unmeasured else sentence

    def presses(self, dimension: str, value: str) -> bool:
        """Return whether this value alone is chosen."""
        return self.filters[dimension] == (value,)
