"""Holds what every part of a page needs to know: the page, the ledger, the selection, the assumptions."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.metrics.vocabulary import Assumptions
from influencer_roi.ui.withheld import OF_PEOPLE, selection_words

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

    def of_spend(self, sentence: str) -> str:
        """Return a sentence that rests on the selection's spend; where readers may not see it, why."""
        return selection_words(self.ledger, self.filters) or self.of_revenue(sentence)

    def of_payouts(self, sentence: str) -> str:
        """Return a sentence that rests on what single people were paid; else that it is not for readers."""
        return self.of_revenue(sentence) if self.ledger.audience.sees_payouts else OF_PEOPLE

    def presses(self, dimension: str, value: str) -> bool:
        """Return whether this value alone is chosen."""
        return self.filters[dimension] == (value,)
